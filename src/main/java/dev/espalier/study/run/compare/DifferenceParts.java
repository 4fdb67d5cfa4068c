package dev.espalier.study.run.compare;

import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.RunPrediction.PredictedSegment;
import dev.espalier.study.run.RunPrediction.PredictedTransfer;
import dev.espalier.study.run.compare.LatencyDifference.Cause;
import dev.espalier.study.run.compare.LatencyDifference.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Divides the difference between measured and predicted latency of each sample into parts:
 *
 * <pre>
 * latency - expected = (predicted latency of its exit - expected)
 *     + sum over slices of (measured - predicted compute of the segments that it ran)
 *     + sum over transfers of (measured - predicted time) + queueing + copying + other
 * </pre>
 *
 * <p>A segment or transfer without a prediction is in {@link Cause#OTHER}. The means of the parts
 * add up to the difference of the means.
 */
final class DifferenceParts {
  /** Parts below this fraction of the latency are errors of rounding. */
  private static final double ROUNDING = 1e-9;

  private final RunPrediction prediction;
  private final double expectedMs;
  private final List<Journey> journeys;
  private final Map<String, Double> transferMs = new LinkedHashMap<>();
  private final Map<Key, double[]> parts = new LinkedHashMap<>();

  private record Key(Cause cause, String subject) {}

  private DifferenceParts(RunPrediction prediction, double expectedMs, List<Journey> journeys) {
    this.prediction = prediction;
    this.expectedMs = expectedMs;
    this.journeys = journeys;
    for (PredictedTransfer transfer : prediction.transfers()) {
      transfer.ms().ifPresent(ms -> transferMs.put(transfer.name(), ms));
    }
  }

  /**
   * The difference; empty if no sample was answered as planned, or a latency is not predicted.
   *
   * @param journeys samples that were answered as planned
   */
  static Optional<LatencyDifference> of(RunPrediction prediction, List<Journey> journeys) {
    OptionalDouble expected = prediction.expectedMs();
    if (expected.isEmpty()
        || journeys.isEmpty()
        || journeys.stream().anyMatch(journey -> journey.exit().latencyMs().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new DifferenceParts(prediction, expected.getAsDouble(), journeys).difference());
  }

  private LatencyDifference difference() {
    for (int n = 0; n < journeys.size(); n++) {
      add(n, journeys.get(n));
    }
    double[] latencies = journeys.stream().mapToDouble(Journey::latencyMs).toArray();
    return new LatencyDifference(expectedMs, Measured.mean(latencies), ordered());
  }

  private void add(int n, Journey journey) {
    double predicted = journey.exit().latencyMs().orElseThrow();
    add(n, Cause.EXITS, "", predicted - expectedMs);
    double explained = 0;
    for (Leg leg : journey.legs()) {
      explained += add(n, Cause.QUEUEING, "", leg.queueMs());
      explained += add(n, Cause.COPYING, "", leg.copyMs());
      explained += compute(n, leg);
      Double sent = leg.link().map(transferMs::get).orElse(null);
      if (sent != null) {
        explained += add(n, Cause.TRANSFER, leg.link().get(), leg.wireMs() - sent);
      }
    }
    add(n, Cause.OTHER, "", journey.latencyMs() - predicted - explained);
  }

  private double compute(int n, Leg leg) {
    double longer = 0;
    for (int k = leg.hop().firstSegment(); k < leg.hop().endSegment(); k++) {
      PredictedSegment segment = prediction.segments().get(k);
      if (segment.computeMs().isPresent()) {
        double ms = leg.hop().segmentMs(k) - segment.computeMs().getAsDouble();
        longer += add(n, Cause.COMPUTE, leg.stage().device(), ms);
      }
    }
    return longer;
  }

  private double add(int n, Cause cause, String subject, double ms) {
    parts.computeIfAbsent(new Key(cause, subject), any -> new double[journeys.size()])[n] += ms;
    return ms;
  }

  /** By cause; rounding errors are left out. */
  private List<Part> ordered() {
    List<Part> ordered = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      parts.forEach(
          (key, ms) -> {
            if (key.cause() == cause && (cause != Cause.OTHER || !isRounding(ms))) {
              ordered.add(new Part(cause, key.subject(), Measured.mean(ms)));
            }
          });
    }
    return ordered;
  }

  private boolean isRounding(double[] ms) {
    for (int n = 0; n < ms.length; n++) {
      if (Math.abs(ms[n]) > ROUNDING * (expectedMs + Math.abs(journeys.get(n).latencyMs()))) {
        return false;
      }
    }
    return true;
  }
}
