package dev.rollback.benchmarks;

import com.github.luben.zstd.Zstd;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.store.ContentId;
import dev.rollback.workflow.RequestDataConverter;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// What is done once for each file or request: a content's name, its compression, a request's
/// reading.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InnerLoops {
  /// What a file may hold: one half is the other.
  @State(Scope.Benchmark)
  public static class Content {
    /// How many bytes.
    @Param({"4096", "1048576"})
    public int size;

    private byte[] bytes = {};

    /// Makes it.
    @Setup
    public void make() {
      bytes = new byte[size];
      new Random(1).nextBytes(bytes);
      System.arraycopy(bytes, 0, bytes, size / 2, size / 2);
    }
  }

  /// A request as it arrives.
  @State(Scope.Benchmark)
  public static class Arrived {
    private final DataConverter converter = new RequestDataConverter();
    private final Payload request =
        converter
            .toPayload(
                CreateSnapshotRequest.of("id", SnapshotSpec.Configuration.of("/etc/a", "/etc/b")))
            .orElseThrow();
  }

  /// SHA-256 of a content.
  @Benchmark
  public ContentId contentId(Content content) {
    return ContentId.of(content.bytes);
  }

  /// zstd at the store's level.
  @Benchmark
  public byte[] compress(Content content) {
    return Zstd.compress(content.bytes, 3);
  }

  /// A request, read strictly.
  @Benchmark
  public CreateSnapshotRequest request(Arrived arrived) {
    return arrived.converter.fromPayload(
        arrived.request, CreateSnapshotRequest.class, CreateSnapshotRequest.class);
  }

  /// Runs them all.
  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(InnerLoops.class.getName())
                .include(StoreLoops.class.getName())
                .build())
        .run();
  }
}
