package dev.rollback.workflow;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.ConfigurationActivities;
import dev.rollback.activity.DiffOrder;
import dev.rollback.activity.DiscardOrder;
import dev.rollback.activity.FileSystemActivities;
import dev.rollback.activity.GitActivities;
import dev.rollback.activity.ListFilesOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreFilesOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.Changes;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.FileList;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.Loss;
import dev.rollback.contract.RestoreFilesResult;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.SnapshotDiff;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotSpec;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A layer whose targets are words in memory, to see what workflows ask for and in which order.
abstract class FakeLayer {
  /// What stands at each target; a target is named by its spec's path.
  final Map<String, String> targets = new ConcurrentHashMap<>();

  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final List<CaptureOrder> captures = Collections.synchronizedList(new ArrayList<>());
  final List<PlanOrder> plans = Collections.synchronizedList(new ArrayList<>());
  final Map<String, FailureType> failures = new ConcurrentHashMap<>();
  final Map<String, Runnable> before = new ConcurrentHashMap<>();
  final Set<String> endless = ConcurrentHashMap.newKeySet();
  private final Map<String, String> contents = new HashMap<>();

  public synchronized CapturedLayer createSnapshot(CaptureOrder order) {
    step("capture", path(order.spec()));
    captures.add(order);
    String root = order.operationId() + "#" + contents.size();
    contents.put(root, String.valueOf(targets.get(path(order.spec()))));
    var handle =
        new SnapshotHandle(
            order.snapshotId(),
            order.member(),
            order.spec(),
            1,
            "here",
            root,
            order.snapshotId(),
            5,
            3);
    return new CapturedLayer(
        handle, new SnapshotMetadata.ConfigurationFiles(Map.of(), 1, false, null, List.of()));
  }

  public synchronized LayerPlan planRollback(PlanOrder order) {
    String path = path(order.handle().spec());
    step("plan", path);
    plans.add(order);
    boolean same =
        Objects.equals(contents.get(order.handle().root()), String.valueOf(targets.get(path)));
    return new LayerPlan(
        order.planId(),
        order.handle().member(),
        order.handle().spec().type(),
        "here",
        List.of(path),
        "plan-root",
        "seen:" + targets.get(path),
        same ? Changes.NONE : new Changes(0, 1, 0),
        same ? List.of() : List.of(new Loss("modified_file", 1, List.of(path))),
        List.of("modify " + path),
        List.of());
  }

  public RestoreOutcome executeRollback(RestoreOrder order) {
    String path = path(order.handle().spec());
    step("restore", path);
    while (endless.contains(path)) {
      Activity.getExecutionContext().heartbeat("working");
      Thread.onSpinWait();
    }
    synchronized (this) {
      if (!order.plan().fingerprint().equals("seen:" + targets.get(path))) {
        throw failure(FailureType.TARGET_CHANGED, path + " has changed.");
      }
      targets.put(path, String.valueOf(contents.get(order.handle().root())));
    }
    after(path);
    return new RestoreOutcome.Restored("fake", order.plan().changes(), null, List.of("equal"), 2);
  }

  private void after(String path) {
    FailureType type = failures.remove("after restore " + path);
    if (type != null) {
      throw failure(type, "after restore " + path + " failed.");
    }
  }

  public void discardSnapshot(DiscardOrder order) {
    step("discard", path(order.handle().spec()));
  }

  private void step(String what, String path) {
    String call = what + " " + path;
    calls.add(call);
    Runnable hook = before.get(call);
    if (hook != null) {
      hook.run();
    }
    FailureType type = failures.get(call);
    if (type != null) {
      throw failure(type, call + " failed.");
    }
  }

  static ApplicationFailure failure(FailureType type, String sentence) {
    return ApplicationFailure.newBuilder()
        .setMessage(sentence)
        .setType(type.wireName())
        .setNonRetryable(!type.retryable())
        .build();
  }

  static String path(SnapshotSpec spec) {
    return switch (spec) {
      case SnapshotSpec.GitCommit git -> git.repoPath();
      case SnapshotSpec.Configuration files -> files.configFiles().getFirst();
      case SnapshotSpec.FileSystem files -> files.paths().getFirst();
      case SnapshotSpec.Set set -> throw new IllegalArgumentException("a set is no layer: " + set);
    };
  }

  /// As the git layer.
  static final class Git extends FakeLayer implements GitActivities {}

  /// As the configuration layer.
  static final class Configuration extends FakeLayer implements ConfigurationActivities {}

  /// As the layer of file trees.
  static final class FileSystem extends FakeLayer implements FileSystemActivities {
    @Override
    public SnapshotDiff diffSnapshots(DiffOrder order) {
      calls.add("diff %s %s".formatted(order.from(), order.to()));
      return new SnapshotDiff(
          "success", order.from().snapshotId(), "live", List.of(), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public FileList listFiles(ListFilesOrder order) {
      return new FileList("success", order.handle().snapshotId(), List.of(), 0);
    }

    @Override
    public RestoreFilesResult restoreFiles(RestoreFilesOrder order) {
      return new RestoreFilesResult(
          "success", order.handle().snapshotId(), order.request().to(), 1, 1, 1, List.of());
    }
  }
}
