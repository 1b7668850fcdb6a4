package dev.rollback.catalog;

/// Orders the holders of a target: who holds it later has the higher number.
public record FencingToken(long number) {}
