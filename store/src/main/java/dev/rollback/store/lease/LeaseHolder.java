package dev.rollback.store.lease;

import dev.rollback.store.seal.NamedValues;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/// Who has a lease, for people to read.
///
/// @param host name of the host, as that host says it
/// @param process number of the process there
/// @param purpose what it does, such as `write deployment-7`
/// @param began when it took the lease, by the storage's clock
public record LeaseHolder(String host, long process, String purpose, Instant began) {
  private static final List<String> NAMES = List.of("host", "process", "purpose", "began");

  public LeaseHolder {
    host = printable(host);
    purpose = printable(purpose);
  }

  /// This process.
  static LeaseHolder here(String purpose, Instant began) {
    return new LeaseHolder(hostName(), ProcessHandle.current().pid(), purpose, began);
  }

  /// Reads what [#encode()] writes; refuses everything else with [IllegalArgumentException].
  static LeaseHolder decode(byte[] bytes) {
    NamedValues values = NamedValues.decode(bytes, NAMES);
    try {
      return new LeaseHolder(
          values.text("host"),
          Long.parseLong(values.text("process")),
          values.text("purpose"),
          Instant.parse(values.text("began")));
    } catch (DateTimeException noTime) {
      throw new IllegalArgumentException("it does not say when it began", noTime);
    }
  }

  byte[] encode() {
    var values = new LinkedHashMap<String, String>();
    values.put("host", host);
    values.put("process", Long.toString(process));
    values.put("purpose", purpose);
    values.put("began", began.toString());
    return new NamedValues(values).encode();
  }

  private static String printable(String text) {
    String start = text.length() > 200 ? text.substring(0, 200) : text;
    return start.replaceAll("[^ -~]", "?");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown";
    }
  }

  /// For a sentence: `write deployment-7 by process 12 on host-a since …`.
  @Override
  public String toString() {
    return "%s by process %d on %s since %s".formatted(purpose, process, host, began);
  }
}
