package dev.rollback.layer.git;

import dev.rollback.activity.PlanOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.Changes;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What callers are told of captures and plans.
final class Descriptions {
  private Descriptions() {}

  static CapturedLayer layer(SnapshotHandle handle, Captured captured) {
    RepoPath upstream = captured.upstream();
    Map<String, String> submodules = new TreeMap<>();
    name("", captured, submodules);
    return new CapturedLayer(
        handle,
        new SnapshotMetadata.GitCommit(
            captured.head().commit(),
            captured.path(),
            captured.head().branchName(),
            captured.head().isDetached(),
            captured.bare(),
            upstream == null ? null : upstream.shown().replaceFirst("^refs/remotes/", ""),
            captured.objectFormat(),
            captured.dirty().size(),
            captured.untracked().size(),
            submodules,
            Map.of(),
            captured.bundle() != null,
            captured.notes()));
  }

  private static void name(String prefix, Captured captured, Map<String, String> names) {
    for (Captured.Submodule submodule : captured.submodules()) {
      String path = prefix + submodule.path().shown();
      String commit = submodule.state().head().commit();
      names.put(path, commit == null ? "unborn" : commit);
      name(path + "/", submodule.state(), names);
    }
  }

  /// Of a path without a repository.
  static Captured absent(String path, long seconds) {
    return new Captured(
        Captured.FORMAT,
        seconds,
        path,
        "",
        "sha1",
        false,
        true,
        new Head(null, null),
        null,
        null,
        null,
        Operation.NONE,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        List.of("There was no repository."));
  }

  static LayerPlan plan(
      PlanOrder order,
      String host,
      String root,
      PlanRecord record,
      String fingerprint,
      Planner planner) {
    var sample = new ArrayList<>(planner.sample());
    var warnings = new ArrayList<>(planner.warnings());
    if (record.vacant()) {
      sample.add("create repository " + record.repository() + " from the snapshot's bundle");
      warnings.add("Remotes, configuration and hooks are in no snapshot and do not come back.");
    }
    Changes changes = record.repo() == null ? new Changes(1, 0, 0) : record.repo().count();
    long moves = record.repo() == null ? 0 : record.repo().moves().size();
    if (record.repo() != null && record.repo().bare()) {
      changes = new Changes(0, moves, 0);
    }
    return new LayerPlan(
        order.planId(),
        order.handle().member(),
        RollbackType.GIT_COMMIT,
        host,
        List.of(record.repository()),
        root,
        fingerprint,
        changes,
        planner.losses(),
        sample,
        warnings);
  }
}
