package dev.espalier.reproduction.pacheco2021;

import dev.espalier.device.Device;
import dev.espalier.reproduction.scene.Hardware;

/**
 * A computer of the scenes. Layer times are not published: it reaches a share of its data sheet,
 * and each layer takes the time of a launch more.
 *
 * @param name name in charts
 * @param hardware its data sheet
 * @param share share of the data sheet's rates that it reaches, above 0
 * @param launchMs time to launch a layer, ms
 */
record Machine(String name, Hardware hardware, double share, double launchMs) {
  /**
   * Time that the program of a GPU takes to launch a layer, ms; figures 6a and 7 by launch vary it.
   */
  static final double LAUNCH_MS = 0.03;

  /** Share of its data sheet that a CPU reaches on one picture; figure 7 by CPU varies it. */
  static final double CPU_SHARE = 0.2;

  /** The GPU of the paper's edge. */
  static final Machine GPU = new Machine("GPU edge", Hardware.RTX_2080_TI, 1, LAUNCH_MS);

  /** The CPU of the paper's edge. */
  static final Machine CPU = new Machine("CPU edge", Hardware.I5_9600K, CPU_SHARE, 0);

  /** The small board of the paper's future work. */
  static final Machine BOARD = new Machine("Raspberry Pi", Hardware.RASPBERRY_PI_4, CPU_SHARE, 0);

  /** The GPU of the paper's cloud. */
  static final Machine T4 = new Machine("cloud", Hardware.T4, 1, LAUNCH_MS);

  /** A computer that takes so many times as long for everything. */
  Machine slowed(double factor) {
    return new Machine(name, hardware, share / factor, launchMs * factor);
  }

  /** This computer with another time to launch a layer. */
  Machine withLaunchMs(double ms) {
    return new Machine(name, hardware, share, ms);
  }

  /** It as a device of a planning problem. */
  Device device(String deviceName) {
    return hardware.device(deviceName, share).toBuilder().layerOverheadMs(launchMs).build();
  }
}
