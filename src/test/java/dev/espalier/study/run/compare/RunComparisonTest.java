package dev.espalier.study.run.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.study.run.Deployment;
import dev.espalier.study.run.EnergyReading;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.RunPrediction.PredictedTransfer;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import dev.espalier.study.run.compare.LatencyDifference.Cause;
import dev.espalier.study.run.compare.LatencyDifference.Part;
import dev.espalier.study.run.compare.RunValue.Kind;
import dev.espalier.testing.SimulatedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Runs of which every time is given: the comparison must find what was changed. */
class RunComparisonTest {
  private final SimulatedRun simulated = new SimulatedRun();

  private RunComparison compared() {
    return RunComparison.of(SimulatedRun.prediction(), simulated.run());
  }

  private static Part part(RunComparison compared, Cause cause, String subject) {
    return compared.difference().orElseThrow().parts().stream()
        .filter(part -> part.cause() == cause && part.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private static double measured(RunComparison compared, Kind kind, String name) {
    return compared.value(kind, name).orElseThrow().measured().orElseThrow().value();
  }

  private static void assertSum(RunComparison compared) {
    LatencyDifference difference = compared.difference().orElseThrow();
    double sum = difference.parts().stream().mapToDouble(part -> part.ms().value()).sum();
    assertThat(sum).isCloseTo(difference.ms(), within(1e-9));
  }

  @Test
  void agreesWhereAllAssumptionsHold() {
    simulated.jitter = 0;
    simulated.early = SimulatedRun.EARLY;
    RunComparison compared = compared();
    assertThat(compared.leftOut()).isZero();
    assertThat(compared.answered()).isEqualTo(400);
    assertThat(measured(compared, Kind.EXIT_LATENCY, "exit1")).isCloseTo(2.2, within(1e-9));
    assertThat(measured(compared, Kind.EXIT_LATENCY, "final")).isCloseTo(6.2, within(1e-9));
    assertThat(measured(compared, Kind.SEGMENT, "d1/1")).isCloseTo(0.5, within(1e-9));
    assertThat(measured(compared, Kind.TRANSFER, "d1 -> hub (exit1)")).isCloseTo(0.4, within(1e-9));
    assertThat(measured(compared, Kind.TRANSFER, "cam -> d1")).isCloseTo(0.8, within(1e-9));
    assertThat(compared.value(Kind.SLICE, "d1").orElseThrow().difference().orElseThrow())
        .isCloseTo(0, within(1e-9));
    assertThat(compared.atMeasuredProbabilitiesMs().orElseThrow())
        .isCloseTo(measured(compared, Kind.LATENCY, RunComparison.ALL), within(1e-9));
    assertThat(compared.difference().orElseThrow().isWithinInterval()).isTrue();
    assertThat(compared.difference().orElseThrow().parts())
        .noneMatch(part -> part.cause() == Cause.OTHER);
    assertSum(compared);
  }

  @Test
  void slowLinkIsFound() {
    simulated.wireMs[1] = 4.6;
    RunComparison compared = compared();
    LatencyDifference difference = compared.difference().orElseThrow();
    assertThat(difference.isWithinInterval()).isFalse();
    assertThat(difference.largest().cause()).isEqualTo(Cause.TRANSFER);
    assertThat(difference.largest().subject()).isEqualTo("d1 -> d2");
    double reached = 1 - measured(compared, Kind.PROBABILITY, "exit1");
    assertThat(difference.largest().ms().value()).isCloseTo(3 * reached, within(0.02));
    assertSum(compared);
  }

  @Test
  void slowSliceIsFoundAmongItsSegments() {
    simulated.computeMs[0] = 1.7;
    RunComparison compared = compared();
    LatencyDifference difference = compared.difference().orElseThrow();
    assertThat(difference.largest().cause()).isEqualTo(Cause.COMPUTE);
    assertThat(difference.largest().subject()).isEqualTo("d1");
    assertThat(difference.largest().ms().value()).isCloseTo(0.7, within(0.01));
    assertThat(compared.value(Kind.SEGMENT, "d1/0").orElseThrow().difference().orElseThrow())
        .isCloseTo(0.7, within(0.01));
    assertThat(compared.value(Kind.SEGMENT, "d1/1").orElseThrow().difference().orElseThrow())
        .isCloseTo(0, within(0.01));
    assertSum(compared);
  }

  @Test
  void otherExitsAreToldApartFromOtherTimes() {
    simulated.early = 0.4;
    RunComparison compared = compared();
    LatencyDifference difference = compared.difference().orElseThrow();
    assertThat(difference.largest().cause()).isEqualTo(Cause.EXITS);
    assertThat(difference.largest().ms().value()).isCloseTo(0.35 * 4, within(0.2));
    assertThat(compared.atMeasuredProbabilitiesMs().orElseThrow())
        .isCloseTo(measured(compared, Kind.LATENCY, RunComparison.ALL), within(0.02));
    assertSum(compared);
  }

  @Test
  void copyingAtEveryHopIsFound() {
    simulated.copyMs = 0.6;
    RunComparison compared = compared();
    assertThat(compared.difference().orElseThrow().largest().cause()).isEqualTo(Cause.COPYING);
    assertThat(measured(compared, Kind.COPYING, "d1")).isCloseTo(0.6, within(1e-9));
    assertThat(measured(compared, Kind.COPYING, "hub (sink)")).isZero();
    assertSum(compared);
  }

  @Test
  void waitingOfPipelinedSamplesIsFound() {
    simulated.load = new Load(6, OptionalDouble.empty());
    RunComparison compared = compared();
    assertThat(compared.difference().orElseThrow().largest().cause()).isEqualTo(Cause.QUEUEING);
    assertThat(part(compared, Cause.COMPUTE, "d1").ms().value()).isCloseTo(0, within(0.01));
    assertSum(compared);
  }

  @Test
  void partsThatCancelOutAreSeen() {
    simulated.computeMs[0] = 1.5;
    simulated.wireMs[0] = 0.3;
    simulated.samples = 4000;
    simulated.early = SimulatedRun.EARLY;
    LatencyDifference difference = compared().difference().orElseThrow();
    assertThat(difference.isWithinInterval()).isTrue();
    assertThat(difference.isCancelledOut()).isTrue();
  }

  @Test
  void transferWithoutPredictionIsOther() {
    RunPrediction all = SimulatedRun.prediction();
    RunPrediction prediction =
        new RunPrediction(
            all.expectedMs(),
            all.worstCaseMs(),
            all.periodMs(),
            all.segments(),
            all.transfers().subList(1, 4),
            all.exits(),
            all.energy());
    simulated.wireMs[0] = 1.8;
    RunComparison compared = RunComparison.of(prediction, simulated.run());
    assertThat(part(compared, Cause.OTHER, "").ms().value()).isCloseTo(1.0, within(0.02));
    assertThat(compared.value(Kind.TRANSFER, "cam -> d1").orElseThrow().predicted()).isEmpty();
    assertSum(compared);
  }

  @Test
  void periodIsComparedWhereThePipelineIsFull() {
    simulated.load = new Load(6, OptionalDouble.empty());
    simulated.samples = 2000;
    RunComparison full = compared();
    assertThat(full.pipeline().fill()).isEqualTo(Pipeline.Fill.FULL);
    RunValue period = full.value(Kind.PERIOD, RunComparison.ALL).orElseThrow();
    assertThat(Math.abs(period.difference().orElseThrow())).isLessThan(0.05);
    assertThat(measured(full, Kind.THROUGHPUT, RunComparison.ALL))
        .isCloseTo(1000 / period.measured().orElseThrow().value(), within(1e-9));
  }

  @Test
  void periodIsNotComparedWhereItIsNot() {
    assertThat(compared().pipeline().fill()).isEqualTo(Pipeline.Fill.ONE_AT_A_TIME);
    assertThat(fill(new Load(2, OptionalDouble.empty())))
        .isEqualTo(Pipeline.Fill.TOO_FEW_IN_FLIGHT);
    assertThat(fill(new Load(1, OptionalDouble.of(500)))).isEqualTo(Pipeline.Fill.BELOW_CAPACITY);
    assertThat(fill(new Load(1, OptionalDouble.of(1000)))).isEqualTo(Pipeline.Fill.FULL);
    assertThat(compared().value(Kind.PERIOD, RunComparison.ALL).orElseThrow().predicted())
        .isEmpty();
  }

  private static Pipeline.Fill fill(Load load) {
    SimulatedRun simulated = new SimulatedRun();
    simulated.load = load;
    return RunComparison.of(SimulatedRun.prediction(), simulated.run()).pipeline().fill();
  }

  @Test
  void resumedAndReroutedSamplesCountAsAnswersOnly() {
    RunMeasurement run = simulated.run();
    List<SampleRun> samples = new ArrayList<>(run.samples());
    SampleRun resumed = samples.get(3);
    samples.set(3, changed(resumed, 2, Optional.empty()));
    samples.set(5, changed(samples.get(5), 2, Optional.of("d2 died")));
    List<Hop> hops = new ArrayList<>();
    Deployment other = new Deployment(1, List.of(new Stage("d1", 0, 3)));
    for (Hop hop : run.hops()) {
      if (hop.sample() != 8) {
        hops.add(hop);
      }
    }
    double at = samples.get(8).startMs();
    int segments = samples.get(8).exit().equals(Optional.of("exit1")) ? 1 : 3;
    List<Double> ends = List.of(at + 1, at + 2, at + 3).subList(0, segments);
    hops.add(new Hop(8, 1, 0, 0, at, at, ends, at + 3, at + 3, at + 3, -1, 0));
    RunMeasurement changed =
        new RunMeasurement(
            run.model(),
            List.of(run.deployments().get(0), other),
            run.load(),
            samples,
            hops,
            run.incidents(),
            run.clocks(),
            run.energy(),
            run.remarks(),
            false);
    RunComparison compared = RunComparison.of(SimulatedRun.prediction(), changed);
    assertThat(compared.answered()).isEqualTo(399);
    assertThat(compared.leftOut()).isEqualTo(2);
    assertThat(
            compared.value(Kind.LATENCY, RunComparison.ALL).orElseThrow().measured().orElseThrow())
        .extracting(Measured::samples)
        .isEqualTo(397L);
    assertThat(compared.value(Kind.PROBABILITY, "exit1").orElseThrow().measured().orElseThrow())
        .extracting(Measured::samples)
        .isEqualTo(399L);
  }

  /** Without its first or last hop, a sample would seem to be faster, or a link slower. */
  @Test
  void sampleWhoseTimeStampsAreIncompleteIsLeftOut() {
    RunMeasurement run = simulated.run();
    for (int missing = 0; missing < 4; missing++) {
      int stage = missing;
      long sample =
          run.hops().stream().filter(hop -> hop.stage() == 2).findFirst().orElseThrow().sample();
      RunMeasurement incomplete =
          new RunMeasurement(
              run.model(),
              run.deployments(),
              run.load(),
              run.samples(),
              run.hops().stream()
                  .filter(hop -> hop.sample() != sample || hop.stage() != stage)
                  .toList(),
              run.incidents(),
              run.clocks(),
              run.energy(),
              run.remarks(),
              false);
      RunComparison compared = RunComparison.of(SimulatedRun.prediction(), incomplete);
      assertThat(compared.leftOut()).as("without stage %d", stage).isEqualTo(1);
      assertSum(compared);
    }
  }

  private static SampleRun changed(SampleRun sample, int attempts, Optional<String> failure) {
    return new SampleRun(
        sample.sample(),
        failure.isPresent() ? Optional.empty() : sample.exit(),
        failure.isPresent() ? OptionalInt.empty() : sample.prediction(),
        failure.isPresent() ? Optional.empty() : sample.isCorrect(),
        sample.startMs(),
        sample.endMs(),
        attempts,
        failure);
  }

  @Test
  void accuracyIsThatOfLabeledSamples() {
    assertThat(measured(compared(), Kind.ACCURACY, RunComparison.ALL)).isEqualTo(0.98);
    simulated.labels = false;
    SimulatedRun unlabeled = new SimulatedRun();
    unlabeled.labels = false;
    RunComparison compared = RunComparison.of(SimulatedRun.prediction(), unlabeled.run());
    assertThat(compared.value(Kind.ACCURACY, RunComparison.ALL).orElseThrow().measured()).isEmpty();
  }

  @Test
  void energyOfASharedMachineIsNotCompared() {
    simulated.energy =
        List.of(
            new EnergyReading("d1", "RAPL", 2, false), new EnergyReading("d2", "RAPL", 2, true));
    RunComparison compared = compared();
    assertThat(compared.value(Kind.ENERGY, "d1").orElseThrow().difference().orElseThrow())
        .isCloseTo(0.25, within(1e-9));
    assertThat(compared.value(Kind.ENERGY, "d2").orElseThrow().predicted()).isEmpty();
    assertThat(compared.value(Kind.ENERGY, "hub").orElseThrow().measured()).isEmpty();
  }

  @Test
  void emptyRunHasPredictionsAlone() {
    simulated.samples = 0;
    RunComparison compared = compared();
    assertThat(compared.answered()).isZero();
    assertThat(compared.difference()).isEmpty();
    assertThat(compared.value(Kind.SLICE, "d1").orElseThrow().predicted().orElseThrow())
        .isCloseTo(1.125, within(1e-9));
    assertThat(compared.values()).allMatch(value -> value.measured().isEmpty());
  }

  /** The source runs the second slice, the sink the first one; clocks are off by 5 ms. */
  @Test
  void sourceAndSinkThatRunSlicesArePassedTwice() {
    RunPrediction all = SimulatedRun.prediction();
    OptionalDouble none = OptionalDouble.empty();
    RunPrediction prediction =
        new RunPrediction(
            OptionalDouble.of(8),
            none,
            none,
            all.segments(),
            List.of(
                new PredictedTransfer("d2", "d1", 1, OptionalDouble.of(1), ""),
                new PredictedTransfer("d1", "d2", 1, OptionalDouble.of(2), ""),
                new PredictedTransfer("d2", "d1", 1, OptionalDouble.of(1), "final")),
            all.exits(),
            List.of());
    List<Stage> stages = List.of(new Stage("d1", 0, 2), new Stage("d2", 2, 3));
    List<Hop> hops =
        List.of(
            new Hop(0, 0, 0, 2, 8, 8, List.of(), 8, 8, 8, -1, 0),
            new Hop(0, 0, 1, 2, 0, 0, List.of(2.0), 2, 3, 3, 0, 1),
            new Hop(0, 0, 0, 0, 1, 1, List.of(1.5, 2.0), 2, 2, 3, 1, 1),
            new Hop(0, 0, 1, 0, 0, 0, List.of(), 0, 0, 0, 0, 1));
    RunMeasurement run =
        new RunMeasurement(
            "net",
            List.of(new Deployment(0, stages)),
            new Load(1, none),
            List.of(
                new SampleRun(
                    0,
                    Optional.of("final"),
                    OptionalInt.empty(),
                    Optional.empty(),
                    0,
                    8,
                    1,
                    Optional.empty())),
            hops,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false);
    RunComparison compared = RunComparison.of(prediction, run);
    assertThat(measured(compared, Kind.TRANSFER, "d2 -> d1")).isEqualTo(1);
    assertThat(measured(compared, Kind.TRANSFER, "d1 -> d2")).isEqualTo(-3);
    assertThat(measured(compared, Kind.TRANSFER, "d2 -> d1 (final)")).isEqualTo(5);
    assertThat(measured(compared, Kind.COPYING, RunComparison.ALL)).isEqualTo(1);
    assertSum(compared);
  }

  @Test
  void unknownExitAndStageAreRefused() {
    RunPrediction all = SimulatedRun.prediction();
    RunPrediction prediction =
        new RunPrediction(
            all.expectedMs(),
            all.worstCaseMs(),
            all.periodMs(),
            all.segments(),
            all.transfers(),
            all.exits().subList(1, 2),
            all.energy());
    RunMeasurement run = simulated.run();
    assertThatThrownBy(() -> RunComparison.of(prediction, run))
        .hasMessage("run: a sample left at exit \"exit1\"; expected one of final");
    Hop lost = new Hop(0, 4, 1, 0, 0, 0, List.of(), 0, 0, 0, -1, 0);
    assertThatThrownBy(() -> run.stage(lost))
        .hasMessage("run: sample 0 has a hop at stage 1 of epoch 4, which the run does not have");
  }

  /** A first-order autoregression with 0.8, as queues have: simple intervals hold 50 to 55 %. */
  @Test
  void intervalsHoldTheMeanOfDependentSamples() {
    Random random = new Random(11);
    int held = 0;
    int runs = 1000;
    for (int r = 0; r < runs; r++) {
      double[] samples = new double[2000];
      double state = 0;
      for (int n = 0; n < samples.length; n++) {
        state = 0.8 * state + random.nextGaussian();
        samples[n] = state;
      }
      var range = Measured.mean(samples).interval().orElseThrow();
      held += range.low() <= 0 && 0 <= range.high() ? 1 : 0;
    }
    assertThat(held / (double) runs).isBetween(0.91, 0.97);
  }

  @Test
  void percentilesNeedEnoughSamples() {
    double[] few = new double[19];
    assertThat(Measured.of(few).orElseThrow().p50()).isPresent();
    assertThat(Measured.of(few).orElseThrow().p95()).isEmpty();
    assertThat(Measured.of(new double[99]).orElseThrow().p99()).isEmpty();
    assertThat(Measured.of(new double[100]).orElseThrow().p99()).isPresent();
    assertThat(Measured.of()).isEmpty();
  }
}
