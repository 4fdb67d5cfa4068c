package dev.espalier.study.run.live;

import dev.espalier.internal.Checks;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A run that moved to other plans as the world changed.
 *
 * @param run what was measured; its times are in ms since the run began
 * @param originMs time of the first measured sample, ms since the run began
 * @param moves the moves, in order
 * @param noticed what was noticed of the world, in order
 * @param deployed what was predicted of the deployed plan, in the world as it was believed to be
 * @param optimal what the best plan would be predicted, in the world as it was; empty where that is
 *     not known
 */
public record LiveRun(
    RunMeasurement run,
    double originMs,
    List<LiveMove> moves,
    List<Noticed> noticed,
    List<Forecast> deployed,
    List<Forecast> optimal) {

  /**
   * A change of the world that was noticed.
   *
   * @param atMs when, ms since the first measured sample
   * @param what the change in words
   */
  public record Noticed(double atMs, String what) {}

  /** Copies the lists. */
  public LiveRun {
    moves = List.copyOf(moves);
    noticed = List.copyOf(noticed);
    deployed = List.copyOf(deployed);
    optimal = List.copyOf(optimal);
  }

  /**
   * Latencies of the samples that were sent in a stretch of time, beside those that were predicted
   * of samples which leave at the same exits.
   *
   * @param fromMs begin of the stretch, ms since the first measured sample
   * @param toMs its end, ms
   * @param samples number of answered samples that were sent in it
   * @param measuredMs their mean latency, ms
   * @param deployedMs mean that was predicted of the deployed plan, ms
   * @param optimalMs mean that is predicted of the best plan in the world as it was, ms
   */
  public record Stretch(
      double fromMs,
      double toMs,
      int samples,
      OptionalDouble measuredMs,
      OptionalDouble deployedMs,
      OptionalDouble optimalMs) {}

  /** The latencies in stretches of some ms each, from the first measured sample to the last. */
  public List<Stretch> stretches(double ms) {
    Checks.positive("stretch", "ms", ms);
    double endMs =
        run.samples().stream().mapToDouble(sample -> sample.startMs() - originMs).max().orElse(0);
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i * ms <= endMs; i++) {
      stretches.add(stretch(i * ms, (i + 1) * ms));
    }
    return stretches;
  }

  /** The latencies of the samples that were sent in a stretch of time. */
  public Stretch stretch(double fromMs, double toMs) {
    List<SampleRun> samples =
        run.samples().stream()
            .filter(SampleRun::isAnswered)
            .filter(sample -> sample.startMs() - originMs >= fromMs)
            .filter(sample -> sample.startMs() - originMs < toMs)
            .toList();
    return new Stretch(
        fromMs,
        toMs,
        samples.size(),
        samples.stream().mapToDouble(SampleRun::latencyMs).average(),
        mean(samples, deployed),
        mean(samples, optimal));
  }

  /** Empty unless something is predicted for each of the samples. */
  private OptionalDouble mean(List<SampleRun> samples, List<Forecast> forecasts) {
    List<OptionalDouble> predicted =
        samples.stream()
            .map(
                sample ->
                    Forecast.latencyMs(
                        forecasts, sample.startMs() - originMs, sample.exit().orElseThrow()))
            .toList();
    return predicted.stream().allMatch(OptionalDouble::isPresent)
        ? predicted.stream().mapToDouble(OptionalDouble::getAsDouble).average()
        : OptionalDouble.empty();
  }
}
