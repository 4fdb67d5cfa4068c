package dev.espalier.study.run;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.Printable;

/**
 * Where the agent of a device listens.
 *
 * @param device name of the device
 * @param address where the coordinator connects to
 * @param peerAddress where other agents connect to; the same unless the devices have a network of
 *     their own
 */
public record AgentAddress(String device, HostPort address, HostPort peerAddress) {

  /**
   * A host and a port.
   *
   * @param host name or address of the host, IPv6 addresses without brackets
   * @param port port, 1 to 65535
   */
  public record HostPort(String host, int port) {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_SHOWN = 100;

    /**
     * @throws IllegalArgumentException if the host is blank or has characters that no host has, or
     *     the port is out of range
     */
    public HostPort {
      if (host.isBlank() || !host.chars().allMatch(HostPort::isOfHost)) {
        throw new InvalidFieldException(
            "address",
            "address: expected the name or address of a host but found \"%s\""
                .formatted(Printable.shortened(host, MAX_SHOWN)));
      }
      if (port < 1 || port > MAX_PORT) {
        throw new InvalidFieldException(
            "address", "address: port must be from 1 to %d but is %d".formatted(MAX_PORT, port));
      }
    }

    /** Letters, digits, and what stands in names, IPv6 addresses and their zones. */
    private static boolean isOfHost(int letter) {
      return letter >= '0' && letter <= '9'
          || letter >= 'a' && letter <= 'z'
          || letter >= 'A' && letter <= 'Z'
          || ".-_:%".indexOf(letter) >= 0;
    }

    /**
     * Reads {@code host:port}, such as {@code 192.168.1.4:7400} or {@code [::1]:7400}.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static HostPort parse(String text) {
      int colon = text.lastIndexOf(':');
      String host = colon < 0 ? "" : text.substring(0, colon);
      String port = text.substring(colon + 1);
      boolean isBracketed = host.startsWith("[") && host.endsWith("]");
      if (host.isEmpty() || !isBracketed && host.contains(":") || !port.matches("\\d{1,5}")) {
        throw new InvalidFieldException(
            "address",
            "address: expected host:port, such as 192.168.1.4:7400 or [::1]:7400, but found \"%s\""
                .formatted(Printable.shortened(text, MAX_SHOWN)));
      }
      return new HostPort(
          isBracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }

    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * @throws IllegalArgumentException if the name is blank
   */
  public AgentAddress {
    Checks.name("agent", "device", device);
  }
}
