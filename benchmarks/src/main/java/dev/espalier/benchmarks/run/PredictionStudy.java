package dev.espalier.benchmarks.run;

import dev.espalier.benchmarks.Medians;
import dev.espalier.benchmarks.Provenance;
import dev.espalier.internal.TemporaryFolder;
import dev.espalier.internal.Units;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.runtime.sample.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Predicted against measured latency: networks are cut, their segments profiled on this machine,
 * and each plan is run on new agent processes over links of given bandwidth and latency, one sample
 * after another. Nothing is slowed down but links: an agent is the device that was profiled.
 *
 * <p>Each plan is predicted twice: from segments that are profiled run after run, over the links as
 * they are; and as it runs: from segments that are profiled with a pause of the latency before each
 * run, as a device waits that long for its next sample, over links whose latency includes what a
 * hop of 4 KiB over such a link takes longer than the link.
 *
 * <p>B-LeNet is the trained one with its pictures and a threshold, predicted with the probabilities
 * of its exit log. B-AlexNet and B-MobileNetV2 have random weights; their samples leave at exits
 * that are drawn as often as predicted.
 *
 * <p>Writes {@code prediction.md}, a row for each plan and link, and {@code prediction.csv}, all
 * quantities of each run and the parts of their difference from the second prediction.
 *
 * <p>Usage: {@code PredictionStudy REFERENCE DIRECTORY [RUNS [SAMPLES [NETWORK...]]]}, where
 * REFERENCE is the folder of the trained network; by default 5 runs of 1,000 samples at most.
 */
public final class PredictionStudy {
  private static final int RUNS = 5;
  private static final int SAMPLES = 1_000;
  private static final double[] MBPS = {8, 94};
  private static final double[] LATENCIES_MS = {0, 12.8};
  private static final double THRESHOLD = 0.8;
  private static final int PAUSED_RUNS = 50;

  /**
   * Of samples before those that are measured: Java compiles what agents do after some hundreds.
   */
  private static final int WARM_UPS = 500;

  private static final int HOPS = 300;
  private static final int HOP_KIB = 4;
  private static final double BYTES_PER_KIB = 1024;
  private static final MeasureSettings PROFILE = new MeasureSettings(200, 50, 1);

  /**
   * Plans: a network, the layers behind which it is cut, and how many samples take some seconds.
   */
  private static final List<Case> CASES =
      List.of(
          new Case("b-lenet-mnist", List.of("/Relu"), 1_000),
          new Case("b-lenet-mnist", List.of("/Relu", "/b1_fc/Gemm"), 1_000),
          new Case("b-alexnet", List.of("lrn1"), 250),
          new Case("b-alexnet", List.of("lrn2", "b2fc"), 250),
          new Case("b-mobilenetv2", List.of("block7_project_bn"), 100),
          new Case("b-mobilenetv2", List.of("block7_project_bn", "b3_fc"), 100));

  private record Case(String network, List<String> cuts, int samples) {}

  private final Path reference;
  private final Path folder;
  private final int runs;
  private final int samples;
  private final List<PredictionRow> rows = new ArrayList<>();

  private PredictionStudy(Path reference, Path folder, int runs, int samples) {
    this.reference = reference;
    this.folder = folder;
    this.runs = runs;
    this.samples = samples;
  }

  /** Runs the study. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Path directory = Files.createDirectories(Path.of(args[1]));
    int runs = args.length > 2 ? Integer.parseInt(args[2]) : RUNS;
    int samples = args.length > 3 ? Integer.parseInt(args[3]) : SAMPLES;
    List<String> chosen = args.length > 4 ? List.of(args).subList(4, args.length) : List.of();
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      PredictionStudy study = new PredictionStudy(Path.of(args[0]), folder.path(), runs, samples);
      System.out.println("# " + Provenance.line());
      PredictionRow.HEADER.forEach(System.out::println);
      for (Case each : CASES) {
        if (chosen.isEmpty() || chosen.contains(each.network)) {
          study.run(each);
          study.write(directory);
        }
      }
    }
  }

  private void run(Case each) throws IOException {
    StudyNetwork network =
        each.network.equals(StudyNetwork.TRAINED)
            ? StudyNetwork.trained(reference, THRESHOLD)
            : StudyNetwork.ofZoo(each.network, folder);
    Path split = folder.resolve(each.network + "-" + String.join("-", each.cuts).replace("/", "_"));
    StudyPlan plan = StudyPlan.of(network, network.cuts(each.cuts), split, PROFILE);
    for (double mbps : MBPS) {
      for (double latencyMs : LATENCIES_MS) {
        StudyPlan.Linked bare = plan.linked(mbps, latencyMs, 1);
        double pauseMs = bare.prediction().expectedMs().orElseThrow();
        StudyPlan.Linked asItRuns =
            plan.profiled(new MeasureSettings(PAUSED_RUNS, PROFILE.warmUp(), 1, pauseMs))
                .linked(mbps, latencyMs + hopMs(mbps, latencyMs), 1);
        PredictionRow row = new PredictionRow(bare, asItRuns);
        for (int run = 0; run < runs; run++) {
          try (StudyAgents agents = StudyAgents.start(plan.devices())) {
            Samples some = network.samples(Math.min(samples, each.samples));
            row.add(agents.run(bare, some, options -> options.warmUps(WARM_UPS)));
          }
        }
        System.out.println(row.markdown());
        rows.add(row);
      }
    }
  }

  /** What a hop takes longer than its link, as the median of some over that link. */
  private double hopMs(double mbps, double latencyMs) throws IOException {
    try (TemporaryFolder own = TemporaryFolder.create();
        StudyAgents agents = StudyAgents.start(List.of("d1", "d2"))) {
      double linkMs = latencyMs + Units.bytesOverLinkMs(HOP_KIB * BYTES_PER_KIB, mbps);
      return Medians.of(Hops.overLink(agents, own.path(), HOP_KIB, mbps, latencyMs, HOPS).ms())
          - linkMs;
    }
  }

  private void write(Path directory) throws IOException {
    List<String> table = new ArrayList<>(PredictionRow.HEADER);
    List<String> csv = new ArrayList<>(List.of(PredictionRow.CSV_HEADER));
    for (PredictionRow row : rows) {
      table.add(row.markdown());
      csv.addAll(row.csv());
    }
    table.addAll(List.of("", Provenance.line()));
    Files.write(directory.resolve("prediction.md"), table);
    Files.write(directory.resolve("prediction.csv"), csv);
  }
}
