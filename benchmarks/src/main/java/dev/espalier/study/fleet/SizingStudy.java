package dev.espalier.study.fleet;

import com.sun.management.OperatingSystemMXBean;
import dev.espalier.benchmarks.Provenance;
import dev.espalier.io.json.fleet.FleetFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.Interval;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Studies of a fleet for B-AlexNet: how many groups a second are sampled, and how often intervals
 * miss the percentile and answers are wrong over many seeds. The truth is a percentile of many more
 * samples of another seed.
 *
 * <p>Usage: {@code SizingStudy FLEET SOURCE TARGET-MS SEEDS [SAMPLES [TRUTH-SAMPLES]]}; by default
 * 500 samples and 40,000 for the truth.
 */
public final class SizingStudy {
  private static final double PERCENTILE = 95;
  private static final double CONFIDENCE = 95;
  private static final long TRUTH_SEED = 987_654_321;
  private static final double NANOS = 1e9;

  private static final OperatingSystemMXBean CPU =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Fleet fleet;
  private final PlanningProblem problem;
  private final double targetMs;

  private SizingStudy(Fleet fleet, String source, double targetMs) {
    this.fleet = fleet;
    this.targetMs = targetMs;
    problem = PlanningProblem.builder(Zoo.get("b-alexnet"), fleet.catalog()).source(source).build();
  }

  /** Runs the study and prints its tables. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Fleet fleet = FleetFile.parse(Files.readString(Path.of(args[0])), args[0]);
    SizingStudy study = new SizingStudy(fleet, args[1], Double.parseDouble(args[2]));
    System.out.println("# " + Provenance.line());
    study.speed();
    int seeds = Integer.parseInt(args[3]);
    int samples = args.length > 4 ? Integer.parseInt(args[4]) : 500;
    int truth = args.length > 5 ? Integer.parseInt(args[5]) : 40_000;
    study.coverage(seeds, samples, truth);
  }

  private static FleetQuestion question(double target, int samples, long seed) {
    return new FleetQuestion(
        target, PERCENTILE, CONFIDENCE, OptionalDouble.empty(), OptionalInt.empty(), samples, seed);
  }

  private FleetResult run(double target, int samples, long seed, int threads) {
    FleetQuestion question = question(target, samples, seed);
    return new FleetStudy(
            fleet,
            problem,
            List.of(),
            question,
            Planners.genetic(),
            SearchOptions.defaults().withThreads(threads),
            text -> {})
        .run()
        .orElseThrow();
  }

  private void speed() {
    run(targetMs, 1000, 1, 2);
    System.out.println(
        "| threads | groups | values | values/s | problems | problems/s | problems/s of processor time |");
    System.out.println("|--:|--:|--:|--:|--:|--:|--:|");
    for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads *= 2) {
      long start = System.nanoTime();
      long startCpu = CPU.getProcessCpuTime();
      FleetResult result = run(targetMs, 4000, 1, threads);
      double seconds = (System.nanoTime() - start) / NANOS;
      double cpuSeconds = (CPU.getProcessCpuTime() - startCpu) / NANOS;
      long values =
          result.groups().stream().mapToLong(each -> each.estimate().samples()).sum()
              + result.confirmation().map(Percentile::samples).orElse(0);
      System.out.printf(
          "| %d | %d | %d | %.0f | %d | %.0f | %.0f |%n",
          threads,
          result.groups().size(),
          values,
          values / seconds,
          result.searches(),
          result.searches() / seconds,
          result.searches() / cpuSeconds);
    }
  }

  private void coverage(int seeds, int samples, int truthSamples) {
    int threads = Runtime.getRuntime().availableProcessors();
    Map<List<Integer>, Double> truth = truth(truthSamples, threads);
    long intervals = 0;
    long missed = 0;
    int certain = 0;
    int wrong = 0;
    int wrongConfirmed = 0;
    int missedConfirmations = 0;
    Map<String, Integer> answers = new HashMap<>();
    for (long seed = 1; seed <= seeds; seed++) {
      FleetResult result = run(targetMs, samples, seed, threads);
      for (GroupResult each : result.groups()) {
        intervals++;
        missed += holds(each.estimate().intervalMs(), truth.get(each.group().counts())) ? 0 : 1;
      }
      GroupResult answer = result.answer().orElse(null);
      if (answer == null) {
        continue;
      }
      double trueMs = truth.get(answer.group().counts());
      Percentile fresh = result.confirmation().orElseThrow();
      missedConfirmations += holds(fresh.intervalMs(), trueMs) ? 0 : 1;
      if (answer.estimate().verdict() == Verdict.MET) {
        certain++;
        wrong += trueMs > targetMs ? 1 : 0;
        wrongConfirmed += trueMs > targetMs && fresh.verdict() == Verdict.MET ? 1 : 0;
      }
      answers.merge("%s (%.2f ms)".formatted(answer.group().words(fleet), trueMs), 1, Integer::sum);
    }
    System.out.printf(
        "%n%d seeds, %d samples: %.2f %% of %d intervals miss the percentile of %d samples%n",
        seeds, samples, 100.0 * missed / intervals, intervals, truthSamples);
    System.out.printf(
        "%d answers are certain, %d of them wrong, %d of these confirmed; %d of %d confirming intervals miss%n",
        certain, wrong, wrongConfirmed, missedConfirmations, seeds);
    System.out.println("answers: " + answers);
  }

  /** Percentiles of all groups, none of which is sampled less than the others. */
  private Map<List<Integer>, Double> truth(int samples, int threads) {
    FleetWorlds worlds = new FleetWorlds(fleet, problem, List.of(), TRUTH_SEED);
    SearchOptions options = SearchOptions.defaults().withThreads(threads);
    FleetQuestion question = question(targetMs, samples, TRUTH_SEED);
    List<Group> groups = Groups.of(fleet, question);
    Map<List<Integer>, Double> truth = new HashMap<>();
    try (Sampler sampler =
        new Sampler(new Places(fleet, worlds), worlds, Planners.genetic(), options)) {
      List<double[]> values = sampler.values(groups, 0, samples);
      for (int g = 0; g < groups.size(); g++) {
        int group = g;
        double[] own = values.stream().mapToDouble(each -> each[group]).toArray();
        truth.put(
            groups.get(g).counts(),
            Percentile.of(own, question.probability(), targetMs, question.errorRate()).valueMs());
      }
    }
    return truth;
  }

  private static boolean holds(Interval interval, double value) {
    return interval.low() <= value && value <= interval.high();
  }
}
