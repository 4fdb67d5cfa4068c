package dev.espalier.testing;

import dev.espalier.study.run.ClockAlignment;
import dev.espalier.study.run.Deployment;
import dev.espalier.study.run.EnergyReading;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.Incident;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.RunPrediction.PredictedEnergy;
import dev.espalier.study.run.RunPrediction.PredictedExit;
import dev.espalier.study.run.RunPrediction.PredictedSegment;
import dev.espalier.study.run.RunPrediction.PredictedTransfer;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A run in which the time of everything is given. Source {@code cam} sends to {@code d1}, which
 * runs segment 0 up to {@code exit1} and segment 1; {@code d2} runs segment 2 up to {@code final};
 * answers go to {@code hub}. Devices and links serve one sample at a time, in order.
 */
public final class SimulatedRun {
  /** Predicted times of the segments, ms. */
  public static final double[] COMPUTE_MS = {1.0, 0.5, 2.0};

  /** Predicted times of cam -> d1, d1 -> d2, d1 -> hub (exit1), d2 -> hub (final), ms. */
  public static final double[] WIRE_MS = {0.8, 1.6, 0.4, 0.3};

  /** Predicted latency of exit1 and final, ms. */
  public static final double[] EXIT_MS = {2.2, 6.2};

  public static final double EARLY = 0.75;

  private static final long[] BYTES = {784, 5880, 40, 40};
  private static final List<Stage> STAGES =
      List.of(
          new Stage("cam", 0, 0),
          new Stage("d1", 0, 2),
          new Stage("d2", 2, 3),
          new Stage("hub", 3, 3));

  public double[] computeMs = COMPUTE_MS.clone();
  public double[] wireMs = WIRE_MS.clone();
  public double early = EARLY;
  public double copyMs;
  public double jitter = 0.02;
  public int samples = 400;
  public Load load = new Load(1, OptionalDouble.empty());
  public boolean labels = true;
  public List<Incident> incidents = List.of();
  public List<EnergyReading> energy = List.of();
  public List<ClockAlignment> clocks = List.of();

  private final Random random = new Random(7);
  private final double[] freeMs = new double[STAGES.size() + WIRE_MS.length];
  private final List<Hop> hops = new ArrayList<>();
  private final List<SampleRun> runs = new ArrayList<>();

  /** What the plan predicts; all of it holds unless a field is changed. */
  public static RunPrediction prediction() {
    double expected = EARLY * EXIT_MS[0] + (1 - EARLY) * EXIT_MS[1];
    return new RunPrediction(
        OptionalDouble.of(expected),
        OptionalDouble.of(EXIT_MS[1]),
        OptionalDouble.of(COMPUTE_MS[0] + (1 - EARLY) * COMPUTE_MS[1]),
        List.of(segment("d1", 0), segment("d1", 1), segment("d2", 2)),
        List.of(
            transfer("cam", "d1", 0, ""),
            transfer("d1", "d2", 1, ""),
            transfer("d1", "hub", 2, "exit1"),
            transfer("d2", "hub", 3, "final")),
        List.of(
            new PredictedExit("exit1", 0, EARLY, OptionalDouble.of(EXIT_MS[0])),
            new PredictedExit("final", 2, 1 - EARLY, OptionalDouble.of(EXIT_MS[1]))),
        List.of(new PredictedEnergy("d1", 0.004)));
  }

  private static PredictedSegment segment(String device, int number) {
    return new PredictedSegment(device, OptionalDouble.of(COMPUTE_MS[number]));
  }

  private static PredictedTransfer transfer(String from, String to, int link, String exit) {
    return new PredictedTransfer(from, to, BYTES[link], OptionalDouble.of(WIRE_MS[link]), exit);
  }

  /** Runs all samples. */
  public RunMeasurement run() {
    Deque<Double> onTheirWay = new ArrayDeque<>();
    double startMs = 0;
    for (int n = 0; n < samples; n++) {
      if (load.ratePerSecond().isPresent()) {
        startMs = n * 1000 / load.ratePerSecond().getAsDouble();
      } else if (onTheirWay.size() == load.inFlight()) {
        startMs = Math.max(startMs, onTheirWay.remove());
      }
      onTheirWay.add(sample(n, startMs));
    }
    return new RunMeasurement(
        "b-lenet-mnist",
        List.of(new Deployment(0, STAGES)),
        load,
        runs,
        hops,
        incidents,
        clocks,
        energy,
        List.of(),
        false);
  }

  private double sample(int n, double startMs) {
    boolean isEarly = random.nextDouble() < early;
    double atMs = hop(n, 0, 0, 0, startMs, 1, 0);
    atMs = hop(n, 1, 0, isEarly ? 1 : 2, atMs, isEarly ? 3 : 2, isEarly ? 2 : 1);
    if (!isEarly) {
      atMs = hop(n, 2, 2, 1, atMs, 3, 3);
    }
    hops.add(new Hop(n, 0, 3, isEarly ? 0 : 2, atMs, atMs, List.of(), atMs, atMs, atMs, -1, 0));
    runs.add(
        new SampleRun(
            n,
            Optional.of(isEarly ? "exit1" : "final"),
            OptionalInt.of(n % 10),
            labels ? Optional.of(n % 50 != 0) : Optional.empty(),
            startMs,
            atMs,
            1,
            Optional.empty()));
    return atMs;
  }

  /** When the sample has arrived at the next stage. */
  private double hop(int n, int stage, int first, int count, double arrived, int to, int link) {
    double begun = count == 0 ? arrived : Math.max(arrived, freeMs[stage]);
    List<Double> ends = new ArrayList<>();
    double end = begun;
    for (int k = first; k < first + count; k++) {
      end += computeMs[k] * noise();
      ends.add(end);
    }
    double ready = end + copyMs;
    freeMs[stage] = ready;
    int wire = STAGES.size() + link;
    double sent = Math.max(ready, freeMs[wire]);
    double received = sent + wireMs[link] * noise();
    freeMs[wire] = received;
    hops.add(new Hop(n, 0, stage, first, arrived, begun, ends, end, ready, sent, to, BYTES[link]));
    return received;
  }

  private double noise() {
    return 1 + jitter * (2 * random.nextDouble() - 1);
  }
}
