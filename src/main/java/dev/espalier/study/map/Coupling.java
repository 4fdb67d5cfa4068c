package dev.espalier.study.map;

import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Parameter.InputBytes;
import dev.espalier.study.sweep.Parameter.LinkLatency;
import dev.espalier.study.sweep.Parameter.SpeedRatio;

/** How the value of a plan, where costs add up, depends on two parameters. */
enum Coupling {
  /** It is affine in both quantities together: each adds its own cost. */
  ADDITIVE,

  /** It is affine in each quantity while the other one stays: one is a factor of the other's. */
  MULTIPLIED;

  static Coupling of(Parameter a, Parameter b) {
    if (a instanceof InputBytes || b instanceof InputBytes) {
      // Whole numbers: corners of regions would lie between them.
      return MULTIPLIED;
    }
    boolean isAdditive =
        isOfLinks(a) && isOfLinks(b)
            || a instanceof SpeedRatio && isOfLinks(b)
            || isOfLinks(a) && b instanceof SpeedRatio
            || a instanceof ExitProbability && b instanceof ExitProbability
            || a instanceof SpeedRatio x && b instanceof SpeedRatio y && isApart(x, y);
    return isAdditive ? ADDITIVE : MULTIPLIED;
  }

  private static boolean isOfLinks(Parameter parameter) {
    return parameter instanceof Bandwidth || parameter instanceof LinkLatency;
  }

  /** Whether neither device is measured against the other one. */
  private static boolean isApart(SpeedRatio a, SpeedRatio b) {
    return !a.reference().equals(b.device()) && !b.reference().equals(a.device());
  }
}
