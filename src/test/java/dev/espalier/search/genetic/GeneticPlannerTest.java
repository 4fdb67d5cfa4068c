package dev.espalier.search.genetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.PlanFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Infeasible;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.RandomProblems;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneticPlannerTest {
  private static final int RANDOM_PROBLEMS = 600;
  private static final int SEEDS = 100;
  private static final double ROUNDING = 1e-9;

  private static final GeneticPlanner PLANNER = new GeneticPlanner();

  /** The search by itself, so that the certificate's dynamic program cannot help it. */
  private static final GeneticPlanner UNCERTIFIED =
      new GeneticPlanner(GeneticOptions.defaults().withCertificateBudget(0));

  @Test
  void theSearchAloneFindsTheOptimumOfNearlyEveryRandomProblem() {
    int feasible = 0;
    int optimal = 0;
    for (int seed = 0; seed < RANDOM_PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      SearchOptions options = SearchOptions.defaults().withSeed(seed);
      PlanningResult result = UNCERTIFIED.plan(problem, options);
      if (new ExactPlanner().plan(problem, options) instanceof Planned exact) {
        feasible++;
        assertThat(result).as("problem %d is feasible", seed).isInstanceOf(Planned.class);
        Planned found = (Planned) result;
        Oracle.checkFeasible(found.plan(), "problem " + seed);
        assertThat(found.lowerBound()).isLessThanOrEqualTo(found.plan().value());
        double excess = found.plan().value() - exact.plan().value();
        assertThat(excess).isGreaterThanOrEqualTo(-ROUNDING * exact.plan().value());
        optimal += excess <= ROUNDING * exact.plan().value() ? 1 : 0;
      } else {
        assertThat(result).as("problem %d", seed).isNotInstanceOf(Planned.class);
      }
    }
    assertThat(feasible).isGreaterThan(RANDOM_PROBLEMS / 2);
    assertThat(optimal).isGreaterThanOrEqualTo((int) Math.ceil(0.99 * feasible));
  }

  @Test
  void withItsCertificateEveryRandomProblemIsSolvedAndProven() {
    for (int seed = 0; seed < RANDOM_PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      PlanningResult exact = new ExactPlanner().plan(problem, SearchOptions.defaults());
      PlanningResult result = PLANNER.plan(problem, SearchOptions.defaults().withSeed(seed));
      assertThat(result).as("problem %d", seed).isInstanceOf(exact.getClass());
      if (result instanceof Planned found) {
        Oracle.checkFeasible(found.plan(), "problem " + seed);
        double optimum = ((Planned) exact).plan().value();
        assertThat(found.optimal()).as("problem %d", seed).isTrue();
        assertThat(found.gap()).isZero();
        assertThat(found.plan().value())
            .as("problem %d", seed)
            .isCloseTo(optimum, within(ROUNDING * optimum + ROUNDING));
      }
    }
  }

  @Test
  void noPlanOfManyDevicesIsBetterThanTheExactOneOrBelowItsBound() {
    int compared = 0;
    for (int seed = 0; seed < 80; seed++) {
      PlanningProblem problem = new RandomProblems(new SplittableRandom(seed)).problem(30, 10);
      SearchOptions options = SearchOptions.defaults().withSeed(seed);
      if (UNCERTIFIED.plan(problem, options) instanceof Planned found) {
        Planned exact = (Planned) new ExactPlanner().plan(problem, options);
        assertThat(exact.optimal()).as("problem %d", seed).isTrue();
        assertThat(found.plan().value())
            .as("problem %d", seed)
            .isGreaterThanOrEqualTo(exact.plan().value() * (1 - ROUNDING));
        assertThat(found.lowerBound())
            .as("problem %d", seed)
            .isLessThanOrEqualTo(exact.plan().value() * (1 + ROUNDING));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @ParameterizedTest(name = "{0}, {1} slices")
  @CsvSource({
    "b-alexnet, 2, 11.322, 24.653",
    "b-alexnet, 3, 11.374, 25.218",
    "b-alexnet, 4, 9.931, 22.567",
    "b-alexnet, 5, 10.058, 23.945",
    "b-alexnet, 6, 10.158, 25.030",
    "b-resnet110-chain, 2, 129.385, 224.916",
    "b-resnet110-chain, 3, 129.511, 225.198",
    "b-resnet110-chain, 4, 120.650, 213.537",
  })
  void reachesThePublishedOptimumAndProvesItForEverySeed(
      String model, int slices, double expectedMs, double worstCaseMs) {
    for (Objective objective : List.of(Objective.EXPECTED, Objective.WORST_CASE)) {
      PlanningProblem problem = published(model, slices, objective);
      double optimumMs = objective == Objective.EXPECTED ? expectedMs : worstCaseMs;
      for (int seed = 1; seed <= SEEDS; seed++) {
        SearchOptions options = SearchOptions.defaults().withSeed(seed);
        Planned found = (Planned) PLANNER.plan(problem, options);
        assertThat(found.optimal()).as("%s, seed %d", objective, seed).isTrue();
        assertThat(found.plan().value())
            .as("%s, seed %d", objective, seed)
            .isCloseTo(optimumMs, within(0.002));
      }
    }
  }

  @Test
  void doesNotSplitWhereOneDeviceIsBest() {
    DeviceCatalog six = CatalogFile.read(Path.of("device-catalogs/na2023-six.catalog.json"));
    PlanningProblem problem = PlanningProblem.of(Zoo.get("b-alexnet"), six);
    Planned found = (Planned) PLANNER.plan(problem, SearchOptions.defaults());
    assertThat(found.plan().slices()).hasSize(1);
    assertThat(found.plan().slices().get(0).device()).isEqualTo("d4");
    assertThat(found.plan().value()).isCloseTo(9.780, within(0.002));
    assertThat(found.fitness()).isCloseTo(1e5 / 9.780, within(2.5));
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() {
    for (int seed = 0; seed < 60; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      SearchOptions options = SearchOptions.defaults().withSeed(seed);
      String once = written(UNCERTIFIED.plan(problem, options));
      assertThat(written(UNCERTIFIED.plan(problem, options))).isEqualTo(once);
      assertThat(written(UNCERTIFIED.plan(problem, options.withThreads(2)))).isEqualTo(once);
    }
  }

  private static String written(PlanningResult result) {
    return result instanceof Planned planned
        ? PlanFile.write(planned, false)
        : result.getClass().getName();
  }

  @Test
  void aCancelledSearchGivesTheBestPlanSoFar() {
    PlanningProblem problem = published("b-resnet110-chain", 4, Objective.EXPECTED);
    PlanningResult result =
        PLANNER.plan(problem, SearchOptions.defaults().withCancellation(() -> true));
    Planned found = (Planned) result;
    assertThat(found.search().interrupted()).isTrue();
    assertThat(found.optimal()).isFalse();
    assertThat(found.lowerBound()).isPositive().isLessThan(found.plan().value());
    Oracle.checkFeasible(found.plan(), "cancelled");
  }

  @Test
  void anInterruptedThreadGetsItsPlanAndStaysInterrupted() {
    PlanningProblem problem = published("b-resnet110-chain", 4, Objective.EXPECTED);
    Thread.currentThread().interrupt();
    PlanningResult result = PLANNER.plan(problem, SearchOptions.defaults().withThreads(2));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.search().interrupted()).isTrue();
    Oracle.checkFeasible(((Planned) result).plan(), "interrupted");
  }

  @Test
  void aNetworkOfOneLayerRunsOnTheFastestDevice() {
    BranchyNet net =
        new BranchyNet(
            "dot",
            new ModelInput("in", 4),
            List.of(new Layer("only", "Gemm", List.of("in"), 1_000_000, 4, 4)),
            List.of(new Exit("final", "only", 1)));
    DeviceCatalog catalog =
        new DeviceCatalog(
            "two",
            List.of(new Device("slow", 1, 1), new Device("fast", 2, 2)),
            Network.uniform(1, 0));
    Planned found = (Planned) PLANNER.plan(PlanningProblem.of(net, catalog), options());
    assertThat(found.plan().slices().get(0).device()).isEqualTo("fast");
    assertThat(found.optimal()).isTrue();
  }

  @Test
  void proofOfInfeasibilityNamesTheLimit() {
    DeviceCatalog tiny =
        new DeviceCatalog(
            "tiny", List.of(new Device("cam", 1, 1).withMemoryMiB(1)), Network.uniform(1, 0));
    PlanningProblem problem = PlanningProblem.of(Zoo.get("b-alexnet"), tiny);
    Infeasible result = (Infeasible) PLANNER.plan(problem, options());
    assertThat(result.violations()).hasSize(1);
    assertThat(result.violations().get(0).message())
        .contains("memory of device \"cam\"", "it has 1.00000 MiB", "short by 1.56");
  }

  private static SearchOptions options() {
    return SearchOptions.defaults();
  }

  private static PlanningProblem published(String model, int devices, Objective objective) {
    DeviceCatalog six = CatalogFile.read(Path.of("device-catalogs/na2023-six.catalog.json"));
    return PlanningProblem.builder(Zoo.get(model), six)
        .objective(objective)
        .slices(devices)
        .devices(six.devices().stream().limit(devices).map(Device::name).toList())
        .build();
  }
}
