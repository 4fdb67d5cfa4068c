package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;

/**
 * Time saved against cloud-only over all sets of exits and thresholds of figure 7.
 *
 * @param min minimum, percent
 * @param max maximum, percent
 */
record Saved(double min, double max) {
  /** The paper's range, percent. */
  static final Saved PUBLISHED = new Saved(27, 61);

  /**
   * That of a scene.
   *
   * @param shift difference of the shares that have left ({@link LeavingByDepth#shifted})
   */
  static Saved of(MobileNetScene scene, double shift) {
    double cloudOnlyMs = scene.cloudOnly().expectedLatencyMs();
    double[] ms = msOf(scene, shift);
    return new Saved(percent(ms[ms.length - 1], cloudOnlyMs), percent(ms[0], cloudOnlyMs));
  }

  /** Mean times of all sets of exits and thresholds, ms, ascending. */
  private static double[] msOf(MobileNetScene scene, double shift) {
    return Figure7.lastExits().stream()
        .flatMapToDouble(
            last ->
                MeasuredShares.THRESHOLDS.stream()
                    .map(threshold -> LeavingByDepth.at(threshold).shifted(shift))
                    .mapToDouble(leaving -> scene.offloading(last, leaving).expectedLatencyMs()))
        .sorted()
        .toArray();
  }

  private static double percent(double ms, double cloudOnlyMs) {
    return 100 * (1 - ms / cloudOnlyMs);
  }

  /**
   * The file, kB, of which the minimum or maximum saved has a value, but for the time to read it
   * where it is unpacked. Only cloud-only uploads files, and a byte always takes it as long.
   *
   * @param saved the value, percent
   * @param isMin whether of the minimum
   */
  static double fileKb(MobileNetScene scene, double saved, boolean isMin) {
    double[] ms = msOf(scene, 0);
    double cloudOnlyMs = ms[isMin ? ms.length - 1 : 0] / (1 - saved / 100);
    double moreMs = cloudOnlyMs - scene.cloudOnly().expectedLatencyMs();
    return (MobileNetScene.MEAN_FILE_BYTES / 1000.0) + moreMs * MobileNetScene.MBPS / 8;
  }
}
