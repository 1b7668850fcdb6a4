package dev.rollback.activity;

import io.temporal.activity.ActivityInterface;

/// The layer of file trees.
@ActivityInterface(namePrefix = "filesystem.")
public interface FileSystemActivities extends LayerActivities {}
