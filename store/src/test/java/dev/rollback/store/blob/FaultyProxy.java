package dev.rollback.store.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A network between a client and its server that fails when it is told to. Each connection meets
/// the next fault of a queue, and none when that is empty.
final class FaultyProxy implements AutoCloseable {
  /// What happens to a connection.
  sealed interface Fault {
    /// The server says that it is busy, and takes nothing.
    record Busy() implements Fault {}

    /// The line is cut after so many bytes of the request.
    record CutRequest(long after) implements Fault {}

    /// The line is cut after so many bytes of the answer; the request has arrived.
    record CutAnswer(long after) implements Fault {}
  }

  private static final String BUSY =
      "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final ServerSocket entrance;
  private final int server;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  FaultyProxy(int server) throws IOException {
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.server = server;
    Future<?> _ = threads.submit(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  void next(Fault fault) {
    faults.add(fault);
  }

  /// Faults that no connection has met yet.
  int waiting() {
    return faults.size();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Fault fault = faults.poll();
        Future<?> _ =
            threads.submit(
                () -> serve(client, fault == null ? new Fault.CutAnswer(Long.MAX_VALUE) : fault));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private Void serve(Socket client, Fault fault) throws IOException {
    try (client) {
      switch (fault) {
        case Fault.Busy() -> refuse(client);
        case Fault.CutRequest(long after) -> connect(client, after, Long.MAX_VALUE);
        case Fault.CutAnswer(long after) -> connect(client, Long.MAX_VALUE, after);
      }
    }
    return null;
  }

  private static void refuse(Socket client) throws IOException {
    client.getOutputStream().write(BUSY.getBytes(StandardCharsets.US_ASCII));
    client.shutdownOutput();
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private void connect(Socket client, long requestBytes, long answerBytes) throws IOException {
    try (var behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
      Future<?> _ =
          threads.submit(
              () -> {
                pass(client.getInputStream(), behind.getOutputStream(), requestBytes);
                if (requestBytes < Long.MAX_VALUE) {
                  behind.shutdownInput();
                } else {
                  behind.shutdownOutput();
                }
                return null;
              });
      pass(behind.getInputStream(), client.getOutputStream(), answerBytes);
    }
  }

  /// Passes on at most so many bytes.
  private static void pass(InputStream from, OutputStream to, long limit) throws IOException {
    byte[] buffer = new byte[8192];
    long left = limit;
    while (left > 0) {
      int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return;
      }
      to.write(buffer, 0, read);
      to.flush();
      left -= read;
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    threads.shutdownNow();
  }
}
