package dev.espalier.study.run.compare;

import dev.espalier.study.run.EnergyReading;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.RunPrediction.PredictedEnergy;
import dev.espalier.study.run.RunPrediction.PredictedExit;
import dev.espalier.study.run.RunPrediction.PredictedTransfer;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import dev.espalier.study.run.compare.RunValue.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Gathers all quantities of a run. */
final class RunValues {
  private static final double MS_PER_SECOND = 1e3;

  private final RunPrediction prediction;
  private final RunMeasurement run;
  private final List<Journey> journeys;
  private final Pipeline pipeline;
  private final List<RunValue> values = new ArrayList<>();

  /**
   * @param journeys samples that were answered as planned
   */
  RunValues(
      RunPrediction prediction, RunMeasurement run, List<Journey> journeys, Pipeline pipeline) {
    this.prediction = prediction;
    this.run = run;
    this.journeys = journeys;
    this.pipeline = pipeline;
  }

  List<RunValue> all() {
    latencies();
    exits();
    run.stages().stream().filter(Stage::isSlice).forEach(this::compute);
    transfers();
    overheads(Kind.QUEUEING, Leg::queueMs);
    overheads(Kind.COPYING, Leg::copyMs);
    boolean isFull = pipeline.fill() == Pipeline.Fill.FULL;
    OptionalDouble period = isFull ? prediction.periodMs() : OptionalDouble.empty();
    add(Kind.PERIOD, RunComparison.ALL, period, pipeline.periodMs());
    OptionalDouble rate =
        period.isPresent() && period.getAsDouble() > 0
            ? OptionalDouble.of(MS_PER_SECOND / period.getAsDouble())
            : OptionalDouble.empty();
    add(Kind.THROUGHPUT, RunComparison.ALL, rate, pipeline.throughput());
    energy();
    return values;
  }

  private void add(Kind kind, String name, OptionalDouble predicted, Optional<Measured> measured) {
    values.add(new RunValue(kind, name, predicted, measured));
  }

  private void latencies() {
    Optional<Measured> all = measured(journeys.stream().mapToDouble(Journey::latencyMs));
    add(Kind.LATENCY, RunComparison.ALL, prediction.expectedMs(), all);
    add(
        Kind.LATENCY,
        RunComparison.WORST,
        prediction.worstCaseMs(),
        all.map(
            latency ->
                Measured.of(latency.max().orElseThrow(), Optional.empty(), latency.samples())));
    for (PredictedExit exit : prediction.exits()) {
      add(
          Kind.EXIT_LATENCY,
          exit.name(),
          exit.latencyMs(),
          measured(
              journeys.stream()
                  .filter(journey -> journey.exit().equals(exit))
                  .mapToDouble(Journey::latencyMs)));
    }
  }

  private void exits() {
    List<SampleRun> answered = run.samples().stream().filter(SampleRun::isAnswered).toList();
    Map<String, List<SampleRun>> byExit =
        answered.stream().collect(Collectors.groupingBy(sample -> sample.exit().orElseThrow()));
    for (PredictedExit exit : prediction.exits()) {
      int count = byExit.getOrDefault(exit.name(), List.of()).size();
      add(
          Kind.PROBABILITY,
          exit.name(),
          OptionalDouble.of(exit.probability()),
          Measured.ofProportion(count, answered.size()));
    }
    add(Kind.ACCURACY, RunComparison.ALL, OptionalDouble.empty(), accuracy(answered));
    for (PredictedExit exit : prediction.exits()) {
      List<SampleRun> left = byExit.getOrDefault(exit.name(), List.of());
      add(Kind.ACCURACY, exit.name(), OptionalDouble.empty(), accuracy(left));
    }
  }

  /** Of the samples that have a label. */
  private static Optional<Measured> accuracy(List<SampleRun> samples) {
    List<Boolean> correct =
        samples.stream().flatMap(sample -> sample.isCorrect().stream()).toList();
    return Measured.ofProportion(correct.stream().filter(is -> is).count(), correct.size());
  }

  /** A slice and its segments. */
  private void compute(Stage stage) {
    List<Hop> hops =
        legs()
            .filter(leg -> leg.stage().equals(stage))
            .map(Leg::hop)
            .filter(Hop::isComputed)
            .toList();
    int slice = values.size();
    double predicted = 0;
    for (int k = stage.firstSegment(); k < stage.endSegment(); k++) {
      int segment = k;
      List<Hop> ran = hops.stream().filter(hop -> hop.endSegment() > segment).toList();
      OptionalDouble ms = prediction.segments().get(k).computeMs();
      double reach =
          hops.isEmpty()
              ? reach(k) / reach(stage.firstSegment())
              : (double) ran.size() / hops.size();
      predicted += reach * ms.orElse(Double.NaN);
      add(
          Kind.SEGMENT,
          stage.device() + "/" + k,
          ms,
          measured(ran.stream().mapToDouble(hop -> hop.segmentMs(segment))));
    }
    values.add(
        slice,
        new RunValue(
            Kind.SLICE,
            stage.device(),
            Double.isNaN(predicted) ? OptionalDouble.empty() : OptionalDouble.of(predicted),
            measured(hops.stream().mapToDouble(Hop::computeMs))));
  }

  /** Predicted probability that a sample reaches a segment. */
  private double reach(int segment) {
    return 1
        - prediction.exits().stream()
            .filter(exit -> exit.segment() < segment)
            .mapToDouble(PredictedExit::probability)
            .sum();
  }

  private Stream<Leg> legs() {
    return journeys.stream().flatMap(journey -> journey.legs().stream());
  }

  private void transfers() {
    Map<String, List<Double>> wireMs = new LinkedHashMap<>();
    prediction.transfers().forEach(transfer -> wireMs.put(transfer.name(), new ArrayList<>()));
    legs()
        .forEach(
            leg ->
                leg.link()
                    .ifPresent(
                        link ->
                            wireMs
                                .computeIfAbsent(link, any -> new ArrayList<>())
                                .add(leg.wireMs())));
    Map<String, OptionalDouble> predicted =
        prediction.transfers().stream()
            .collect(Collectors.toMap(PredictedTransfer::name, PredictedTransfer::ms));
    wireMs.forEach(
        (link, ms) ->
            add(
                Kind.TRANSFER,
                link,
                predicted.getOrDefault(link, OptionalDouble.empty()),
                measured(ms.stream().mapToDouble(Double::doubleValue))));
  }

  /** What a sample spends at all stages, and at each of them. */
  private void overheads(Kind kind, ToDoubleFunction<Leg> time) {
    add(
        kind,
        RunComparison.ALL,
        OptionalDouble.empty(),
        measured(
            journeys.stream()
                .mapToDouble(journey -> journey.legs().stream().mapToDouble(time).sum())));
    for (Stage stage : run.stages()) {
      add(
          kind,
          stage.name(),
          OptionalDouble.empty(),
          measured(legs().filter(leg -> leg.stage().equals(stage)).mapToDouble(time)));
    }
  }

  /** Energy of devices that are predicted or metered, those of the stages first. */
  private void energy() {
    Set<String> devices = new LinkedHashSet<>();
    run.stages().forEach(stage -> devices.add(stage.device()));
    run.energy().forEach(reading -> devices.add(reading.device()));
    long answered = run.samples().stream().filter(SampleRun::isAnswered).count();
    for (String device : devices) {
      OptionalDouble predicted =
          prediction.energy().stream()
              .filter(energy -> energy.device().equals(device))
              .mapToDouble(PredictedEnergy::joules)
              .findFirst();
      Optional<EnergyReading> reading =
          run.energy().stream().filter(meter -> meter.device().equals(device)).findFirst();
      boolean isShared = reading.filter(EnergyReading::isShared).isPresent();
      add(
          Kind.ENERGY,
          device,
          isShared ? OptionalDouble.empty() : predicted,
          reading
              .filter(meter -> answered > 0)
              .map(meter -> Measured.of(meter.joules() / answered, Optional.empty(), answered)));
    }
  }

  private static Optional<Measured> measured(DoubleStream values) {
    return Measured.of(values.toArray());
  }
}
