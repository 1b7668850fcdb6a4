/// What commands print: tables for people, JSON and YAML for programs.
@NullMarked
package dev.rollback.worker.cli.output;

import org.jspecify.annotations.NullMarked;
