package dev.espalier.runtime.verify;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.segment.SegmentExit;
import java.util.Map;

/** Collects the deviations of one exit. */
final class ExitTally {
  private final SegmentExit exit;
  private int identical;
  private Deviation largest = Deviation.NONE;
  private boolean isWithin = true;

  ExitTally(SegmentExit exit) {
    this.exit = exit;
  }

  /** Adds a sample and returns whether it is within the tolerance. */
  boolean add(
      Map<String, TensorValues> expected, Map<String, TensorValues> found, double tolerance) {
    Deviation deviation = deviation(exit, expected, found);
    identical += deviation.identical() ? 1 : 0;
    largest = largest.max(deviation);
    isWithin &= deviation.isWithin(tolerance);
    return deviation.isWithin(tolerance);
  }

  /** The largest deviation of the tensors that are the answer of an exit. */
  static Deviation deviation(
      SegmentExit exit, Map<String, TensorValues> expected, Map<String, TensorValues> found) {
    return exit.outputs().stream()
        .map(name -> Deviation.of(expected.get(name), found.get(name)))
        .reduce(Deviation.NONE, Deviation::max);
  }

  Verification.ExitResult result() {
    return new Verification.ExitResult(
        exit.name(), identical, largest.absolute(), largest.relative(), isWithin);
  }
}
