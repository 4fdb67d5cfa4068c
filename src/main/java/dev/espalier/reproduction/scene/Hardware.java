package dev.espalier.reproduction.scene;

import dev.espalier.device.Device;

/**
 * A data sheet's rates. The papers' layer times are not published, so devices are assumed to reach
 * a stated share of their data sheet, because one sample at a time does not saturate a device.
 *
 * @param name of the device
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

  /** 4 cores x 16 multiply-accumulates per cycle x 3 GHz; two channels of DDR4-2133. */
  public static final Hardware PC =
      new Hardware("a PC of four AVX2 cores at 3 GHz (192 GMAC/s, 34.1 GB/s)", 192, 34_100);

  /** A device that reaches a share of these rates. */
  public Device device(String name, double share) {
    return new Device(name, gflops * share, ioMBps * share);
  }
}
