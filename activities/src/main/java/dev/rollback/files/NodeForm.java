package dev.rollback.files;

import dev.rollback.store.ContentView;
import dev.rollback.store.Node;

/// What a node of the engine is; its body begins with it.
enum NodeForm {
  /// A directory with its entries.
  DIRECTORY(1),
  /// A directory too large for one node, without the entries.
  PAGES(2),
  /// Some entries of such a directory.
  PAGE(9),
  /// Pieces of a file, or of a part of it.
  SECTION(3),
  /// The sections of a large file.
  SECTIONS(4),
  /// All that a snapshot records.
  SNAPSHOT(5),
  /// Steps of a plan.
  STEPS(6),
  /// A plan.
  PLAN(7),
  /// How far a capture was.
  CHECKPOINT(8);

  private final int code;

  NodeForm(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static NodeForm of(Node node) {
    ContentView body = node.body();
    int code = body.length() == 0 ? 0 : body.array()[body.offset()];
    for (NodeForm form : values()) {
      if (form.code == code) {
        return form;
      }
    }
    throw new IllegalArgumentException("a node has the unknown form " + code);
  }

  /// A reader behind the form, which must be this one.
  VarReader body(Node node) {
    if (of(node) != this) {
      throw new IllegalArgumentException("a node is %s and not %s".formatted(of(node), this));
    }
    var reader = new VarReader(node.body());
    reader.one();
    return reader;
  }

  /// A writer that has begun such a body.
  VarWriter writer() {
    return new VarWriter().one(code);
  }
}
