package dev.espalier.cli.parse;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.ModelInput;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.Ends;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Parameter.InputBytes;
import dev.espalier.study.sweep.Parameter.LinkLatency;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import dev.espalier.study.sweep.Setting;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Ranges of parameters that are varied around their present value. */
final class UsualRange {
  private static final double FACTOR = 100;

  /** End of a range of latencies where the present one is 0, ms. */
  private static final double LATENCY_MS = 100;

  private static final MathContext DIGITS = new MathContext(12);

  private UsualRange() {}

  /**
   * All probabilities; latencies from 0; of anything else a hundredth to a hundred times the
   * present value.
   *
   * @throws InvalidFieldException if the parameter has no such range
   */
  static MapAxis of(Parameter parameter, Setting base) {
    if (parameter instanceof Bandwidth bandwidth) {
      return around(parameter, mbps(bandwidth.ends(), base.catalog()));
    }
    if (parameter instanceof LinkLatency latency) {
      double ms = latencyMs(latency.ends(), base.catalog());
      return new MapAxis(parameter, 0, ms > 0 ? rounded(ms * FACTOR) : LATENCY_MS);
    }
    if (parameter instanceof ExitProbability) {
      return new MapAxis(parameter, 0, 1);
    }
    if (parameter instanceof SpeedRatio ratio) {
      double gflops = base.catalog().device(ratio.reference()).gflops();
      return around(parameter, gflops / base.catalog().device(ratio.device()).gflops());
    }
    if (parameter instanceof InputBytes input) {
      double bytes =
          base.model().inputs().stream()
              .filter(each -> each.name().equals(input.input()))
              .mapToLong(ModelInput::sentBytes)
              .findFirst()
              .orElseThrow();
      return new MapAxis(parameter, Math.rint(bytes / FACTOR), Math.max(1, bytes * FACTOR));
    }
    throw new InvalidFieldException(
        "vary", "%s cannot be varied over a range".formatted(parameter.name()));
  }

  private static MapAxis around(Parameter parameter, double value) {
    return new MapAxis(parameter, rounded(value / FACTOR), rounded(value * FACTOR));
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }

  private static double mbps(Optional<Ends> ends, DeviceCatalog catalog) {
    return ends.map(both -> link(both, catalog).bandwidthMbps())
        .orElse(catalog.network().bandwidthMbps());
  }

  private static double latencyMs(Optional<Ends> ends, DeviceCatalog catalog) {
    return ends.map(both -> link(both, catalog).latencyMs()).orElse(catalog.network().latencyMs());
  }

  private static Link link(Ends ends, DeviceCatalog catalog) {
    return catalog.link(ends.a(), ends.b());
  }
}
