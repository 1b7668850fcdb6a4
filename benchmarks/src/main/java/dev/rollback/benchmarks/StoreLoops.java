package dev.rollback.benchmarks;

import dev.rollback.store.ContentId;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.chunk.Chunker;
import dev.rollback.store.chunk.Parameters;
import dev.rollback.store.index.IdSet;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.index.IndexView.Need;
import dev.rollback.store.index.IndexWriter;
import dev.rollback.store.index.StoreIndex;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.pack.PackStream;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.BlobKind;
import dev.rollback.store.seal.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What the store does for every content: cut, name, seal, look up.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StoreLoops {
  private static final int PIECE = 1 << 20;

  /// A mebibyte of noise, and what works on it.
  @State(Scope.Benchmark)
  public static class Piece {
    private final byte[] bytes = new byte[4 * PIECE];
    private final byte[] sealed = new byte[(int) BlobCipher.sealedLength(PIECE)];
    private final MasterKey master = MasterKey.random();
    private final Chunker chunker = Parameters.USUAL.chunker(master);
    private final BlobCipher cipher = new BlobCipher(master);
    private long run;

    /// Makes it.
    @Setup
    public void make() {
      new Random(1).nextBytes(bytes);
      cipher.turnTo(new BlobHeader(BlobKind.PACK, BlobId.random()), "");
      warmUp();
    }

    /// Long segments alone never get the JDK to compile its fast AES-GCM; the store does this too.
    private void warmUp() {
      for (int round = 0; round < 5_000; round++) {
        cipher.seal(run++, bytes, 0, 1_024, sealed, 0);
      }
    }
  }

  /// An index of a million contents in a directory.
  @State(Scope.Benchmark)
  public static class Million {
    private static final int ENTRIES = 1_000_000;

    private final MasterKey master = MasterKey.random();
    private final Random random = new Random(1);
    private Path directory = Path.of("");
    private Blobs blobs = new DirectoryBlobs(directory);
    private StoreIndex index = new StoreIndex(blobs, master, 0);

    /// Writes it.
    @Setup
    public void make() throws IOException {
      directory = Files.createTempDirectory("index");
      blobs = new DirectoryBlobs(directory);
      var packs = new ArrayList<PackDirectory>();
      try (var stream = new PackStream(blobs, master, 1, 256 << 10, packs::add)) {
        for (int number = 0; number < ENTRIES; number++) {
          byte[] content = content(number);
          stream.add(EntryKind.CONTENT, ContentId.of(content).sum(), content, 0, content.length);
        }
        stream.finish();
      }
      new IndexWriter(blobs, master).write(packs);
      index = new StoreIndex(blobs, master, 64 << 20);
      index.refreshed();
    }

    private static byte[] content(int number) {
      return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private Sha256 there() {
      return ContentId.of(content(random.nextInt(ENTRIES))).sum();
    }

    private Sha256 nowhere() {
      return ContentId.of(content(-1 - random.nextInt(ENTRIES))).sum();
    }

    /// Removes it.
    @TearDown(Level.Trial)
    public void remove() throws IOException {
      try (var paths = Files.walk(directory)) {
        paths.sorted(Comparator.reverseOrder()).forEach(Million::delete);
      }
    }

    private static void delete(Path path) {
      try {
        Files.delete(path);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /// Where noise of up to 4 MiB is cut, about 1 MiB each.
  @Benchmark
  public int cut(Piece piece) {
    return piece.chunker.cut(piece.bytes, 0, piece.bytes.length);
  }

  /// SHA-256 of a mebibyte.
  @Benchmark
  public byte[] name(Piece piece) {
    var digest = Sha256.digest();
    digest.update(piece.bytes, 0, PIECE);
    return digest.digest();
  }

  /// A mebibyte, sealed.
  @Benchmark
  public int seal(Piece piece) {
    return piece.cipher.seal(piece.run++, piece.bytes, 0, PIECE, piece.sealed, 0);
  }

  /// An index of a million contents, opened by another process: one content is found then.
  @Benchmark
  public Optional<Location> openIndexAndFindOne(Million million) throws StoreException {
    IndexView view = new StoreIndex(million.blobs, million.master, 1 << 20).refreshed();
    return view.find(million.there(), EntryKind.CONTENT, Need.KEEP);
  }

  /// A content that one of a million is, by its name (which is made here too).
  @Benchmark
  public Optional<Location> find(Million million) throws StoreException {
    return million.index.view().find(million.there(), EntryKind.CONTENT, Need.KEEP);
  }

  /// A content that none of a million is.
  @Benchmark
  public Optional<Location> findNone(Million million) throws StoreException {
    return million.index.view().find(million.nowhere(), EntryKind.CONTENT, Need.KEEP);
  }

  /// Names that a writer has seen: 100 000 of them, each added twice.
  @Benchmark
  public int remember(Million million) {
    var seen = new IdSet();
    for (int number = 0; number < 100_000; number++) {
      long mixed = number * 0x9e3779b97f4a7c15L;
      var id = new Sha256(mixed, mixed * 31, number, 0);
      if (!seen.add(id) || seen.add(id)) {
        throw new IllegalStateException("The set forgets, or remembers what never was.");
      }
    }
    return seen.size();
  }
}
