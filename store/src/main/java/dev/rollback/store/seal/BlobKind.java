package dev.rollback.store.seal;

import java.nio.charset.StandardCharsets;

/// What a sealed blob is.
public enum BlobKind {
  PACK("RBPK", "pack"),
  INDEX("RBIX", "index"),
  OWNER("RBOW", "list of an owner"),
  CONDEMNED("RBCD", "condemnation");

  private final String mark;
  private final String noun;

  BlobKind(String mark, String noun) {
    this.mark = mark;
    this.noun = noun;
  }

  byte[] mark() {
    return mark.getBytes(StandardCharsets.US_ASCII);
  }

  /// What it is called in a sentence.
  public String noun() {
    return noun;
  }

  /// Whether its name is sealed with it. A pack's name is its salt already.
  boolean isNamed() {
    return this != PACK;
  }
}
