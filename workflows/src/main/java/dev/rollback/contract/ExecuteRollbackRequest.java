package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks for a rollback to a snapshot.
///
/// @param validation tests to run afterwards
/// @param rollbackId null takes it from the workflow's id (`rollback/<rollback_id>`), or makes one
/// @param dryRun plan only: nothing is changed
/// @param members which members of a set; empty for all
/// @param paths which paths of a snapshot of files; empty for all
/// @param safetySnapshot whether the present state is captured first; default true
/// @param onFailure default `revert`
/// @param verificationTimeout seconds for all tests together; default 300
/// @param timeout seconds for waiting and work together; default one day
/// @param fingerprint a plan's: the rollback is refused if the target has changed since
/// @param git how repositories are rolled back
/// @param mode how far files are rolled back; default `exact`
/// @param verifyContent whether the plan reads and hashes every file, instead of believing equal
///     size, times and inode; default false
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExecuteRollbackRequest(
    String snapshotId,
    @Nullable Validation validation,
    @Nullable String rollbackId,
    @Nullable Boolean dryRun,
    List<String> members,
    List<String> paths,
    @Nullable Boolean safetySnapshot,
    @Nullable OnFailure onFailure,
    @Nullable Long verificationTimeout,
    @Nullable Long timeout,
    @Nullable Approval approval,
    @Nullable String reason,
    @Nullable String requestedBy,
    @Nullable String fingerprint,
    @Nullable GitOptions git,
    @Nullable RestoreMode mode,
    @Nullable Boolean verifyContent)
    implements Request {

  public ExecuteRollbackRequest {
    snapshotId = Checks.name("snapshot_id", snapshotId);
    rollbackId = rollbackId == null ? null : Checks.name("rollback_id", rollbackId);
    members = Checks.list("members", members, 500);
    paths = Checks.optionalPaths("paths", paths);
    verificationTimeout = Checks.seconds("verification_timeout", verificationTimeout);
    timeout = Checks.seconds("timeout", timeout);
    reason = Checks.optionalText("reason", reason, 4096);
    requestedBy = Checks.optionalText("requested_by", requestedBy, 255);
    fingerprint = Checks.optionalText("fingerprint", fingerprint, 128);
  }

  /// Everything by default, with the given tests.
  public static ExecuteRollbackRequest of(String snapshotId, VerificationTest... tests) {
    return new ExecuteRollbackRequest(
        snapshotId,
        new Validation(List.of(tests)),
        null,
        null,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /// As [#ExecuteRollbackRequest(String, Validation, String, Boolean, List, List, Boolean,
  /// OnFailure, Long, Long, Approval, String, String, String, GitOptions, RestoreMode, Boolean)],
  /// with the default of what is not named here.
  public ExecuteRollbackRequest(
      String snapshotId,
      @Nullable Validation validation,
      @Nullable String rollbackId,
      @Nullable Boolean dryRun,
      List<String> members,
      List<String> paths,
      @Nullable Boolean safetySnapshot,
      @Nullable OnFailure onFailure,
      @Nullable Long verificationTimeout,
      @Nullable Long timeout,
      @Nullable Approval approval,
      @Nullable String reason,
      @Nullable String requestedBy,
      @Nullable String fingerprint,
      @Nullable GitOptions git) {
    this(
        snapshotId,
        validation,
        rollbackId,
        dryRun,
        members,
        paths,
        safetySnapshot,
        onFailure,
        verificationTimeout,
        timeout,
        approval,
        reason,
        requestedBy,
        fingerprint,
        git,
        null,
        null);
  }

  public boolean plansOnly() {
    return dryRun != null && dryRun;
  }

  public boolean takesSafetySnapshot() {
    return safetySnapshot == null || safetySnapshot;
  }

  public boolean revertsOnFailure() {
    return onFailure != OnFailure.LEAVE;
  }

  public List<VerificationTest> tests() {
    return validation == null ? List.of() : validation.tests();
  }

  public RestoreMode modeOrDefault() {
    return mode == null ? RestoreMode.EXACT : mode;
  }

  public boolean verifiesContent() {
    return verifyContent != null && verifyContent;
  }

  public GitOptions gitOrDefault() {
    return git == null ? GitOptions.DEFAULT : git;
  }
}
