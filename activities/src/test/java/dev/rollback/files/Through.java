package dev.rollback.files;

/// By which calls an engine works.
enum Through {
  /// The kernel's own.
  KERNEL,
  /// Java's, with directories that are held open.
  NIO,
  /// Java's, by paths alone, as where the platform holds no directory open.
  PATHS;

  OperatingSystem system() {
    return switch (this) {
      case KERNEL -> LinuxSystem.detected();
      case NIO -> new NioSystem(true);
      case PATHS -> new NioSystem(false);
    };
  }

  boolean isKernel() {
    return this == KERNEL;
  }
}
