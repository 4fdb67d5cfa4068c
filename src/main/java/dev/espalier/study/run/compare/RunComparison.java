package dev.espalier.study.run.compare;

import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.SampleRun;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A run beside what its plan predicts.
 *
 * <p>Times are those of samples that were answered as planned: at the first attempt, by the planned
 * stages. Probabilities and accuracies are those of all answers.
 *
 * @param prediction what the plan predicts
 * @param run what was measured
 * @param answered number of samples that were answered
 * @param leftOut number of these that times leave out, as they were resumed, took another way, or
 *     not all of their time stamps arrived
 * @param atMeasuredProbabilitiesMs mean latency from the predicted latency of each exit and the
 *     measured probabilities, ms
 * @param values all quantities, by kind
 * @param pipeline how fast answers follow on one another
 * @param difference why the mean latency differs from its prediction; empty if there is none, or no
 *     prediction
 */
public record RunComparison(
    RunPrediction prediction,
    RunMeasurement run,
    long answered,
    long leftOut,
    OptionalDouble atMeasuredProbabilitiesMs,
    List<RunValue> values,
    Pipeline pipeline,
    Optional<LatencyDifference> difference) {
  /** Name of the quantity over all samples. */
  public static final String ALL = "all";

  /** Name of the largest latency. */
  public static final String WORST = "worst";

  /** Copies the list. */
  public RunComparison {
    values = List.copyOf(values);
  }

  /**
   * Compares a run with its prediction, in time linear in the hops.
   *
   * @throws IllegalArgumentException if a sample left at an exit that is not predicted, or a hop is
   *     at a stage that the run does not have
   */
  public static RunComparison of(RunPrediction prediction, RunMeasurement run) {
    List<Journey> journeys = Journey.of(prediction, run);
    long answered = run.samples().stream().filter(SampleRun::isAnswered).count();
    Pipeline pipeline = Pipeline.of(prediction, run);
    OptionalDouble atMeasured =
        journeys.isEmpty() || journeys.stream().anyMatch(j -> j.exit().latencyMs().isEmpty())
            ? OptionalDouble.empty()
            : journeys.stream().mapToDouble(j -> j.exit().latencyMs().orElseThrow()).average();
    return new RunComparison(
        prediction,
        run,
        answered,
        answered - journeys.size(),
        atMeasured,
        new RunValues(prediction, run, journeys, pipeline).all(),
        pipeline,
        DifferenceParts.of(prediction, journeys));
  }

  /** The quantities of a kind, in order. */
  public List<RunValue> values(RunValue.Kind kind) {
    return values.stream().filter(value -> value.kind() == kind).toList();
  }

  /** A quantity; empty if there is none of this kind and name. */
  public Optional<RunValue> value(RunValue.Kind kind, String name) {
    return values(kind).stream().filter(value -> value.name().equals(name)).findFirst();
  }
}
