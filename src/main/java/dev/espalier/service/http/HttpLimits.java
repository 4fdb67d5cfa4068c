package dev.espalier.service.http;

import dev.espalier.error.InvalidFieldException;
import java.time.Duration;

/**
 * What one client, or all of them together, may use.
 *
 * @param maxBodyBytes maximum size of the body of a request
 * @param maxHeaderBytes maximum size of the request line and header fields
 * @param idle time after which a connection without any bytes is closed
 * @param patience time that a request may take to arrive, however slowly
 * @param minBytesPerSecond mean rate at which a request arrives that takes longer than that
 * @param maxReceiving maximum time that a request may take to arrive
 * @param maxConnections maximum number of connections; further ones wait to be accepted
 */
public record HttpLimits(
    int maxBodyBytes,
    int maxHeaderBytes,
    Duration idle,
    Duration patience,
    int minBytesPerSecond,
    Duration maxReceiving,
    int maxConnections) {
  private static final int MIB = 1 << 20;

  /** Bodies of all requests together may have the size of so many of the largest. */
  private static final int LARGEST_BODIES = 8;

  /** Limits for orchestrators: bodies of 8 MiB, 256 connections. */
  public static final HttpLimits DEFAULTS =
      new HttpLimits(
          8 * MIB,
          8 << 10,
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          1 << 10,
          Duration.ofSeconds(60),
          256);

  /**
   * @throws InvalidFieldException if a limit is not above 0
   */
  public HttpLimits {
    requirePositive("maxBodyBytes", maxBodyBytes);
    requirePositive("maxHeaderBytes", maxHeaderBytes);
    requirePositive("idle", idle.toMillis());
    requirePositive("patience", patience.toMillis());
    requirePositive("minBytesPerSecond", minBytesPerSecond);
    requirePositive("maxReceiving", maxReceiving.toMillis());
    requirePositive("maxConnections", maxConnections);
  }

  private static void requirePositive(String field, long value) {
    if (value <= 0) {
      throw new InvalidFieldException(field, "%s must be > 0 but is %d".formatted(field, value));
    }
  }

  /** These limits with another size of bodies and another number of connections. */
  public HttpLimits with(int bodyBytes, int connections) {
    return new HttpLimits(
        bodyBytes, maxHeaderBytes, idle, patience, minBytesPerSecond, maxReceiving, connections);
  }

  /** Maximum size of all bodies that are held at the same time, bytes. */
  long maxHeldBytes() {
    return (long) LARGEST_BODIES * maxBodyBytes;
  }
}
