package dev.espalier.reproduction.scene;

import dev.espalier.device.Device;

/**
 * A data sheet's rates. The papers' layer times are not published, so devices are assumed to reach
 * a stated share of their data sheet, because one sample at a time does not saturate a device.
 *
 * @param what the computer, with its rates, as in {@code an NVIDIA T4 (...)}
 * @param gflops multiply-accumulates, 10^9 per second
 * @param ioMBps memory, 10^6 bytes per second
 */
public record Hardware(String what, double gflops, double ioMBps) {
  /** 2496 cores at 560 MHz, 240 GB/s. */
  public static final Hardware K80 =
      new Hardware("one GPU of an NVIDIA Tesla K80 (1398 GMAC/s, 240 GB/s)", 1398, 240_000);

  /** 8.1 TFLOPS, 300 GB/s. */
  public static final Hardware T4 =
      new Hardware("an NVIDIA T4 (4050 GMAC/s, 300 GB/s)", 4050, 300_000);

  /** 13.45 TFLOPS, 616 GB/s. */
  public static final Hardware RTX_2080_TI =
      new Hardware("an NVIDIA RTX 2080 Ti (6725 GMAC/s, 616 GB/s)", 6725, 616_000);

  /** 6 cores x 16 multiply-accumulates per cycle x 3.7 GHz, 41.6 GB/s. */
  public static final Hardware I5_9600K =
      new Hardware("an Intel i5-9600K (355 GMAC/s, 41.6 GB/s)", 355, 41_600);

  /** 4 cores x 4 multiply-accumulates per cycle x 1.5 GHz; 32 bits of LPDDR4-3200. */
  public static final Hardware RASPBERRY_PI_4 =
      new Hardware("a Raspberry Pi 4 (24 GMAC/s, 12.8 GB/s)", 24, 12_800);

  /** A device that reaches a share of these rates. */
  public Device device(String name, double share) {
    return new Device(name, gflops * share, ioMBps * share);
  }
}
