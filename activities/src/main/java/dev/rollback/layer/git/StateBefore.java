package dev.rollback.layer.git;

import dev.rollback.layer.Progress;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a rollback finds is pinned until the rollback has ended, so that it can be put back: of the
/// repository and of its submodules.
final class StateBefore {
  private final Places places;
  private final String planId;

  StateBefore(Places places, String planId) {
    this.places = places;
    this.planId = planId;
  }

  void keep(Observation seen, RepoPlan of) {
    RepoPlan.State now = of.now();
    if (now != null) {
      new Pins(seen.repository(), Pins.ofWork(planId), 0)
          .pin(now.head(), now.worktree(), now.index(), now.operation());
    }
    for (RepoPlan submodule : of.submodules()) {
      seen.submodules().stream()
          .filter(each -> each.path().equals(submodule.path()))
          .forEach(each -> keep(each.state(), submodule));
    }
  }

  /// Harmless when nothing was kept.
  void release(Repository repository, RepoPlan of) {
    new Pins(repository, Pins.ofWork(planId), 0).release();
    for (RepoPlan submodule : of.submodules()) {
      Path top = repository.top().resolve(submodule.path().text());
      if (Files.exists(top.resolve(".git"))) {
        release(places.openSubmodule(top, Progress.NONE), submodule);
      }
    }
  }
}
