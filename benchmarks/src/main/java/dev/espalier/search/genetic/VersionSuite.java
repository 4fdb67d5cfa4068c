package dev.espalier.search.genetic;

import dev.espalier.benchmarks.PlanningCase;
import dev.espalier.benchmarks.Problems;
import dev.espalier.benchmarks.soundness.MixedProblem;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The problems that two versions of Espalier are compared on. Loaded once for each version, so that
 * what goes in and out is plain Java and everything used here is in both.
 */
public final class VersionSuite {
  private static final List<String> OBJECTIVES =
      List.of("expected", "worst-case", "energy", "throughput");
  private static final int MIXED = 60;
  private static final int STUDY_SEEDS = 2;

  /** Of each run: some of the drawn problems take minutes to prove. */
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private static final Map<String, Supplier<PlanningProblem>> CASES = new LinkedHashMap<>();

  static {
    for (int devices = 2; devices <= 6; devices++) {
      addScene("b-alexnet", devices);
    }
    for (int devices = 2; devices <= 4; devices++) {
      addScene("b-resnet110-chain", devices);
    }
    for (PlanningCase planned : PlanningCase.values()) {
      for (String objective : OBJECTIVES) {
        CASES.put("JMH: " + planned + " " + objective, () -> Problems.of(planned, objective));
      }
    }
    for (StudyProblem drawn : StudyProblem.values()) {
      for (int seed = 1; seed <= STUDY_SEEDS; seed++) {
        long problem = seed;
        CASES.put("drawn: " + drawn + " " + seed, () -> drawn.ofSeed(problem));
      }
    }
    for (int seed = 1; seed <= MIXED; seed++) {
      long problem = seed;
      CASES.put("mixed: " + seed, () -> MixedProblem.ofSeed(problem).problem());
    }
  }

  private VersionSuite() {}

  private static void addScene(String network, int devices) {
    CASES.put(
        "published: %s %d".formatted(network, devices), () -> Problems.published(network, devices));
  }

  /** Names of all cases, each with the group that it belongs to before a colon. */
  public static List<String> cases() {
    return new ArrayList<>(CASES.keySet());
  }

  /**
   * Plans a case.
   *
   * @param solver name of the planner
   * @return value (infinite without a plan), whether the result is proven (1 or 0), time in ms
   */
  public static double[] plan(String name, String solver, long seed) {
    PlanningProblem problem = CASES.get(name).get();
    SearchOptions options = SearchOptions.defaults().withSeed(seed).withTimeLimit(LIMIT);
    long start = System.nanoTime();
    PlanningResult result = Planners.named(solver).orElseThrow().plan(problem, options);
    double ms = (System.nanoTime() - start) / 1e6;
    if (result instanceof Planned planned) {
      return new double[] {planned.plan().value(), planned.optimal() ? 1 : 0, ms};
    }
    int proven = result instanceof PlanningResult.Infeasible ? 1 : 0;
    return new double[] {Double.POSITIVE_INFINITY, proven, ms};
  }
}
