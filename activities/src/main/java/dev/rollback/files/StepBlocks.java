package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.ArrayList;
import java.util.List;

/// Steps of a plan in blocks, so that a plan of a million steps needs no more memory than one of a
/// thousand. Written by one thread.
final class StepBlocks {
  private static final int MOST_STEPS = 1024;
  private static final int MOST_BYTES = 128 * 1024;

  private final WritingLane lane;
  private final List<Block> blocks = new ArrayList<>();
  private final byte[] sum = new byte[Sha256.BYTES];
  private VarWriter body = NodeForm.STEPS.writer();
  private References references = new References();
  private int steps;

  StepBlocks(WritingLane lane) {
    this.lane = lane;
  }

  /// A written block.
  record Block(NodeId node, int steps) {}

  /// Takes references in order.
  private static final class References implements EntryCodec.References {
    private final List<NodeId> nodes = new ArrayList<>();
    private final List<ContentId> contents = new ArrayList<>();

    @Override
    public void add(NodeId node) {
      nodes.add(node);
    }

    @Override
    public void add(ContentId content) {
      contents.add(content);
    }
  }

  void add(Step step) throws StoreException {
    addToSum(step);
    step.write(body, references);
    steps++;
    if (steps == MOST_STEPS || body.length() >= MOST_BYTES) {
      flush();
    }
  }

  /// The sum of the steps' digests depends neither on their order nor on the numbers of the bases.
  private void addToSum(Step step) {
    var alone = new VarWriter();
    step.in(0).write(alone, new References());
    var digest = Sha256.digest();
    digest.update(alone.array(), 0, alone.length());
    addTo(sum, digest.digest());
  }

  static void addTo(byte[] sum, byte[] one) {
    int carry = 0;
    for (int at = sum.length - 1; at >= 0; at--) {
      int total = (sum[at] & 0xff) + (one[at] & 0xff) + carry;
      sum[at] = (byte) total;
      carry = total >> 8;
    }
  }

  Sha256 sum() {
    return Sha256.at(sum, 0);
  }

  /// Writes what is left and answers all blocks.
  List<Block> finish() throws StoreException {
    if (steps > 0) {
      flush();
    }
    return List.copyOf(blocks);
  }

  private void flush() throws StoreException {
    NodeId node = lane.node(references.nodes, references.contents, body.array(), 0, body.length());
    blocks.add(new Block(node, steps));
    body = NodeForm.STEPS.writer();
    references = new References();
    steps = 0;
  }

  /// The steps of a block.
  static List<Step> read(NodeId block, TreeReader reader) {
    Node node = reader.node(block);
    try {
      VarReader body = NodeForm.STEPS.body(node);
      var source = new NodeSource(node);
      var steps = new ArrayList<Step>();
      while (body.hasMore()) {
        steps.add(Step.read(body, source));
      }
      return steps;
    } catch (IllegalArgumentException e) {
      throw VarReader.corrupt("plan of a rollback", e);
    }
  }
}
