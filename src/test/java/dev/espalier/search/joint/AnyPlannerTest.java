package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.ExitChoices;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.search.joint.JointPlannerTest.Known;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.RandomExits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions on exits by planners that prove nothing. */
class AnyPlannerTest {
  private static final int PROBLEMS = 60;
  private static final double TOLERANCE = 1e-9;
  private static final SearchOptions DEFAULTS = SearchOptions.defaults();

  /** Another planner that claims no proof, and remembers for which exits it was asked to plan. */
  private static class Modest implements Planner {
    private final Planner planner;
    private final Set<List<Double>> asked = new LinkedHashSet<>();
    private int runs;

    Modest(Planner planner) {
      this.planner = planner;
    }

    @Override
    public String name() {
      return "modest";
    }

    @Override
    public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
      runs++;
      asked.add(
          problem.linearization().net().exits().stream().map(exit -> exit.probability()).toList());
      return planner.plan(problem, options);
    }

    boolean wasAsked(ExitPlan plan) {
      return asked.contains(
          plan.planned().plan().problem().linearization().net().exits().stream()
              .map(exit -> exit.probability())
              .toList());
    }
  }

  private static ExitChoices choices(PlanningProblem problem, long seed) {
    return RandomExits.choices(problem.linearization().net(), new SplittableRandom(seed));
  }

  private static ExitPlans plan(PlanningProblem problem, Planner planner, ExitChoices choices) {
    return new JointPlanner(problem, planner).plan(choices, Optional.empty(), DEFAULTS);
  }

  private static List<ExitPlan> front(ExitPlans plans) {
    return plans.front().plans();
  }

  /** Nothing is claimed, every limit is kept, and the value is that of an independent pricing. */
  private static void check(ExitPlan plan, String context) {
    assertThat(plan.planned().optimal()).as(context).isFalse();
    assertThat(plan.planned().lowerBound()).as(context).isBetween(0.0, plan.value());
    Oracle.checkFeasible(plan.planned().plan(), context);
    Oracle oracle = new Oracle(plan.planned().plan().problem());
    double priced = oracle.latencyMs(plan.planned().plan().slices());
    assertThat(plan.value()).as(context).isCloseTo(priced, within(TOLERANCE * priced));
  }

  @Test
  void plannerThatFindsTheOptimaWithoutProofGivesTheProvenAnswers() {
    int answered = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = JointPlannerTest.problem(seed);
      ExitChoices choices = choices(problem, seed);
      ExitPlans proven = plan(problem, Planners.exact(), choices);
      ExitPlans found = plan(problem, new Modest(Planners.exact()), choices);
      String context = "seed " + seed;
      assertThat(found.size()).as(context).isEqualTo(proven.size());
      assertThat(found.planned()).as(context).hasValue(found.size());
      assertThat(found.search().solver()).isEqualTo("modest");
      List<ExitPlan> expected = front(proven);
      List<ExitPlan> actual = front(found);
      assertThat(actual).as(context).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        answered++;
        check(actual.get(i), context);
        assertSame(actual.get(i), expected.get(i), context);
        ExitDemand accuracy = new ExitDemand.MinAccuracy(expected.get(i).accuracy());
        ExitDemand latency =
            new ExitDemand.MaxLatency(Math.max(Double.MIN_NORMAL, expected.get(i).value()));
        assertSame(met(found, accuracy, context), met(proven, accuracy, context), context);
        assertSame(met(found, latency, context), met(proven, latency, context), context);
      }
    }
    assertThat(answered).isGreaterThan(PROBLEMS);
  }

  private static ExitPlan met(ExitPlans plans, ExitDemand demand, String context) {
    return GlobalThresholds.met(plans.best(demand), context);
  }

  private static void assertSame(ExitPlan actual, ExitPlan expected, String context) {
    assertThat(actual.value())
        .as(context)
        .isCloseTo(expected.value(), within(TOLERANCE * expected.value()));
    assertThat(actual.accuracy()).as(context).isCloseTo(expected.accuracy(), within(TOLERANCE));
  }

  static Stream<Planner> methods() {
    return Planners.all(TwoDeviceOptions.defaults()).stream()
        .filter(planner -> !planner.has(PlannerTrait.PROVES_OPTIMALITY));
  }

  /**
   * Each answer is at most as good as the proven one, and at least as good as what planning each
   * choice by itself with the same method gives.
   */
  @ParameterizedTest
  @MethodSource("methods")
  void methodIsNeverBetterThanTheProofNorWorseThanItself(Planner method) {
    int problems = method.has(PlannerTrait.STOCHASTIC) ? PROBLEMS / 4 : PROBLEMS;
    int fitting = 0;
    for (long seed = 0; seed < problems; seed++) {
      PlanningProblem problem = JointPlannerTest.problem(seed);
      if (method.misfit(problem).isPresent()) {
        assertThatThrownBy(() -> new JointPlanner(problem, method))
            .hasMessage(method.name() + ": " + method.misfit(problem).get());
        continue;
      }
      fitting++;
      ExitChoices choices = choices(problem, seed);
      ExitPlans proven = plan(problem, Planners.exact(), choices);
      List<ExitPlan> found = front(plan(problem, method, choices));
      String context = "%s, seed %d".formatted(method.name(), seed);
      for (ExitPlan point : found) {
        check(point, context);
        ExitPlan best = met(proven, new ExitDemand.MinAccuracy(point.accuracy()), context);
        assertThat(point.value()).isGreaterThanOrEqualTo(best.value() * (1 - TOLERANCE));
      }
      for (Known alone : JointPlannerTest.enumerated(problem, choices, method)) {
        assertThat(found)
            .as("%s: as good as %s", context, alone)
            .anyMatch(plan -> isAsGood(plan, alone));
      }
    }
    int few = method.has(PlannerTrait.IN_SERIES) ? 0 : problems / 5; // forks are few
    assertThat(fitting).as(method.name()).isGreaterThanOrEqualTo(few);
  }

  /** Eleven thresholds for each of three side exits: 12^3 choices, of which a grid is planned. */
  private static ExitChoices manyChoices(long seed) {
    double[] thresholds = IntStream.range(0, 11).mapToDouble(i -> 0.4 + 0.05 * i).toArray();
    return Chains.choices(Chains.log(seed, 3, 200), thresholds);
  }

  private static PlanningProblemBuilder chain() {
    return PlanningProblem.builder(
            Chains.net(3, 50_000, 10_000_000, 20_000, 20_000), Chains.devices(3))
        .source("d0");
  }

  /** The limit depends on probabilities in the second problem: each plan is checked against it. */
  private static List<PlanningProblem> manyChoiceProblems() {
    return List.of(chain().build(), chain().framesPerSecond(60).build());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ofManyChoicesAGridIsPlannedAndTheAnswerItself(long seed) {
    for (PlanningProblem problem : manyChoiceProblems()) {
      ExitChoices choices = manyChoices(seed);
      ExitPlans proven = plan(problem, Planners.exact(), choices);
      List<ExitPlan> front = front(proven);
      for (int i = 0; i < front.size(); i += Math.max(1, front.size() / 4)) {
        ExitPlan expected = front.get(i);
        ExitPlan fast =
            gridAnswer(problem, choices, new ExitDemand.MinAccuracy(expected.accuracy()));
        assertThat(fast.value())
            .isBetween(expected.value() * (1 - TOLERANCE), expected.value() * 1.01);
        ExitPlan accurate =
            gridAnswer(problem, choices, new ExitDemand.MaxLatency(expected.value() * 1.01));
        assertThat(accurate.accuracy()).isGreaterThanOrEqualTo(expected.accuracy() - TOLERANCE);
      }
    }
  }

  private static ExitPlan gridAnswer(
      PlanningProblem problem, ExitChoices choices, ExitDemand demand) {
    Modest modest = new Modest(Planners.exact());
    ExitPlans found =
        new JointPlanner(problem, modest).plan(choices, Optional.of(demand), DEFAULTS);
    assertThat(found.planned().getAsLong()).isPositive().isLessThan(found.size());
    assertThat(modest.runs).isLessThan(1000); // choices without a plan included
    ExitPlan answer = met(found, demand, demand.toString());
    check(answer, demand.toString());
    assertThat(modest.wasAsked(answer)).isTrue();
    return answer;
  }

  @Test
  void choiceWithoutAPlanIsPlannedOnce() {
    PlanningProblem impossible = chain().framesPerSecond(1e6).build();
    List<List<Exit>> asked = new ArrayList<>();
    Planner method =
        new Modest(Planners.named("popex").orElseThrow()) {
          @Override
          public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
            asked.add(problem.linearization().net().exits());
            return super.plan(problem, options);
          }
        };
    assertThat(front(plan(impossible, method, manyChoices(1)))).isEmpty();
    assertThat(asked).hasSizeGreaterThan(8).doesNotHaveDuplicates();
  }

  /** What the choices that are priced only might lose: here, nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"popex", "neurosurgeon", "dads"})
  void gridLosesNothingAgainstPlanningEveryChoice(String name) {
    Planner method = Planners.named(name).orElseThrow();
    for (long seed = 1; seed <= 3; seed++) {
      PlanningProblem problem = chain().build();
      List<ExitPlan> front = front(plan(problem, method, manyChoices(seed)));
      for (Known alone : JointPlannerTest.enumerated(problem, manyChoices(seed), method)) {
        assertThat(front)
            .as("%s, seed %d: as good as %s", name, seed, alone)
            .anyMatch(plan -> isAsGood(plan, alone));
      }
    }
  }

  private static boolean isAsGood(ExitPlan plan, Known alone) {
    return plan.value() <= alone.latencyMs() * (1 + TOLERANCE)
        && plan.accuracy() >= alone.accuracy() - TOLERANCE;
  }

  private static ExitChoices fewChoices() {
    return Chains.choices(Chains.log(1, 3, 200), 0.5, 0.9);
  }

  @Test
  void equalCallsGiveEqualAnswers() {
    for (String name : List.of("popex", "two-layer")) {
      Planner planner = Planners.named(name).orElseThrow();
      List<List<String>> answers = new ArrayList<>();
      for (int run = 0; run < 2; run++) {
        ExitPlans plans = plan(chain().build(), planner, fewChoices());
        answers.add(
            front(plans).stream()
                .map(p -> p.planned().plan().slices() + " " + p.behavior() + " " + p.value())
                .toList());
      }
      assertThat(answers.get(0)).as(name).isNotEmpty().isEqualTo(answers.get(1));
    }
  }

  /** Stopped when each of the eight sets of exits was planned once, every choice has a plan. */
  @Test
  void searchThatIsStoppedHasAPlanForEachSetOfExitsFirst() {
    Modest modest = new Modest(Planners.named("popex").orElseThrow());
    ExitPlans plans =
        new JointPlanner(chain().build(), modest)
            .plan(
                manyChoices(1),
                Optional.empty(),
                DEFAULTS.withCancellation(() -> modest.runs >= 8));
    assertThat(modest.runs).isEqualTo(8);
    assertThat(plans.search().interrupted()).isTrue();
    assertThat(plans.isComplete()).isFalse();
    assertThat(plans.planned()).hasValue(8);
    assertThat(plans.size()).isEqualTo(12 * 12 * 12);
    front(plans).forEach(point -> check(point, "stopped"));
  }

  @Test
  void searchThatIsStoppedAtOnceHasAPlan() {
    for (PlanningProblem problem : manyChoiceProblems()) {
      ExitPlans plans =
          new JointPlanner(problem, Planners.named("popex").orElseThrow())
              .plan(manyChoices(1), Optional.empty(), DEFAULTS.withCancellation(() -> true));
      assertThat(plans.search().interrupted()).isTrue();
      assertThat(front(plans)).isNotEmpty();
    }
  }

  /** Without its side exit the network has no fork. */
  @Test
  void choiceThatTheMethodCannotPlanIsLeftOut() {
    PlanningProblem problem =
        PlanningProblem.builder(Chains.net(1, 50_000, 10_000_000, 0, 20_000), Chains.devices(2))
            .build();
    ExitChoices choices = Chains.choices(Chains.log(1, 1, 50), 0.5, 0.9);
    ExitPlans plans = plan(problem, Planners.named("first-fork").orElseThrow(), choices);
    assertThat(plans.size()).isEqualTo(2);
    assertThat(plans.isComplete()).isFalse();
    assertThat(front(plans)).isNotEmpty().allMatch(p -> p.behavior().deployedSideExits() == 1);
  }

  /** Too many side exits to try every set of them. */
  @Test
  void methodPlansManyExits() {
    PlanningProblem problem =
        PlanningProblem.builder(
                Chains.net(9, 50_000, 10_000_000, 20_000, 20_000), Chains.devices(2))
            .source("d0")
            .build();
    ExitChoices choices = Chains.choices(Chains.log(1, 9, 50), 0.5, 0.9);
    ExitDemand demand = new ExitDemand.MinAccuracy(0.7);
    Modest modest = new Modest(Planners.named("popex").orElseThrow());
    ExitPlans plans =
        new JointPlanner(problem, modest).plan(choices, Optional.of(demand), DEFAULTS);
    ExitPlan answer = met(plans, demand, "nine");
    check(answer, "nine");
    assertThat(modest.wasAsked(answer)).isTrue();
    assertThat(plans.isComplete()).isFalse();
  }
}
