/// What a test needs of the machine it runs on. Tests name their needs with `@Requires`; a missing
/// component skips the test and is named in the closing list of the build, never silently. The
/// environment variable `ROLLBACK_REQUIRE=all` makes a missing component a failure.
@NullMarked
package dev.rollback.testing;

import org.jspecify.annotations.NullMarked;
