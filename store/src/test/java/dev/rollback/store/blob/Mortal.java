package dev.rollback.store.blob;

/// Lets a process die at one of its changes: nothing that it does afterwards has any effect.
public final class Mortal implements WatchedBlobs.Watcher {
  /// The end of the process, which no code of it can catch.
  public static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final int changes;
  private final boolean afterwards;
  private int seen;
  private boolean dead;

  /// @param changes the number of the change at which it dies, from 1
  /// @param afterwards whether that change is still done
  public Mortal(int changes, boolean afterwards) {
    this.changes = changes;
    this.afterwards = afterwards;
  }

  @Override
  public synchronized void before(boolean change, String name) {
    seen += change ? 1 : 0;
    dead |= change && !afterwards && seen == changes;
    requireAlive();
  }

  @Override
  public synchronized void after(boolean change, String name) {
    dead |= change && afterwards && seen == changes;
    requireAlive();
  }

  private void requireAlive() {
    if (dead) {
      throw new Death();
    }
  }

  /// Whether it died.
  public synchronized boolean dead() {
    return dead;
  }
}
