package dev.espalier.benchmarks.run;

import dev.espalier.benchmarks.Provenance;
import dev.espalier.internal.TemporaryFolder;
import dev.espalier.runtime.coordinator.RunListener;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.runtime.standin.AgentProcess;
import dev.espalier.study.run.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Memory of agents over a long run: what three agents lease for samples, their direct memory, their
 * heap and their resident memory (Linux) after each tenth of the samples. Samples are random and
 * leave the trained network at its threshold; eight are on their way at once.
 *
 * <p>Usage: {@code MemoryStudy REFERENCE [SAMPLES]}; by default 100,000.
 */
public final class MemoryStudy {
  private static final int SAMPLES = 100_000;
  private static final int ROWS = 10;
  private static final int IN_FLIGHT = 8;
  private static final double THRESHOLD = 0.8;
  private static final long SEED = 1;
  private static final double MIB = 1 << 20;
  private static final double KIB_PER_MIB = 1 << 10;
  private static final String RESIDENT = "VmRSS:";

  private MemoryStudy() {}

  /** Runs the study and prints its table. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    int samples = args.length > 1 ? Integer.parseInt(args[1]) : SAMPLES;
    StudyNetwork network = StudyNetwork.trained(Path.of(args[0]), THRESHOLD);
    System.out.println("# " + Provenance.line());
    System.out.println(
        "| samples | agent | leased, MiB | direct, MiB | heap, MiB | resident, MiB |");
    System.out.println("|--:|---|--:|--:|--:|--:|");
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      StudyPlan plan =
          StudyPlan.of(
              network,
              network.cuts(List.of("/Relu", "/b1_fc/Gemm")),
              folder.path().resolve("split"),
              new MeasureSettings(1, 0, 1));
      try (StudyAgents agents =
          StudyAgents.start(plan.devices(), WatchedAgent.class.getName(), List.of())) {
        agents.run(
            plan.linked(1, 0, 1),
            Samples.random(network.line().net().inputs(), samples, SEED),
            options ->
                options
                    .links((from, to) -> Optional.empty())
                    .load(new Load(IN_FLIGHT, OptionalDouble.empty())),
            new Watch(agents, plan.devices()));
      }
    }
  }

  /** Prints what the agents use whenever another tenth of the samples is done. */
  private static final class Watch implements RunListener {
    private final StudyAgents agents;
    private final List<String> devices;
    private long next;

    Watch(StudyAgents agents, List<String> devices) {
      this.agents = agents;
      this.devices = devices;
    }

    @Override
    public void phase(String name) {}

    @Override
    public void progress(long done, long total) {
      if (done >= next && done > 0) {
        devices.forEach(device -> print(done, device));
        next += total / ROWS;
      }
    }

    private void print(long done, String device) {
      AgentProcess agent = agents.processes().get(device);
      String[] lines = agent.lastErrors().split(" \\| ");
      String[] bytes = lines[lines.length - 1].split(" ");
      System.out.printf(
          "| %d | %s | %.3f | %.1f | %.1f | %.1f |%n",
          done,
          device,
          Long.parseLong(bytes[0]) / MIB,
          Long.parseLong(bytes[1]) / MIB,
          Long.parseLong(bytes[2]) / MIB,
          residentMib(agent.pid()));
    }

    private static double residentMib(long pid) {
      try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
        return lines
            .filter(line -> line.startsWith(RESIDENT))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB_PER_MIB)
            .findFirst()
            .orElse(Double.NaN);
      } catch (IOException e) {
        return Double.NaN;
      }
    }
  }
}
