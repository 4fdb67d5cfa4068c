package dev.espalier.runtime.link;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.TimeLimit;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/** Reads and writes addresses as {@code HOST:PORT}. */
public final class LinkAddress {
  private static final int MAX_PORT = 65_535;

  private LinkAddress() {}

  /**
   * An address.
   *
   * @param option the option that names it, for messages
   * @param text {@code HOST:PORT}, {@code [IPv6]:PORT} or, where {@code isHostOptional}, a port
   *     alone, which is that of all addresses of this machine
   * @throws InvalidFieldException if it is none
   */
  public static InetSocketAddress parse(String option, String text, boolean isHostOptional) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean isPort = port.matches("\\d{1,5}") && Integer.parseInt(port) <= MAX_PORT;
    if (!isPort || host.isBlank() && !(isHostOptional && colon < 0)) {
      throw new InvalidFieldException(
          option,
          "--%s must be %s with a port up to 65535 but is \"%s\""
              .formatted(option, isHostOptional ? "[HOST:]PORT" : "HOST:PORT", text));
    }
    if (host.isEmpty()) {
      return new InetSocketAddress(Integer.parseInt(port));
    }
    String bare = host.startsWith("[") && host.endsWith("]") ? inside(host) : host;
    InetSocketAddress address = new InetSocketAddress(bare, Integer.parseInt(port));
    if (address.isUnresolved()) {
      throw new InvalidFieldException(
          option, "--%s: no machine is known as \"%s\"".formatted(option, bare));
    }
    return address;
  }

  private static String inside(String bracketed) {
    return bracketed.substring(1, bracketed.length() - 1);
  }

  /** The address as {@code HOST:PORT}. */
  public static String text(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** Why a connection failed whose time was limited. */
  static String reason(IOException e, TimeLimit limit) {
    return limit.isOver() ? "it took too long" : reason(e);
  }

  /** Why a connection failed. */
  public static String reason(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    return e instanceof EOFException ? "the connection was closed too early" : e.getMessage();
  }
}
