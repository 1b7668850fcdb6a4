/// Every record that crosses the wire: requests, results, plans and failure types. Changes only by
/// adding.
@NullMarked
package dev.rollback.contract;

import org.jspecify.annotations.NullMarked;
