package dev.espalier.benchmarks.quality;

import dev.espalier.benchmarks.Medians;
import dev.espalier.benchmarks.Provenance;
import dev.espalier.benchmarks.fleet.FleetProblem;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the default planner takes over the exact one on what the exact one solves at once:
 * B-AlexNet on two catalogs, and chains of the size of ResNet-18 (21 blocks or 70 layers) on 4 to
 * 12 devices, each for every objective. Both plan in turns in one warm JVM, so that other work on
 * the machine slows both.
 *
 * <p>Usage: {@code DefaultAgainstExact ROUNDS}, in the root folder, where the catalogs are.
 */
public final class DefaultAgainstExact {
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.EXPECTED, Objective.WORST_CASE, Objective.ENERGY, Objective.THROUGHPUT);

  /** A case that takes the exact planner longer is none that it solves at once. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private static final double NANOS_PER_MS = 1e6;

  private final Planner standard = Planners.genetic();
  private final Planner exact = Planners.exact();
  private final int rounds;
  private final List<Double> ratios = new ArrayList<>();

  private DefaultAgainstExact(int rounds) {
    this.rounds = rounds;
  }

  /** Prints a table in Markdown and the median ratio of all cases. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    DefaultAgainstExact study = new DefaultAgainstExact(Integer.parseInt(args[0]));
    Map<String, PlanningProblem> cases = cases();
    // The machine code of one case is that of all: it must have seen them all.
    cases.values().forEach(study::warmUp);
    System.out.println("| problem | objective | exact, ms | default, ms | ratio |");
    System.out.println("|---|---|--:|--:|--:|");
    cases.forEach(study::run);
    double[] all = study.ratios.stream().mapToDouble(ratio -> ratio).sorted().toArray();
    System.out.printf(
        "%nmedian ratio %.2f; a quarter is above %.2f, the largest is %.2f%n%n%s%n",
        Medians.of(all), all[all.length * 3 / 4], all[all.length - 1], Provenance.line());
  }

  private static Map<String, PlanningProblem> cases() {
    Map<String, PlanningProblem> cases = new LinkedHashMap<>();
    add(cases, "b-alexnet, na2023-six", CatalogFile.na2023());
    add(
        cases,
        "b-alexnet, lab-bench",
        CatalogFile.read(Path.of("device-catalogs", "lab-bench.catalog.json")));
    for (int positions : new int[] {21, 70}) {
      for (int devices : new int[] {4, 8, 12}) {
        for (double ownLinks : new double[] {0, 0.5}) {
          cases.put(
              "%d x %d, %s".formatted(positions, devices, ownLinks > 0 ? "pairs" : "uniform"),
              FleetProblem.chain(positions, devices, ownLinks, positions + devices));
        }
      }
    }
    return cases;
  }

  private static void add(Map<String, PlanningProblem> cases, String name, DeviceCatalog catalog) {
    cases.put(name, PlanningProblem.of(Zoo.get("b-alexnet"), catalog));
  }

  private static List<Objective> objectives(PlanningProblem problem) {
    boolean powered = problem.devices().stream().map(Device::powerW).allMatch(w -> w.isPresent());
    return OBJECTIVES.stream()
        .filter(objective -> powered || !objective.equals(Objective.ENERGY))
        .toList();
  }

  private static PlanningProblem with(PlanningProblem problem, Objective objective) {
    return problem.toBuilder().objective(objective).build();
  }

  private void warmUp(PlanningProblem problem) {
    for (Objective objective : objectives(problem)) {
      for (int round = 0; round < rounds; round++) {
        ms(exact, with(problem, objective), round);
        ms(standard, with(problem, objective), round);
      }
    }
  }

  private void run(String name, PlanningProblem problem) {
    for (Objective objective : objectives(problem)) {
      PlanningProblem wanted = with(problem, objective);
      double[] exactMs = new double[rounds];
      double[] defaultMs = new double[rounds];
      double[] ratio = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        exactMs[round] = ms(exact, wanted, round);
        defaultMs[round] = ms(standard, wanted, round);
        ratio[round] = defaultMs[round] / exactMs[round];
      }
      System.out.printf(
          "| %s | %s | %.3f | %.3f | %.2f |%n",
          name, objective.label(), Medians.of(exactMs), Medians.of(defaultMs), Medians.of(ratio));
      ratios.add(Medians.of(ratio));
    }
  }

  private static double ms(Planner planner, PlanningProblem problem, int round) {
    SearchOptions options = SearchOptions.defaults().withSeed(round).withTimeLimit(LIMIT);
    long start = System.nanoTime();
    planner.plan(problem, options);
    return (System.nanoTime() - start) / NANOS_PER_MS;
  }
}
