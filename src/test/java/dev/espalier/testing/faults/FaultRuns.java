package dev.espalier.testing.faults;

import ai.onnxruntime.OrtException;
import dev.espalier.exit.log.Fallback;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.coordinator.Coordinator;
import dev.espalier.runtime.coordinator.Replacement;
import dev.espalier.runtime.coordinator.RunListener;
import dev.espalier.runtime.coordinator.RunOptions;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.study.run.Incident;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import dev.espalier.testing.run.AgentGroup;
import dev.espalier.testing.run.PlannedNet;
import dev.espalier.testing.run.WholeRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs of the trained B-LeNet on three agents, each in a process of its own behind links that can
 * fail, with one fault each. Every answer is compared with that of the whole network.
 */
final class FaultRuns implements AutoCloseable {
  private static final int SAMPLES = 300;
  private static final long MEMORY_BYTES = 16 << 20;
  private static final long PATIENCE_MS = 700;
  private static final double RATE = 400;
  private static final long LAST_FAULT_MS = 500;

  private final PlannedNet net;
  private final Samples samples;
  private final WholeRun whole;
  private final List<Device> devices = new ArrayList<>();
  private final Random random;

  /**
   * Starts the agents.
   *
   * @param folder an empty folder
   * @param seed equal seeds give equal faults, though not at equal samples
   */
  FaultRuns(Path folder, long seed) throws IOException, OrtException {
    random = new Random(seed);
    net = PlannedNet.trained(folder, List.of(5, 11), 0.95);
    samples = net.random(SAMPLES, seed);
    whole = WholeRun.of(net, samples, Fallback.FINAL);
    for (int k = 0; k < 3; k++) {
      devices.add(new Device("d" + k));
    }
  }

  /**
   * What became of a run.
   *
   * @param answered number of samples that were answered
   * @param again number of those that took more than one attempt
   * @param failed number of those that failed with a reason
   * @param wrong number of wrong answers
   * @param lost number of samples of which nothing was said, or that were there twice
   * @param incidents number of incidents
   * @param residentMib largest resident memory of an agent, MiB
   * @param tookMs time of the run, ms
   * @param remarks what is wrong; empty if nothing is
   */
  record Outcome(
      Fault fault,
      String device,
      long answered,
      long again,
      long failed,
      long wrong,
      long lost,
      int incidents,
      long residentMib,
      long tookMs,
      List<String> remarks) {
    boolean isSound() {
      return wrong == 0 && lost == 0 && remarks.isEmpty();
    }
  }

  /** Runs samples while a fault happens at a random device and time. */
  Outcome run(Fault fault) throws InterruptedException {
    Device device = devices.get(random.nextInt(devices.size()));
    long atMs = random.nextLong(LAST_FAULT_MS);
    Random dice = new Random(random.nextLong());
    AtomicReference<Long> begunNs = new AtomicReference<>();
    Thread striker = new Thread(() -> strike(fault, device, atMs, dice, begunNs), "striker");
    striker.setDaemon(true);
    striker.start();
    long startNs = System.nanoTime();
    RunMeasurement run =
        Coordinator.run(options(fault), samples, Optional.empty(), listener(begunNs), () -> false);
    long tookMs = (System.nanoTime() - startNs) / 1_000_000;
    long residentMib = devices.stream().mapToLong(Device::residentMib).max().orElse(0);
    striker.join();
    devices.forEach(Device::heal);
    return outcome(fault, device.name(), run, residentMib, tookMs);
  }

  private static void strike(
      Fault fault, Device device, long atMs, Random dice, AtomicReference<Long> begunNs) {
    try {
      while (begunNs.get() == null) {
        Thread.sleep(1);
      }
      Thread.sleep(atMs);
      fault.strike(device, dice, PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RunListener listener(AtomicReference<Long> begunNs) {
    return new RunListener() {
      @Override
      public void phase(String name) {}

      @Override
      public void progress(long done, long total) {
        if (done > 0) {
          begunNs.compareAndSet(null, System.nanoTime());
        }
      }
    };
  }

  private RunOptions options(Fault fault) {
    // A process takes a while to start.
    Duration reconnect =
        fault == Fault.RESTARTED ? Duration.ofSeconds(20) : Duration.ofMillis(PATIENCE_MS);
    return RunOptions.builder(
            net.manifest(),
            net.folder(),
            devices.stream().map(Device::place).toList(),
            AgentGroup.endpoint(MEMORY_BYTES))
        .settings(RunSettings.EXACT)
        .warmUps(2)
        .window(8)
        .patience(Duration.ofMillis(PATIENCE_MS))
        .reconnect(reconnect)
        .load(
            random.nextBoolean()
                ? new Load(1, OptionalDouble.of(RATE))
                : new Load(1, OptionalDouble.of(2 * RATE)))
        .replacement(replacement())
        .build();
  }

  /** The segments of a device that failed go to the one before it, or behind it. */
  private Replacement replacement() {
    return failed -> {
      List<Stage> stages = new ArrayList<>();
      int from = 0;
      List<String> left =
          devices.stream().map(Device::name).filter(name -> !failed.contains(name)).toList();
      int segments = net.manifest().segments().size();
      for (int k = 0; k < left.size(); k++) {
        int end = segments * (k + 1) / left.size();
        stages.add(new Stage(left.get(k), from, end));
        from = end;
      }
      return stages.isEmpty() ? Optional.empty() : Optional.of(stages);
    };
  }

  private Outcome outcome(
      Fault fault, String device, RunMeasurement run, long residentMib, long tookMs) {
    List<String> remarks = new ArrayList<>();
    long answered = run.samples().stream().filter(SampleRun::isAnswered).count();
    long failed =
        run.samples().stream()
            .filter(sample -> sample.failure().filter(reason -> !reason.isBlank()).isPresent())
            .count();
    long distinct = run.samples().stream().mapToLong(SampleRun::sample).distinct().count();
    long lost =
        Math.abs(SAMPLES - distinct)
            + Math.abs(run.samples().size() - distinct)
            + Math.abs(run.samples().size() - answered - failed);
    if (failed > 0) {
      // There is always a plan without the device.
      remarks.add(
          "failed: "
              + run.samples().stream()
                  .flatMap(s -> s.failure().stream())
                  .findFirst()
                  .orElseThrow());
    }
    for (Incident incident : run.incidents()) {
      if (!incident.device().equals(device)
          && Set.of(Fault.KILLED, Fault.STOPPED).contains(fault)) {
        remarks.add("%s is blamed: %s".formatted(incident.device(), incident.reason()));
      }
    }
    return new Outcome(
        fault,
        device,
        answered,
        run.samples().stream().filter(s -> s.isAnswered() && s.attempts() > 1).count(),
        failed,
        whole.wrong(run).size(),
        lost,
        run.incidents().size(),
        residentMib,
        tookMs,
        remarks);
  }

  /** Process numbers of the agents. */
  List<Long> pids() {
    return devices.stream().map(Device::pid).toList();
  }

  @Override
  public void close() {
    devices.forEach(Device::close);
  }
}
