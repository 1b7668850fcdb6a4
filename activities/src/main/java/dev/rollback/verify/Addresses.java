package dev.rollback.verify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Where a host's name leads, without the places that a test must never reach: a cloud's metadata
/// service gives its secrets to whoever asks.
///
/// What counts is the address that a name or spelling resolves to, also where it wraps an IPv4
/// address in an IPv6 one.
final class Addresses {
  private static final Set<String> REFUSED_NAMES =
      Set.of("metadata", "metadata.google.internal", "metadata.goog", "instance-data");

  /// Alibaba Cloud, Azure and Oracle Cloud, whose services are not link-local.
  private static final List<byte[]> REFUSED_IPV4 =
      List.of(ipv4(100, 100, 100, 200), ipv4(168, 63, 129, 16), ipv4(192, 0, 0, 192));

  private Addresses() {}

  /// The host must not be reached; the message says why.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String host, InetAddress address) {
      super(
          "%s (%s) is link-local or a cloud's metadata service, which no test may reach. Test another address."
              .formatted(host, address.getHostAddress()));
    }

    Refused(String host) {
      super("%s is a cloud's metadata service, which no test may reach.".formatted(host));
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  /// All addresses of the host, none of them refused.
  static List<InetAddress> of(String host) throws Refused, UnknownHostException {
    String name = bare(host);
    if (REFUSED_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
      throw new Refused(host);
    }
    InetAddress[] addresses = InetAddress.getAllByName(name);
    for (InetAddress address : addresses) {
      if (isRefused(address)) {
        throw new Refused(host, address);
      }
    }
    return List.of(addresses);
  }

  /// Without the brackets of an IPv6 address and the final dot of a name.
  private static String bare(String host) {
    String name =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  static boolean isRefused(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? isRefusedIpv4(bytes)
        : address.isLinkLocalAddress() || isRefusedIpv6(bytes);
  }

  private static boolean isRefusedIpv4(byte[] bytes) {
    boolean linkLocal = bytes[0] == (byte) 169 && bytes[1] == (byte) 254;
    return linkLocal || REFUSED_IPV4.stream().anyMatch(each -> Arrays.equals(each, bytes));
  }

  private static boolean isRefusedIpv6(byte[] bytes) {
    return begins(bytes, 0xfd, 0x00, 0x0e, 0xc2) // Amazon's fd00:ec2::/32
        || wraps(bytes, 12, begins(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) // mapped, compatible
        || wraps(bytes, 12, begins(bytes, 0x00, 0x64, 0xff, 0x9b)) // NAT64
        || wraps(bytes, 2, begins(bytes, 0x20, 0x02)) // 6to4
        || (begins(bytes, 0x20, 0x01, 0, 0) && isRefusedIpv4(inverted(bytes))); // Teredo
  }

  private static boolean wraps(byte[] bytes, int at, boolean itDoes) {
    return itDoes && isRefusedIpv4(Arrays.copyOfRange(bytes, at, at + 4));
  }

  private static byte[] inverted(byte[] bytes) {
    byte[] client = Arrays.copyOfRange(bytes, 12, 16);
    for (int at = 0; at < client.length; at++) {
      client[at] = (byte) ~client[at];
    }
    return client;
  }

  private static boolean begins(byte[] bytes, int... prefix) {
    for (int at = 0; at < prefix.length; at++) {
      if ((bytes[at] & 0xff) != prefix[at]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ipv4(int... numbers) {
    var bytes = new byte[4];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) numbers[at];
    }
    return bytes;
  }
}
