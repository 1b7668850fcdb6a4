package dev.rollback.store.pack;

/// How a frame's bytes are laid before they are sealed.
public enum FrameCodec {
  RAW(0),
  ZSTD(1);

  private static final FrameCodec[] ALL = values();

  private final int code;

  FrameCodec(int code) {
    this.code = code;
  }

  /// Its number as it is stored.
  public int code() {
    return code;
  }

  /// The codec of a number as it is stored.
  ///
  /// @throws IllegalArgumentException when there is none
  public static FrameCodec of(int code) {
    if (code < 0 || code >= ALL.length) {
      throw new IllegalArgumentException("there is no codec " + code);
    }
    return ALL[code];
  }
}
