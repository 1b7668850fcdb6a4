package dev.rollback.files;

import dev.rollback.contract.RestoreMode;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.ArrayList;
import java.util.List;

/// What a rollback needs that died or was only planned so far.
///
/// @param snapshot root of the snapshot
/// @param paths what was narrowed to
/// @param verify whether all contents are read, also where metadata prove them equal
/// @param bases directories in which it stages
/// @param blocks the steps
record StoredPlan(
    String planId,
    NodeId snapshot,
    RestoreMode mode,
    boolean verify,
    List<RawPath> paths,
    List<RawPath> bases,
    Tally tally,
    List<StepBlocks.Block> blocks) {
  private static final int VERSION = 2;

  StoredPlan {
    paths = List.copyOf(paths);
    bases = List.copyOf(bases);
    blocks = List.copyOf(blocks);
  }

  /// How many steps it has.
  int steps() {
    return blocks.stream().mapToInt(StepBlocks.Block::steps).sum();
  }

  /// The steps one after the other, read block by block.
  Iterable<Step> allSteps(TreeReader plans) {
    return () ->
        blocks.stream().flatMap(block -> StepBlocks.read(block.node(), plans).stream()).iterator();
  }

  NodeId write(WritingLane lane) throws StoreException {
    VarWriter out = NodeForm.PLAN.writer().one(VERSION).text(planId).one(code(mode));
    out.one(verify ? 1 : 0);
    paths(out, paths);
    paths(out, bases);
    out.number(tally.create()).number(tally.modify()).number(tally.delete());
    var nodes = new ArrayList<NodeId>();
    nodes.add(snapshot);
    out.number(blocks.size());
    for (StepBlocks.Block block : blocks) {
      out.number(block.steps());
      nodes.add(block.node());
    }
    return lane.node(nodes, List.of(), out.array(), 0, out.length());
  }

  /// The mode's number in stored records, which never changes.
  private static int code(RestoreMode mode) {
    return switch (mode) {
      case EXACT -> 0;
      case OVERLAY -> 1;
      case MISSING -> 2;
    };
  }

  private static RestoreMode mode(int code) {
    return switch (code) {
      case 0 -> RestoreMode.EXACT;
      case 1 -> RestoreMode.OVERLAY;
      case 2 -> RestoreMode.MISSING;
      default -> throw new IllegalArgumentException("it has the unknown mode " + code);
    };
  }

  private static void paths(VarWriter out, List<RawPath> paths) {
    out.number(paths.size());
    paths.forEach(path -> out.latin(Names.latin(path.bytes())));
  }

  /// @throws dev.rollback.contract.RollbackException `SnapshotCorrupt` for what no plan is
  static StoredPlan read(NodeId root, TreeReader reader) {
    Node node = reader.node(root);
    try {
      return read(node, NodeForm.PLAN.body(node));
    } catch (IllegalArgumentException e) {
      throw VarReader.corrupt("plan of a rollback", e);
    }
  }

  private static StoredPlan read(Node node, VarReader in) {
    int version = in.one();
    if (version != VERSION) {
      throw new IllegalArgumentException("it is of version " + version);
    }
    String planId = in.text();
    RestoreMode mode = mode(in.one());
    boolean verify = in.one() == 1;
    List<RawPath> paths = paths(in);
    List<RawPath> bases = paths(in);
    var tally = new Tally(in.size(), in.size(), in.size());
    var source = new NodeSource(node);
    NodeId snapshot = source.node();
    var blocks = new ArrayList<StepBlocks.Block>();
    for (int left = in.count(); left > 0; left--) {
      blocks.add(new StepBlocks.Block(source.node(), in.small(Integer.MAX_VALUE)));
    }
    source.requireEnd();
    in.requireEnd();
    return new StoredPlan(planId, snapshot, mode, verify, paths, bases, tally, blocks);
  }

  private static List<RawPath> paths(VarReader in) {
    var paths = new ArrayList<RawPath>();
    for (int left = in.count(); left > 0; left--) {
      paths.add(RawPath.of(Names.bytes(in.latin())));
    }
    return paths;
  }
}
