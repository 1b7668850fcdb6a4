package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A directory that leads to what is captured.
final class LeadingCapture extends Crew.Task {
  private static final long serialVersionUID = 1L;

  private final transient CaptureWork work;
  private final transient DirectoryDraft.@Nullable Slot slot;
  private final transient Way way;
  private final transient @Nullable NodeId earlierNode;
  private transient @Nullable DirectoryDraft draft;
  private transient @Nullable NodeId written;

  LeadingCapture(
      CaptureWork work,
      Crew.@Nullable Task above,
      DirectoryDraft.@Nullable Slot slot,
      Way way,
      @Nullable NodeId earlierNode) {
    super(above, work.crew);
    this.work = work;
    this.slot = slot;
    this.way = way;
    this.earlierNode = earlierNode;
  }

  @Override
  void work() throws SystemFailure, StoreException {
    var own = new DirectoryDraft(self());
    draft = own;
    Earlier.Lookup known = work.earlier.lookup(earlierNode);
    for (Map.Entry<String, Way> next : way.beneath().entrySet()) {
      Way child = next.getValue();
      TreeEntry old = known.entry(next.getKey());
      Step step = child.step();
      if (child.isEnd() && step != null) {
        addBefore(own, next.getKey(), step);
      } else if (child.isEnd()) {
        addEnd(own, next.getKey(), child.path(), old);
      } else {
        var entry = TreeEntry.directory(next.getKey(), Body.Directory.PENDING);
        begin(
            new LeadingCapture(work, this, own.add(entry, work.lane()), child, Earlier.node(old)));
      }
    }
  }

  private DirectorySelf self() throws SystemFailure {
    if (!work.roots.strictlyWithin(way.path())) {
      return DirectorySelf.UNKNOWN;
    }
    AllowedPath path = work.roots.locate(way.path());
    Reach reach = way.step() == null ? Reach.WAY : Reach.SELF;
    try (var directory = path.open(Access.DIRECTORY)) {
      FileStatus status = work.system.status(directory);
      return new DirectorySelf(reach, Metadata.of(work.system, directory, status), null);
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        return DirectorySelf.GONE;
      }
      throw Failures.of(e, path);
    }
  }

  /// What is there before a step of a plan; what it does not touch is not read.
  private void addBefore(DirectoryDraft own, String name, Step step)
      throws SystemFailure, StoreException {
    Before before = Objects.requireNonNull(work.before);
    TreeEntry known = before.of(name, step, work.crew.tools());
    if (known == null) {
      addEnd(own, name, step.path(), null);
    } else {
      own.add(known, work.lane());
      work.findings.known(known);
      work.crew.tick();
    }
  }

  private void addEnd(DirectoryDraft own, String name, RawPath path, @Nullable TreeEntry old)
      throws SystemFailure, StoreException {
    work.product.requireOutside(path);
    AllowedPath allowed = work.roots.locate(path);
    FileStatus status = allowed.status().orElse(null);
    if (status == null) {
      work.requireAllowedMissing(path);
      own.add(TreeEntry.absent(name), work.lane());
      return;
    }
    if (status.kind() == FileKind.DIRECTORY) {
      var entry = TreeEntry.directory(name, Body.Directory.PENDING);
      DirectoryDraft.Slot place = own.add(entry, work.lane());
      begin(
          new DirectoryCapture(
              work, this, place, path, Earlier.node(old), List.of(), status.mountId()));
      return;
    }
    try (var parent = allowed.openParent(Access.DIRECTORY)) {
      var place = new EntryCapture.Place(parent, Names.bytes(name), path, this);
      TreeEntry entry = new EntryCapture(work, work.findings).read(place, status, old);
      if (entry.kind() == FileKind.UNCAPTURED && !work.options.missingIsAbsent()) {
        throw new RollbackException(
            FailureType.INVALID_REQUEST,
            "%s is a %s, which cannot be captured. Name other paths."
                .formatted(path, status.kind() == FileKind.SOCKET ? "socket" : "special entry"));
      }
      DirectoryDraft.Slot slot = own.add(entry, work.lane());
      if (slot != null) {
        place.added(slot);
      }
    } catch (SystemFailure e) {
      throw Failures.of(e, allowed);
    }
  }

  @Override
  void finish() throws StoreException {
    DirectoryDraft own = draft;
    if (own == null) {
      throw new IllegalStateException("A directory was not begun.");
    }
    NodeId node = own.write(work.lane());
    written = node;
    if (slot != null) {
      slot.fill(node);
    }
  }

  NodeId written() {
    NodeId node = written;
    if (node == null) {
      throw new IllegalStateException("The tree was not written.");
    }
    return node;
  }
}
