package dev.rollback.layer.git;

import dev.rollback.contract.FileFacts;
import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.CaptureOptions;
import dev.rollback.files.CapturedFiles;
import dev.rollback.files.FileEngine;
import dev.rollback.files.PlannedFiles;
import dev.rollback.files.RestoredFiles;
import dev.rollback.files.Scope;
import dev.rollback.layer.FileRecords;
import dev.rollback.layer.Progress;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The `config_files` that are captured and rolled back together with a repository.
final class ConfigFiles {
  private final AllowedRoots roots;
  private final FileEngine engine;
  private final SnapshotStore store;

  ConfigFiles(AllowedRoots roots, FileEngine engine, SnapshotStore store) {
    this.roots = roots;
    this.engine = engine;
    this.store = store;
  }

  private static Owner owner(Owner snapshot) {
    return new Owner(snapshot.name() + "/config");
  }

  private static String planId(String planId) {
    return planId + ".config";
  }

  CapturedFiles capture(
      SnapshotSpec.GitCommit spec, Owner snapshot, boolean safety, Progress progress) {
    CaptureOptions options = safety ? CaptureOptions.AS_IT_IS : CaptureOptions.STRICT;
    return engine.capture(
        new FileEngine.CaptureRequest(
            Scope.parse(roots, spec.configFiles()), owner(snapshot), options, Optional.empty()),
        progress::report);
  }

  /// What was captured, for people; at most as many as a record names.
  Map<String, FileFacts> facts(String root) {
    var facts = new TreeMap<String, FileFacts>();
    engine
        .files(NodeId.parse(root), store.reader(), SnapshotMetadata.MOST_FILES)
        .forEach(file -> facts.put(file.path(), FileRecords.facts(file)));
    return facts;
  }

  PlannedFiles plan(String planId, String root, Progress progress) {
    return engine.plan(
        new FileEngine.PlanRequest(
            planId(planId), NodeId.parse(root), List.of(), RestoreMode.EXACT, false),
        store.reader(),
        progress::report);
  }

  /// False where a restore of the plan has begun and not ended.
  boolean forget(String planId) {
    return engine.forget(planId(planId));
  }

  RestoredFiles restore(String planId, String plan, Progress progress) {
    return engine.restore(planId(planId), NodeId.parse(plan), store.reader(), progress::report);
  }

  void discard(Owner snapshot) {
    engine.discard(owner(snapshot));
  }
}
