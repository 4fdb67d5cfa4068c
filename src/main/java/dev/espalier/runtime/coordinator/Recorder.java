package dev.espalier.runtime.coordinator;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.runtime.ExitDecision;
import dev.espalier.runtime.agent.StampedHop;
import dev.espalier.runtime.sample.Labels;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.SegmentOutput;
import dev.espalier.study.run.ClockAlignment;
import dev.espalier.study.run.Deployment;
import dev.espalier.study.run.EnergyReading;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.Incident;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Records what happens in a run. Samples that only warm up are left out. Not thread-safe. */
final class Recorder {
  private static final double NS_PER_MS = 1e6;

  /** More would exceed any memory: an agent that counts on has gone mad. */
  private static final int MAX_HOPS = 20_000_000;

  private final Manifest manifest;
  private final List<SegmentExit> exits;
  private final long warmUps;
  private final Optional<Labels> labels;
  private final RunListener listener;
  private final long originNs = System.nanoTime();
  private final List<Deployment> deployments = new ArrayList<>();

  /** The deployment that samples are sent to, and its stage that gets them. */
  private int epoch;

  private int source;

  private final List<Incident> incidents = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<Recorded> hops = new ArrayList<>();

  /** When each sample was due or first sent, by {@code System.nanoTime}. */
  private final Map<Long, Sent> sent = new HashMap<>();

  private final TreeMap<Long, Outcome> outcomes = new TreeMap<>();

  private record Recorded(AgentLink link, StampedHop hop) {}

  /** When a sample was due, and when it was sent. */
  private record Sent(long dueNs, long sentNs, int epoch, int source) {}

  private record Outcome(
      Optional<String> exit,
      OptionalInt prediction,
      int epoch,
      int attempts,
      long atNs,
      Optional<String> failure) {}

  /**
   * @param warmUps number of samples at the beginning that only warm up
   * @param listener receives remarks and incidents at once
   */
  Recorder(Manifest manifest, long warmUps, Optional<Labels> labels, RunListener listener) {
    this.listener = listener;
    this.manifest = manifest;
    this.warmUps = warmUps;
    this.labels = labels;
    exits = manifest.exits();
  }

  void deployed(int epoch, Route route) {
    deployments.add(new Deployment(epoch, route.stages()));
    this.epoch = epoch;
    source = route.source();
  }

  void remark(String remark) {
    remarks.add(remark);
    listener.remark(remark);
  }

  void incident(long atNs, String device, String reason, String remedy) {
    incidents.add(new Incident(ms(atNs), device, reason, remedy));
    listener.incident("\"%s\" failed: %s; %s".formatted(device, reason, remedy));
  }

  /**
   * Records time stamps.
   *
   * @param passed receives those of samples that do not only warm up
   */
  void hops(AgentLink link, List<StampedHop> stamped, Consumer<Hop> passed) {
    for (StampedHop hop : stamped) {
      if (hop.sample() >= warmUps && hops.size() < MAX_HOPS) {
        Recorded recorded = new Recorded(link, hop);
        hops.add(recorded);
        if (isOfRun(recorded)) {
          passed.accept(hop(recorded));
        }
      }
    }
  }

  void sent(long sample, long dueNs) {
    if (sample >= warmUps) {
      sent.putIfAbsent(sample, new Sent(dueNs, System.nanoTime(), epoch, source));
    }
  }

  /**
   * An answer has come.
   *
   * @throws IllegalArgumentException if it is none of this network
   */
  void answered(Frame frame, long arrivedNs, int attempts) {
    if (frame.sample() < warmUps) {
      return;
    }
    SegmentExit by = exits.get(frame.exitSoFar());
    OptionalInt prediction = prediction(by, frame);
    outcomes.put(
        frame.sample(),
        new Outcome(
            leftAt(frame).map(SegmentExit::name),
            prediction,
            frame.epoch(),
            attempts,
            arrivedNs,
            Optional.empty()));
  }

  /** Empty where the answer is no class. */
  private static OptionalInt prediction(SegmentExit exit, Frame frame) {
    if (exit.outputs().size() != 1) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(ExitDecision.prediction(exit, frame.tensors()));
    } catch (UnsupportedOperationException e) {
      // Elements that are no real numbers.
      return OptionalInt.empty();
    }
  }

  /** Why a frame is no answer of this network; empty if it is one. */
  Optional<String> flaw(Frame frame, long samples) {
    if (frame.sample() < 0 || frame.sample() >= samples) {
      return Optional.of("an answer for sample %d, which there is not".formatted(frame.sample()));
    }
    if (leftAt(frame).isEmpty() || frame.exitSoFar() < 0 || frame.exitSoFar() >= exits.size()) {
      return Optional.of("an answer of an exit that there is not");
    }
    return exits.get(frame.exitSoFar()).outputs().stream()
            .allMatch(name -> isAnswer(name, frame.tensors().get(name)))
        ? Optional.empty()
        : Optional.of("an answer without the tensors of its exit");
  }

  private boolean isAnswer(String name, TensorValues values) {
    return values != null
        && manifest.segments().stream()
            .flatMap(file -> file.segment().outputs().stream())
            .map(SegmentOutput::tensor)
            .filter(tensor -> tensor.name().equals(name))
            .allMatch(
                tensor ->
                    tensor.type().filter(values.type()::equals).isPresent()
                        && tensor.shape().filter(values.shape()::equals).isPresent());
  }

  private Optional<SegmentExit> leftAt(Frame frame) {
    return frame.segment() >= 0 && frame.segment() < manifest.segments().size()
        ? manifest.segments().get(frame.segment()).segment().exit()
        : Optional.empty();
  }

  void failed(long sample, int attempts, String reason) {
    if (sample >= warmUps) {
      outcomes.put(
          sample,
          new Outcome(
              Optional.empty(),
              OptionalInt.empty(),
              0,
              attempts,
              System.nanoTime(),
              Optional.of(reason)));
    }
  }

  /** The time now, ms since the run began. */
  double nowMs() {
    return ms(System.nanoTime());
  }

  double ms(long ns) {
    return (ns - originNs) / NS_PER_MS;
  }

  RunMeasurement measurement(
      Load load, Fleet fleet, List<EnergyReading> energy, boolean isInterrupted) {
    List<Hop> all = hops.stream().filter(this::isOfRun).map(this::hop).toList();
    Map<Long, List<Hop>> bySample = new HashMap<>();
    all.forEach(hop -> bySample.computeIfAbsent(hop.sample(), any -> new ArrayList<>()).add(hop));
    List<SampleRun> samples = new ArrayList<>();
    outcomes.forEach(
        (sample, outcome) ->
            samples.add(run(sample, outcome, bySample.getOrDefault(sample - warmUps, List.of()))));
    return new RunMeasurement(
        manifest.model().name(),
        deployments,
        load,
        samples,
        all,
        incidents,
        fleet.links().stream().map(Recorder::clock).toList(),
        energy,
        remarks,
        isInterrupted);
  }

  /** An agent may send anything. */
  private boolean isOfRun(Recorded recorded) {
    StampedHop hop = recorded.hop;
    return sent.containsKey(hop.sample())
        && deployments.stream()
            .filter(deployment -> deployment.epoch() == hop.epoch())
            .anyMatch(
                deployment ->
                    isStage(hop.stage(), deployment)
                        && (hop.to() == Frame.NONE || isStage(hop.to(), deployment)));
  }

  private static boolean isStage(int index, Deployment deployment) {
    return index >= 0 && index < deployment.stages().size();
  }

  private static ClockAlignment clock(AgentLink link) {
    return new ClockAlignment(
        link.device(), link.clockOffsetNs() / NS_PER_MS, link.clockUncertaintyNs() / NS_PER_MS);
  }

  private SampleRun run(long sample, Outcome outcome, List<Hop> way) {
    Sent begun = sent.get(sample);
    // The first device has the sample when it has arrived there; before, it waited for its turn.
    double waitedMs = (begun.sentNs - begun.dueNs) / NS_PER_MS;
    double startMs =
        way.stream()
                .filter(hop -> hop.epoch() == begun.epoch && hop.stage() == begun.source)
                .mapToDouble(Hop::arrivedMs)
                .min()
                .orElse(ms(begun.sentNs))
            - waitedMs;
    double endMs =
        way.stream()
            .filter(hop -> hop.to() < 0 && hop.epoch() == outcome.epoch)
            .mapToDouble(hop -> hop.segmentEndsMs().isEmpty() ? hop.arrivedMs() : hop.computedMs())
            .min()
            .orElse(ms(outcome.atNs));
    long number = sample - warmUps;
    Optional<Boolean> isCorrect =
        labels.isPresent() && outcome.prediction.isPresent()
            ? Optional.of(labels.get().isCorrect((int) number, outcome.prediction.getAsInt()))
            : Optional.empty();
    return new SampleRun(
        number,
        outcome.exit,
        outcome.prediction,
        isCorrect,
        startMs,
        outcome.failure.isPresent() ? ms(outcome.atNs) : endMs,
        outcome.attempts,
        outcome.failure);
  }

  private Hop hop(Recorded recorded) {
    StampedHop hop = recorded.hop;
    AgentLink link = recorded.link;
    return new Hop(
        hop.sample() - warmUps,
        hop.epoch(),
        hop.stage(),
        hop.firstSegment(),
        ms(link.own(hop.arrivedNs())),
        ms(link.own(hop.begunNs())),
        hop.segmentEndsNs().stream().map(ns -> ms(link.own(ns))).toList(),
        ms(link.own(hop.computedNs())),
        ms(link.own(hop.readyNs())),
        ms(link.own(hop.sentNs())),
        hop.to(),
        hop.sentBytes());
  }
}
