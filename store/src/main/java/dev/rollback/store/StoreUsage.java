package dev.rollback.store;

import java.util.OptionalLong;

/// How much a store holds.
///
/// @param owners owners with a committed list
/// @param contents distinct contents
/// @param contentBytes their plain bytes
/// @param storedBytes their stored bytes
/// @param freeBytes bytes that can still be stored; empty where the storage does not say
public record StoreUsage(
    long owners, long contents, long contentBytes, long storedBytes, OptionalLong freeBytes) {}
