package dev.rollback.activity;

import io.temporal.activity.ActivityInterface;

/// The git layer.
@ActivityInterface(namePrefix = "git.")
public interface GitActivities extends LayerActivities {}
