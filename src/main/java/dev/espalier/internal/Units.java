package dev.espalier.internal;

/** The one place that converts units. MB is 10^6 bytes, MiB is 2^20 bytes, Mbps is 10^6 bit/s. */
public final class Units {
  private static final double BYTES_PER_MIB = 1 << 20;
  private static final double BITS_PER_BYTE = 8;
  private static final double MS_PER_SECOND = 1e3;
  private static final double PER_MEGA = 1e6;
  private static final double PER_GIGA = 1e9;

  private Units() {}

  /** Mebibytes to bytes. */
  public static double mibToBytes(double mib) {
    return mib * BYTES_PER_MIB;
  }

  /** Bytes to mebibytes. */
  public static double bytesToMib(double bytes) {
    return bytes / BYTES_PER_MIB;
  }

  /** Time in ms of {@code flops} operations at {@code gflops} 10^9 operations per second. */
  public static double flopsToMs(double flops, double gflops) {
    return flops / (gflops * (PER_GIGA / MS_PER_SECOND));
  }

  /** Time in ms to move {@code bytes} at {@code megaBytesPerSecond} 10^6 bytes per second. */
  public static double bytesToMs(double bytes, double megaBytesPerSecond) {
    return bytes / (megaBytesPerSecond * (PER_MEGA / MS_PER_SECOND));
  }

  /** Time in ms to send {@code bytes} at {@code mbps} 10^6 bits per second. */
  public static double bytesOverLinkMs(double bytes, double mbps) {
    return BITS_PER_BYTE * bytes / (mbps * (PER_MEGA / MS_PER_SECOND));
  }

  /** Energy in J of {@code watts} drawn for {@code ms} milliseconds. */
  public static double wattMsToJoules(double watts, double ms) {
    return watts * ms / MS_PER_SECOND;
  }

  /** Time in ms for which {@code joules} last at {@code watts}. */
  public static double joulesToMs(double joules, double watts) {
    return joules * MS_PER_SECOND / watts;
  }

  /** Time in ms between two of {@code rate} events per second. */
  public static double perSecondToMs(double rate) {
    return MS_PER_SECOND / rate;
  }
}
