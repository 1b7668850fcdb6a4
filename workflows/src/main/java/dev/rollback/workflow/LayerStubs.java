package dev.rollback.workflow;

import dev.rollback.activity.CatalogActivities;
import dev.rollback.activity.ConfigurationActivities;
import dev.rollback.activity.FileSystemActivities;
import dev.rollback.activity.GitActivities;
import dev.rollback.activity.LayerActivities;
import dev.rollback.activity.StoreActivities;
import dev.rollback.activity.VerificationActivities;
import dev.rollback.contract.RollbackType;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;

/// The activities of each layer, on given terms.
final class LayerStubs {
  private LayerStubs() {}

  static LayerActivities layer(RollbackType type, ActivityOptions options) {
    return switch (type) {
      case GIT_COMMIT -> Workflow.newActivityStub(GitActivities.class, options);
      case CONFIGURATION -> Workflow.newActivityStub(ConfigurationActivities.class, options);
      case FILE_SYSTEM -> Workflow.newActivityStub(FileSystemActivities.class, options);
      case SET -> throw new IllegalArgumentException("A set is captured member by member.");
    };
  }

  /// What can be asked of any snapshot of files.
  static FileSystemActivities files(ActivityOptions options) {
    return Workflow.newActivityStub(FileSystemActivities.class, options);
  }

  static CatalogActivities catalogue(ActivityOptions options) {
    return Workflow.newActivityStub(CatalogActivities.class, options);
  }

  static StoreActivities store(ActivityOptions options) {
    return Workflow.newActivityStub(StoreActivities.class, options);
  }

  static VerificationActivities verification(ActivityOptions options) {
    return Workflow.newActivityStub(VerificationActivities.class, options);
  }
}
