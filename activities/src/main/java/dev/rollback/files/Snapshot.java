package dev.rollback.files;

import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that a snapshot of files records, as its root node has it.
///
/// @param top the node of `/`
/// @param takenAt epoch seconds at which the capture began
/// @param partial whether it is only about what a plan was to change
/// @param notes what was not captured, and why
/// @param flaws the first of what is not as it was
/// @param users names of the numeric owners on the host that was captured
/// @param groups names of the numeric groups there
record Snapshot(
    NodeId top,
    Scope scope,
    CaptureOptions options,
    long takenAt,
    boolean partial,
    Totals totals,
    List<String> notes,
    List<Flawed> flaws,
    Map<Integer, String> users,
    Map<Integer, String> groups) {
  private static final int VERSION = 2;
  private static final int OPTION_CACHES = 1;
  private static final int OPTION_ABSENT = 2;
  private static final int OPTION_STRICT = 4;
  private static final int PARTIAL = 8;
  private static final int LATE_FLAGS = 16;
  private static final int LINKED = 32;

  Snapshot {
    notes = List.copyOf(notes);
    flaws = List.copyOf(flaws);
    users = Map.copyOf(users);
    groups = Map.copyOf(groups);
  }

  /// The same files in another place of the tree.
  Snapshot at(NodeId otherTop) {
    return new Snapshot(
        otherTop, scope, options, takenAt, true, totals, notes, flaws, users, groups);
  }

  NodeId write(WritingLane lane) throws StoreException {
    VarWriter out = NodeForm.SNAPSHOT.writer().one(VERSION).number(takenAt).number(bits());
    out.number(scope.items().size());
    for (Scope.Item item : scope.items()) {
      out.latin(Names.latin(item.base().bytes())).number(item.names().size());
      item.names().forEach(name -> out.latin(name.text()));
    }
    texts(out, options.exclude());
    out.number(totals.directories())
        .number(totals.others())
        .number(totals.bytes())
        .number(totals.fresh())
        .number(totals.changed())
        .number(totals.unchanged())
        .number(totals.flawed())
        .number(totals.storedBytes());
    texts(out, notes);
    out.number(flaws.size());
    flaws.forEach(each -> out.one(each.flaw().code()).text(each.path()));
    names(out, users);
    names(out, groups);
    return lane.node(List.of(top), List.of(), out.array(), 0, out.length());
  }

  private int bits() {
    return (options.excludeCaches() ? OPTION_CACHES : 0)
        | (options.missingIsAbsent() ? OPTION_ABSENT : 0)
        | (options.strict() ? OPTION_STRICT : 0)
        | (partial ? PARTIAL : 0)
        | (totals.lateFlags() ? LATE_FLAGS : 0)
        | (totals.linked() ? LINKED : 0);
  }

  private static void texts(VarWriter out, List<String> texts) {
    out.number(texts.size());
    texts.forEach(out::text);
  }

  private static void names(VarWriter out, Map<Integer, String> names) {
    out.number(names.size());
    new TreeMap<>(names)
        .forEach((number, name) -> out.number(Integer.toUnsignedLong(number)).text(name));
  }

  /// @throws dev.rollback.contract.RollbackException `SnapshotCorrupt` for what no capture wrote
  static Snapshot read(NodeId root, TreeReader reader) {
    Node node = reader.node(root);
    try {
      if (node.nodes().size() != 1) {
        throw new IllegalArgumentException("it has not one top");
      }
      return read(node.nodes().getFirst(), NodeForm.SNAPSHOT.body(node));
    } catch (IllegalArgumentException e) {
      throw VarReader.corrupt("snapshot's list of files", e);
    }
  }

  private static Snapshot read(NodeId top, VarReader in) {
    int version = in.one();
    if (version != VERSION) {
      throw new IllegalArgumentException("it is of version " + version);
    }
    long takenAt = in.number();
    int bits = in.small(Integer.MAX_VALUE);
    Scope scope = scope(in);
    var options =
        new CaptureOptions(
            texts(in),
            (bits & OPTION_CACHES) != 0,
            (bits & OPTION_ABSENT) != 0,
            (bits & OPTION_STRICT) != 0);
    var totals =
        new Totals(
            in.size(),
            in.size(),
            in.size(),
            in.size(),
            in.size(),
            in.size(),
            in.size(),
            (bits & LINKED) != 0,
            (bits & LATE_FLAGS) != 0,
            in.size());
    List<String> notes = texts(in);
    var flaws = new ArrayList<Flawed>();
    for (int left = in.count(); left > 0; left--) {
      Flaw flaw = Flaw.of(in.one());
      flaws.add(new Flawed(in.text(), flaw));
    }
    var users = names(in);
    var groups = names(in);
    in.requireEnd();
    return new Snapshot(
        top, scope, options, takenAt, (bits & PARTIAL) != 0, totals, notes, flaws, users, groups);
  }

  private static Scope scope(VarReader in) {
    var items = new ArrayList<Scope.Item>();
    for (int left = in.count(); left > 0; left--) {
      RawPath base = RawPath.of(Names.bytes(in.latin()));
      var names = new ArrayList<Scope.RawName>();
      for (int more = in.count(); more > 0; more--) {
        String name = in.latin();
        if (!Names.valid(Names.bytes(name))) {
          throw new IllegalArgumentException(
              "a glob holds '" + Names.shown(Names.bytes(name)) + "'");
        }
        names.add(new Scope.RawName(name));
      }
      items.add(new Scope.Item(base, names));
    }
    return new Scope(items);
  }

  private static List<String> texts(VarReader in) {
    var texts = new ArrayList<String>();
    for (int left = in.count(); left > 0; left--) {
      texts.add(in.text());
    }
    return texts;
  }

  private static Map<Integer, String> names(VarReader in) {
    var names = new TreeMap<Integer, String>();
    for (int left = in.count(); left > 0; left--) {
      names.put((int) in.number(), in.text());
    }
    return names;
  }
}
