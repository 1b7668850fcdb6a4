package dev.rollback.activity;

import io.temporal.activity.ActivityInterface;

/// The configuration layer.
@ActivityInterface(namePrefix = "configuration.")
public interface ConfigurationActivities extends LayerActivities {}
