package dev.espalier.testing.faults;

import ai.onnxruntime.OrtException;
import dev.espalier.cli.Main;
import dev.espalier.exit.log.Fallback;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.coordinator.AgentPlace;
import dev.espalier.runtime.coordinator.Coordinator;
import dev.espalier.runtime.coordinator.RunListener;
import dev.espalier.runtime.coordinator.RunOptions;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.placement.Replacement;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.runtime.standin.AgentProcess;
import dev.espalier.study.run.Incident;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import dev.espalier.testing.run.AgentGroup;
import dev.espalier.testing.run.PlannedNet;
import dev.espalier.testing.run.WholeRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Runs of the trained B-LeNet on three agents, each in a process of its own behind links that can
 * fail, with one fault each. Every answer is compared with that of the whole network.
 */
final class FaultRuns implements AutoCloseable {
  private static final int SAMPLES = 300;
  private static final long MEMORY_BYTES = 16 << 20;
  private static final long PATIENCE_MS = 1_000;
  private static final double RATE = 400;
  private static final long LAST_FAULT_MS = 250;
  private static final long BUSY_MS = 10_000;

  private final PlannedNet net;
  private final Samples samples;
  private final WholeRun whole;
  private final List<Device> devices = new ArrayList<>();
  private final Random random;

  /** Number of answers and failures that the coordinator counted; more than samples are wrong. */
  private final AtomicLong counted = new AtomicLong();

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
    int first = fault.isAmongAgents() ? 1 : 0;
    Device device = devices.get(first + random.nextInt(devices.size() - first));
    if (fault == Fault.COORDINATOR_KILLED) {
      runAndKill();
    }
    long atMs = random.nextLong(LAST_FAULT_MS);
    Random dice = new Random(random.nextLong());
    AtomicReference<Long> begunNs = new AtomicReference<>();
    Thread striker = new Thread(() -> strike(fault, device, atMs, dice, begunNs), "striker");
    striker.setDaemon(true);
    striker.start();
    counted.set(0);
    long startNs = System.nanoTime();
    RunMeasurement run;
    try (Liar liar = new Liar(MEMORY_BYTES, new Random(random.nextLong()))) {
      List<AgentPlace> places = places(fault == Fault.LYING ? device : null, liar);
      run = runOnceIdle(options(fault, places), listener(begunNs));
    }
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

  private RunListener listener(AtomicReference<Long> begunNs) {
    return new RunListener() {
      @Override
      public void phase(String name) {}

      @Override
      public void progress(long done, long total) {
        counted.accumulateAndGet(done, Math::max);
        if (done > 0) {
          begunNs.compareAndSet(null, System.nanoTime());
        }
      }
    };
  }

  private List<AgentPlace> places(Device lying, Liar liar) {
    return devices.stream()
        .map(device -> device == lying ? liar.place(device.name()) : device.place())
        .toList();
  }

  /**
   * Agents may take a moment to notice that a coordinator is gone, and on a busy machine to answer
   * at all: what fails before the first sample is said and tried again.
   */
  private RunMeasurement runOnceIdle(RunOptions options, RunListener listener)
      throws InterruptedException {
    long endNs = System.nanoTime() + BUSY_MS * 1_000_000;
    while (true) {
      try {
        return Coordinator.run(options, samples, Optional.empty(), listener, () -> false);
      } catch (RuntimeFailedException e) {
        boolean isOfStart =
            e.getMessage().contains("busy") || e.getMessage().contains("not answered");
        if (!isOfStart || System.nanoTime() - endNs > 0) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  /** A coordinator in a process of its own that is killed in the middle of its run. */
  private void runAndKill() throws InterruptedException {
    try {
      Path agents = Files.writeString(net.folder().resolve("agents.json"), agentsFile());
      Process coordinator =
          new ProcessBuilder(
                  AgentProcess.javaCommand(
                      List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                      Main.class.getName(),
                      List.of(
                          "run",
                          "--manifest",
                          net.folder().resolve("manifest.json").toString(),
                          "--agents",
                          agents.toString(),
                          "--samples",
                          "100000",
                          "--rate",
                          "500")))
              .redirectErrorStream(true)
              .redirectOutput(net.folder().resolve("coordinator.log").toFile())
              .start();
      String before = said();
      while (said().equals(before) && coordinator.isAlive()) {
        Thread.sleep(10);
      }
      Thread.sleep(random.nextInt(1_000));
      if (!coordinator.isAlive()) {
        throw new IllegalStateException(Files.readString(net.folder().resolve("coordinator.log")));
      }
      coordinator.destroyForcibly().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String said() {
    return devices.get(devices.size() - 1).said();
  }

  private String agentsFile() {
    return devices.stream()
        .map(
            device ->
                "{\"device\": \"%s\", \"address\": \"%s\", \"peerAddress\": \"%s\"}"
                    .formatted(
                        device.name(),
                        LinkAddress.text(device.place().address()),
                        device.place().peerAddress()))
        .collect(
            Collectors.joining(",", "{\"format\": \"espalier-agents/1\", \"agents\": [", "]}"));
  }

  private RunOptions options(Fault fault, List<AgentPlace> places) {
    // A process takes a while to start.
    Duration reconnect =
        fault == Fault.RESTARTED ? Duration.ofSeconds(20) : Duration.ofMillis(PATIENCE_MS);
    return RunOptions.builder(
            net.manifest(), net.folder(), places, AgentGroup.endpoint(MEMORY_BYTES))
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
            + Math.max(0, counted.get() - SAMPLES)
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
