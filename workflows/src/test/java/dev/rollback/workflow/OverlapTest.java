package dev.rollback.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OverlapTest {

  private static boolean taken(SnapshotSpec first, SnapshotSpec second) {
    Overlap.refuse(
        CreateSnapshotRequest.of(
            "s",
            SnapshotSpec.Set.of(
                new SnapshotSpec.Member("one", first), new SnapshotSpec.Member("two", second))));
    return true;
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/app,/etc//./other/../app/sub",
    "/etc/app,/etc/app/sub/file",
    "/etc/app/sub,/etc/app",
    "/etc/app,/etc/app/*.conf"
  })
  void twoMembersThatHoldOnePlaceAreRefusedByName(String first, String second) {
    assertThatThrownBy(
            () ->
                taken(SnapshotSpec.Configuration.of(first), SnapshotSpec.Configuration.of(second)))
        .isInstanceOf(RollbackException.class)
        .hasMessageContaining("one")
        .hasMessageContaining("two");
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/app,/etc/apple",
    "/etc/app/a,/etc/app/b",
    "/etc/*.conf,/etc/app",
    "/etc/a*,/etc/b*"
  })
  void membersSideBySideAreTaken(String first, String second) {
    assertThat(taken(SnapshotSpec.Configuration.of(first), SnapshotSpec.Configuration.of(second)))
        .isTrue();
  }

  @Test
  void aRepositoryTwiceOrWithinADirectoryIsRefusedAndAFileInARepositoryIsNot() {
    var repository = SnapshotSpec.GitCommit.of("/srv/app");

    assertThatThrownBy(() -> taken(repository, repository)).isInstanceOf(RollbackException.class);
    assertThatThrownBy(() -> taken(repository, SnapshotSpec.Configuration.of("/srv")))
        .isInstanceOf(RollbackException.class);
    assertThat(taken(repository, SnapshotSpec.Configuration.of("/srv/app/local.yml"))).isTrue();
    assertThat(
            taken(
                new SnapshotSpec.GitCommit("/srv/app", null, List.of("/etc/app"), null, null),
                SnapshotSpec.Configuration.of("/etc/other")))
        .isTrue();
  }
}
