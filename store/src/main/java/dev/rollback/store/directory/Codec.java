package dev.rollback.store.directory;

/// How a content's payload is stored.
enum Codec {
  /// As it is: the bytes do not shrink.
  RAW(0),
  /// As one zstd frame.
  ZSTD(1);

  private final byte number;

  Codec(int number) {
    this.number = (byte) number;
  }

  /// The codec's number in a header.
  byte number() {
    return number;
  }
}
