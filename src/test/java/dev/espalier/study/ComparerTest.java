package dev.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.Progress;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class ComparerTest {
  private static final DeviceCatalog CATALOG = CatalogFile.na2023();
  private static final List<Planner> ALL = Planners.all(TwoDeviceOptions.defaults());

  private static PlanningProblem alexNet(int slices) {
    return PlanningProblem.builder(Zoo.get("b-alexnet"), CATALOG)
        .objective(Objective.WORST_CASE)
        .devices(CATALOG.devices().stream().limit(slices).map(Device::name).toList())
        .slices(slices)
        .build();
  }

  private static Comparer comparer(int runs, SearchOptions options) {
    return new Comparer(runs, options, OptionalInt.empty(), run -> {});
  }

  /** A planner whose plan is cut at a boundary that hangs on the seed. */
  private record Cutting(String name, boolean isStochastic, LongFunction<Integer> boundary)
      implements Planner {
    @Override
    public Set<PlannerTrait> traits() {
      return isStochastic ? Set.of(PlannerTrait.STOCHASTIC) : Set.of();
    }

    @Override
    public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
      int cut = boundary.apply(options.seed());
      var plan =
          PlanEvaluator.evaluate(
              problem, List.of(new Slice("d2", 0, cut), new Slice("d1", cut, 41)));
      var record = new SearchRecord(name, options.seed(), 1, 0, options.seed(), false);
      return new PlanningResult.Planned(plan, 1, false, record);
    }
  }

  @Test
  void stochasticSolversGetEverySeedAndOthersRunOnce() {
    List<Planner> planners =
        List.of(new Cutting("a", true, seed -> (int) seed), new Cutting("b", false, seed -> 3));
    Comparison comparison =
        comparer(4, SearchOptions.defaults().withSeed(5)).compare(alexNet(2), planners);
    assertThat(seeds(comparison, "a")).containsExactly(5L, 6L, 7L, 8L);
    assertThat(seeds(comparison, "b")).containsExactly(5L);
    assertThat(comparison.solver("a").orElseThrow().planningMs()).isEqualTo(6.5);
    assertThat(comparison.isComplete()).isTrue();
  }

  private static List<Long> seeds(Comparison comparison, String solver) {
    return comparison.solver(solver).orElseThrow().results().stream()
        .map(result -> result.search().seed())
        .toList();
  }

  @Test
  void optimumIsLookedForWhereNoSolverProvesIt() {
    Comparison comparison =
        comparer(1, SearchOptions.defaults())
            .compare(alexNet(2), List.of(new Cutting("b", false, seed -> 3)));
    Comparison.Reference reference = comparison.reference().orElseThrow();
    assertThat(reference.isOptimum()).isTrue();
    assertThat(reference.latencyMs()).isCloseTo(24.653, within(5e-4));
    SolverRuns runs = comparison.solver("b").orElseThrow();
    LatencySummary latency = runs.latency().orElseThrow();
    assertThat(comparison.gap(latency).orElseThrow())
        .isCloseTo(latency.average() / reference.latencyMs() - 1, within(1e-12));
  }

  @Test
  void energyIsThatOfAnAverageDeviceOfThePlan() {
    Comparison comparison =
        comparer(1, SearchOptions.defaults())
            .compare(alexNet(2), List.of(new Cutting("b", false, seed -> 3)));
    SolverRuns runs = comparison.solver("b").orElseThrow();
    var devices = runs.planned().get(0).plan().devices();
    assertThat(runs.deviceAverageEnergyJ().orElseThrow())
        .isCloseTo(
            (devices.get(0).energyJ().orElseThrow() + devices.get(1).energyJ().orElseThrow()) / 2,
            within(1e-12));
  }

  @Test
  void twoDeviceMethodsRunInBothOrders() {
    Comparison comparison = comparer(1, SearchOptions.defaults()).compareFitting(alexNet(2), ALL);
    SolverRuns forks = comparison.solver("first-fork").orElseThrow();
    assertThat(forks.latenciesMs()).hasSize(2);
    assertThat(forks.latency().orElseThrow().minimum()).isCloseTo(206.53, within(0.006 * 206.53));
    assertThat(forks.latency().orElseThrow().maximum()).isCloseTo(315.48, within(0.006 * 315.48));
  }

  @Test
  void solversThatDoNotFitAreLeftOutWithAReason() {
    Comparison comparison = comparer(1, SearchOptions.defaults()).compareFitting(alexNet(3), ALL);
    assertThat(comparison.leftOut())
        .contains(new LeftOut("dads", "two slices at most, but 3 are required"))
        .contains(new LeftOut("single-device", "one slice, but 3 are required"))
        .extracting(LeftOut::solver)
        .containsExactly(
            "single-device",
            "first-fork",
            "second-fork",
            "neurosurgeon",
            "shortest-path",
            "popex",
            "dads");
    assertThat(comparison.solver("exhaustive")).isPresent();
  }

  @Test
  void enumerationOfTooManyPlansIsLeftOut() {
    PlanningProblem problem = PlanningProblem.of(Zoo.get("b-resnet110-chain"), CATALOG);
    Selection selection = Selection.fitting(problem, ALL, false);
    assertThat(selection.leftOut())
        .filteredOn(each -> each.solver().equals("exhaustive"))
        .extracting(LeftOut::reason)
        .singleElement()
        .asString()
        .startsWith("would take about ")
        .endsWith(" plans; --solvers exhaustive runs it");
  }

  @Test
  void enumerationUnderATimeLimitTakesPart() {
    PlanningProblem problem = PlanningProblem.of(Zoo.get("b-resnet110-chain"), CATALOG);
    assertThat(Selection.fitting(problem, ALL, true).planners())
        .extracting(Planner::name)
        .contains("exhaustive");
  }

  @Test
  void cancelledComparisonKeepsTheRunsThatWereDone() {
    List<String> begun = new ArrayList<>();
    SearchOptions options = SearchOptions.defaults().withCancellation(() -> begun.size() > 3);
    Comparison comparison =
        new Comparer(3, options, OptionalInt.empty(), begun::add)
            .compare(
                alexNet(2),
                List.of(
                    new Cutting("a", true, seed -> 7),
                    new Cutting("b", true, seed -> 8),
                    new Cutting("c", true, seed -> 9)));
    assertThat(begun)
        .containsExactly("a, run 1 of 3", "a, run 2 of 3", "a, run 3 of 3", "b, run 1 of 3");
    assertThat(comparison.isComplete()).isFalse();
    assertThat(comparison.solvers()).extracting(SolverRuns::solver).containsExactly("a", "b");
    assertThat(comparison.solver("b").orElseThrow().results()).hasSize(1);
  }

  @Test
  void onlyRunOfASolverCountsEvenIfItWasCutShort() {
    AtomicBoolean begun = new AtomicBoolean();
    SearchOptions options =
        SearchOptions.defaults()
            .withCancellation(begun::get)
            .withListener(Progress.to((done, total, bestMs) -> begun.set(done > 1_000_000)));
    Comparison comparison =
        comparer(3, options).compare(alexNet(6), List.of(Planners.exhaustive()));
    assertThat(comparison.isComplete()).isFalse();
    SolverRuns runs = comparison.solver("exhaustive").orElseThrow();
    assertThat(runs.planned()).hasSize(1);
    assertThat(runs.stopped()).isEqualTo(1);
  }

  @Test
  void runThatWasCutShortBeforeItHadAPlanIsNotCounted() {
    SearchOptions options = SearchOptions.defaults().withCancellation(() -> true);
    Comparison comparison =
        comparer(3, options).compare(alexNet(2), List.of(Planners.exhaustive()));
    assertThat(comparison.solvers()).isEmpty();
    assertThat(comparison.reference()).isEmpty();
  }

  @Test
  void interruptedThreadEndsTheComparisonAndStaysInterrupted() {
    List<String> begun = new ArrayList<>();
    Consumer<String> interruptsSecondRun =
        run -> {
          begun.add(run);
          if (begun.size() == 2) {
            Thread.currentThread().interrupt();
          }
        };
    Comparison comparison =
        new Comparer(3, SearchOptions.defaults(), OptionalInt.empty(), interruptsSecondRun)
            .compare(alexNet(2), List.of(Planners.genetic(), Planners.exact()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(begun).hasSize(2);
    assertThat(comparison.isComplete()).isFalse();
    assertThat(comparison.solvers()).extracting(SolverRuns::solver).containsExactly("genetic");
    // A run that proves its plan before it looks at the interrupt counts.
    assertThat(comparison.solver("genetic").orElseThrow().results()).hasSizeBetween(1, 2);
  }

  /** Of the 184,756 ways to choose 10 of 20 ranks, two are as extreme. */
  @Test
  void samplesThatNeverMeetDifferSignificantly() {
    Comparison comparison =
        comparer(10, SearchOptions.defaults())
            .compare(
                alexNet(2),
                List.of(
                    new Cutting("ours", true, seed -> 20 + (int) seed),
                    new Cutting("theirs", true, seed -> (int) seed),
                    new Cutting("fixed", false, seed -> 4)));
    SolverRuns theirs = comparison.solver("theirs").orElseThrow();
    assertThat(comparison.significance("ours", theirs).orElseThrow())
        .isCloseTo(2.0 / 184_756, within(1e-12));
    assertThat(comparison.significance("ours", comparison.solver("ours").orElseThrow())).isEmpty();
    assertThat(comparison.significance("ours", comparison.solver("fixed").orElseThrow())).isEmpty();
  }

  private static Comparison ofEqualSamples() {
    return comparer(10, SearchOptions.defaults())
        .compare(
            alexNet(2),
            List.of(new Cutting("ours", true, seed -> 5), new Cutting("theirs", true, seed -> 5)));
  }

  @Test
  void equalSamplesDoNotDiffer() {
    Comparison comparison = ofEqualSamples();
    SolverRuns theirs = comparison.solver("theirs").orElseThrow();
    assertThat(comparison.significance("ours", theirs).orElseThrow()).isEqualTo(1);
  }

  @Test
  void latenciesThatDifferByRoundingDoNotDiffer() {
    Comparison comparison = ofEqualSamples();
    SolverRuns ours = comparison.solver("ours").orElseThrow();
    SolverRuns theirs = new SolverRuns("theirs", true, oneUlpSlower(ours));
    assertThat(theirs.latenciesMs()[0]).isGreaterThan(ours.latenciesMs()[0]);
    assertThat(comparison.significance("ours", theirs).orElseThrow()).isEqualTo(1);
  }

  private static List<PlanningResult> oneUlpSlower(SolverRuns runs) {
    List<PlanningResult> slower = new ArrayList<>();
    for (PlanningResult.Planned result : runs.planned()) {
      Plan plan = result.plan();
      Plan later =
          new Plan(
              plan.problem(),
              plan.slices(),
              Math.nextUp(plan.value()),
              plan.expectedLatencyMs(),
              plan.worstCaseLatencyMs(),
              plan.energyJ(),
              plan.periodMs(),
              plan.exits(),
              plan.devices());
      slower.add(new PlanningResult.Planned(later, 1, false, result.search()));
    }
    return slower;
  }

  @Test
  void noRunsAreRefused() {
    assertThatThrownBy(() -> comparer(0, SearchOptions.defaults()))
        .hasMessage("runs must be >= 1 but is 0");
  }
}
