package dev.rollback.layer.git;

import dev.rollback.activity.PlanOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.Changes;
import dev.rollback.contract.FileFacts;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.Loss;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.files.PlannedFiles;
import dev.rollback.layer.FileRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What callers are told of captures and plans.
final class Descriptions {
  private Descriptions() {}

  static CapturedLayer layer(
      SnapshotHandle handle, Captured captured, Map<String, FileFacts> files) {
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
            files,
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

  /// One loss of each kind: those of submodules are added to their parent's.
  private static List<Loss> merged(List<Loss> losses) {
    Map<String, Loss> byKind = new LinkedHashMap<>();
    for (Loss loss : losses) {
      byKind.merge(
          loss.kind(),
          loss,
          (one, other) -> {
            var names = new ArrayList<>(one.sample());
            names.addAll(other.sample());
            return new Loss(one.kind(), one.count() + other.count(), names);
          });
    }
    return List.copyOf(byKind.values());
  }

  /// Of a path without a repository.
  static Captured absent(String path, long seconds) {
    return new Captured(
        Captured.FORMAT,
        seconds,
        0,
        0,
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
      Planner planner,
      @Nullable PlannedFiles files) {
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
    var losses = new ArrayList<>(planner.losses());
    var targets = new ArrayList<>(List.of(record.repository()));
    if (files != null) {
      changes = changes.plus(FileRecords.changes(files));
      losses.addAll(FileRecords.losses(files));
      sample.addAll(files.sample());
      warnings.addAll(files.warnings());
      targets.addAll(files.targets());
    }
    return new LayerPlan(
        order.planId(),
        order.handle().member(),
        RollbackType.GIT_COMMIT,
        host,
        targets,
        root,
        fingerprint,
        changes,
        merged(losses),
        sample,
        warnings);
  }
}
