package dev.espalier.benchmarks.run;

import dev.espalier.benchmarks.Medians;
import dev.espalier.benchmarks.Provenance;
import dev.espalier.internal.TemporaryFolder;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.runtime.standin.StandIn;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.SegmentFile;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.compare.RunComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Predicted against measured period of pipelines of three slices, with several samples on their way
 * at once. Where devices are slower than this machine by a factor, agents wait as long as these
 * would compute: then all of them compute at once, however few cores there are. At a factor of 1
 * agents compute as fast as they can, and share the cores.
 *
 * <p>Prints a row for each plan: medians over the runs.
 *
 * <p>Usage: {@code ThroughputStudy REFERENCE [RUNS [IN-FLIGHT]]}; by default 5 runs with 8 samples
 * on their way.
 */
public final class ThroughputStudy {
  private static final int RUNS = 5;
  private static final int IN_FLIGHT = 8;
  private static final double THRESHOLD = 0.8;
  private static final double RUN_MS = 8_000;
  private static final int MIN_SAMPLES = 200;
  private static final int MAX_SAMPLES = 4_000;
  private static final double PERCENT = 100;
  private static final MeasureSettings PROFILE = new MeasureSettings(200, 50, 1);

  /** Plans: which of them is the bottleneck, compute of slower devices, a link, or the cores. */
  private static final List<Case> CASES =
      List.of(
          new Case(StudyNetwork.TRAINED, List.of("/Relu", "/b1_fc/Gemm"), 94, 0, 200),
          new Case("b-alexnet", List.of("lrn1", "b1fc"), 94, 5, 10),
          new Case("b-mobilenetv2", List.of("block7_project_bn", "b3_fc"), 94, 12.8, 4),
          new Case("b-alexnet", List.of("lrn1", "b1fc"), 8, 0, 1),
          new Case("b-alexnet", List.of("lrn1", "b1fc"), 94, 0, 1),
          new Case("b-mobilenetv2", List.of("block7_project_bn", "b3_fc"), 94, 0, 1));

  private record Case(
      String network, List<String> cuts, double mbps, double latencyMs, double factor) {}

  private final Path reference;
  private final Path folder;
  private final int runs;
  private final int inFlight;

  private ThroughputStudy(Path reference, Path folder, int runs, int inFlight) {
    this.reference = reference;
    this.folder = folder;
    this.runs = runs;
    this.inFlight = inFlight;
  }

  /** Runs the study and prints its table. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : RUNS;
    int inFlight = args.length > 2 ? Integer.parseInt(args[2]) : IN_FLIGHT;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      ThroughputStudy study = new ThroughputStudy(Path.of(args[0]), folder.path(), runs, inFlight);
      System.out.println("# " + Provenance.line());
      System.out.println(
          "| network | slices | slower by | link | pipeline | period predicted, ms | measured, ms"
              + " | off | one sample, ms |");
      System.out.println("|---|---|--:|---|---|--:|--:|--:|--:|");
      for (int i = 0; i < CASES.size(); i++) {
        study.run(CASES.get(i), i);
      }
    }
  }

  private void run(Case each, int number) throws IOException {
    StudyNetwork network =
        each.network.equals(StudyNetwork.TRAINED)
            ? StudyNetwork.trained(reference, THRESHOLD)
            : StudyNetwork.ofZoo(each.network, folder);
    Path split = folder.resolve("split-" + number);
    StudyPlan.Linked linked =
        StudyPlan.of(network, network.cuts(each.cuts), split, PROFILE)
            .linked(each.mbps, each.latencyMs, each.factor);
    double predictedMs = linked.prediction().periodMs().orElseThrow();
    int samples =
        (int) Math.max(MIN_SAMPLES, Math.min(MAX_SAMPLES, Math.round(RUN_MS / predictedMs)));
    StandIn standIn = each.factor > 1 ? pace(linked.manifest()) : StandIn.NONE;
    double[] periodsMs = new double[runs];
    RunComparison last = null;
    for (int run = 0; run < runs; run++) {
      try (StudyAgents agents = StudyAgents.start(linked.plan().devices())) {
        last =
            RunComparison.of(
                linked.prediction(),
                agents.run(
                    linked,
                    network.samples(samples),
                    options ->
                        options.load(new Load(inFlight, OptionalDouble.empty())).standIn(standIn)));
      }
      periodsMs[run] = last.pipeline().periodMs().orElseThrow().value();
    }
    print(each, linked, Medians.of(periodsMs), last);
  }

  private static StandIn pace(Manifest manifest) {
    return (device, number) -> {
      SegmentFile file = manifest.segments().get(number);
      return file.segment().device().equals(device) ? file.computeMs() : OptionalDouble.empty();
    };
  }

  private static void print(
      Case each, StudyPlan.Linked linked, double measuredMs, RunComparison last) {
    double predictedMs = linked.prediction().periodMs().orElseThrow();
    System.out.printf(
        "| %s | %s | %s | %s Mbps, %s ms | %s | %.3f | %.3f | %+.1f %% | %.3f |%n",
        each.network,
        String.join(", ", each.cuts),
        each.factor,
        each.mbps,
        each.latencyMs,
        last.pipeline().fill().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        predictedMs,
        measuredMs,
        PERCENT * (measuredMs / predictedMs - 1),
        linked.prediction().expectedMs().orElseThrow());
  }
}
