/// Tests of the documents: what they name exists.
@NullMarked
package dev.rollback.documents;

import org.jspecify.annotations.NullMarked;
