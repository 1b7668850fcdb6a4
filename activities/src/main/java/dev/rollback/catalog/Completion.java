package dev.rollback.catalog;

import dev.rollback.activity.SnapshotCompletion;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.SnapshotStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns a claim and its capture into the record of a created snapshot.
final class Completion {
  private Completion() {}

  /// The record to keep; the existing one where it is complete already.
  static SnapshotRecord of(
      SnapshotRecord existing, SnapshotCompletion completion, String workflowId) {
    boolean own = workflowId.equals(existing.workflowId());
    return switch (SnapshotRules.status(existing)) {
      case CREATING -> {
        if (!own) {
          throw Sentences.claimLost(existing, workflowId);
        }
        yield created(existing, completion);
      }
      case CREATED -> {
        if (!own) {
          throw Sentences.claimLost(existing, workflowId);
        }
        yield existing;
      }
      case FAILED, DELETING -> throw Sentences.notCompletable(existing);
    };
  }

  private static SnapshotRecord created(SnapshotRecord claim, SnapshotCompletion completion) {
    List<SnapshotHandle> handles = completion.layers().stream().map(CapturedLayer::handle).toList();
    requireAllLayers(claim, handles);
    return new SnapshotRecord(
        SnapshotStatus.CREATED.wireName(),
        claim.snapshotId(),
        claim.config(),
        claim.createdAt(),
        metadata(claim, completion),
        handles.stream().mapToLong(SnapshotHandle::sizeBytes).sum(),
        handles.stream().mapToLong(SnapshotHandle::storedBytes).sum(),
        completion.durationMs(),
        claim.description(),
        claim.labels(),
        claim.hold(),
        claim.expiresAt(),
        claim.target(),
        onlyHost(handles),
        claim.requestedBy(),
        handles,
        claim.requestDigest(),
        claim.safetyFor(),
        claim.workflowId(),
        null,
        null);
  }

  private static void requireAllLayers(SnapshotRecord claim, List<SnapshotHandle> handles) {
    var captured = new HashSet<@Nullable String>();
    for (SnapshotHandle handle : handles) {
      if (!handle.snapshotId().equals(claim.snapshotId()) || !captured.add(handle.member())) {
        throw incomplete(claim, "it was given a layer twice, or another snapshot's");
      }
    }
    if (!captured.equals(wanted(claim.config()))) {
      throw incomplete(claim, "what was captured is not what was asked for");
    }
  }

  private static Set<@Nullable String> wanted(SnapshotSpec spec) {
    var names = new HashSet<@Nullable String>();
    switch (spec) {
      case SnapshotSpec.Set set -> set.members().forEach(member -> names.add(member.name()));
      case SnapshotSpec.GitCommit _, SnapshotSpec.Configuration _, SnapshotSpec.FileSystem _ ->
          names.add(null);
    }
    return names;
  }

  private static SnapshotMetadata metadata(SnapshotRecord claim, SnapshotCompletion completion) {
    if (!(claim.config() instanceof SnapshotSpec.Set)) {
      return completion.layers().getFirst().metadata();
    }
    var members = new TreeMap<String, SnapshotMetadata>();
    for (CapturedLayer layer : completion.layers()) {
      members.put(Objects.requireNonNull(layer.handle().member()), layer.metadata());
    }
    return new SnapshotMetadata.Members(members);
  }

  /// The host of all the layers; null where they are of several.
  private static @Nullable String onlyHost(List<SnapshotHandle> handles) {
    List<String> hosts = handles.stream().map(SnapshotHandle::host).distinct().toList();
    return hosts.size() == 1 ? hosts.getFirst() : null;
  }

  private static RollbackException incomplete(SnapshotRecord claim, String why) {
    return new RollbackException(
        FailureType.INVALID_REQUEST,
        "Snapshot %s cannot be completed: %s. Create it again.".formatted(claim.snapshotId(), why));
  }
}
