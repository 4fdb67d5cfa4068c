package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ExitTable;
import dev.espalier.exit.ExitUse;
import dev.espalier.exit.ThresholdChoices;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many exits, planners that give up, and values at the edge of their range. */
class JointEdgeTest {

  private static PlanningProblem problem(int sideExits, DeviceCatalog catalog) {
    return PlanningProblem.of(Chains.net(sideExits, 50_000, 10_000_000, 20_000, 20_000), catalog);
  }

  private static ExitPlans plan(PlanningProblem problem, Planner planner, ExitChoices choices) {
    return new JointPlanner(problem, planner)
        .plan(choices, Optional.empty(), SearchOptions.defaults());
  }

  private static DeviceCatalog small() {
    return new DeviceCatalog(
        "small",
        List.of(new Device("tiny", 1, 100).withMemoryMiB(75_000 / 1024.0 / 1024)),
        Network.uniform(40, 0));
  }

  /** One device, which holds the trunk and no branch: the final exit alone has a plan. */
  @ParameterizedTest
  @CsvSource({"8", "9", "10"})
  void planWithTheFinalExitAloneIsFoundHoweverManyExitsThereAre(int sideExits) {
    ExitChoices choices = Chains.choices(Chains.log(1, sideExits, 50), 0.5, 0.9);
    ExitPlans plans = plan(problem(sideExits, small()), Planners.exact(), choices);
    assertThat(plans.best(new ExitDemand.MinAccuracy(0))).isInstanceOf(JointResult.Met.class);
  }

  /** Gives up, without being stopped, where there is a side exit. */
  private static Planner withoutPlansForSideExits() {
    return new Planner() {
      @Override
      public String name() {
        return "weak";
      }

      @Override
      public Set<PlannerTrait> traits() {
        return Set.of(PlannerTrait.PROVES_OPTIMALITY);
      }

      @Override
      public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
        PlanningResult found = Planners.exact().plan(problem, options);
        return problem.linearization().net().exits().size() > 1
            ? new PlanningResult.Undecided(List.of(), found.search())
            : found;
      }
    };
  }

  @Test
  void nothingIsProvenWhereThePlannerGaveUp() {
    PlanningProblem problem = problem(2, Chains.devices(3));
    ExitChoices choices = Chains.choices(Chains.log(1, 2, 50), 0.5, 0.9);
    ExitDemand any = new ExitDemand.MinAccuracy(0);
    ExitPlan best = GlobalThresholds.met(plan(problem, Planners.exact(), choices).best(any), "");
    ExitPlans plans = plan(problem, withoutPlansForSideExits(), choices);
    ExitPlan found = GlobalThresholds.met(plans.best(any), "weak");
    assertThat(found.value()).isGreaterThan(2 * best.value());
    assertThat(plans.isComplete()).isFalse();
    assertThat(found.planned().optimal()).isFalse();
    assertThat(found.planned().lowerBound()).isLessThanOrEqualTo(best.value());
  }

  /** 14/41 + 23/41 + 4/41 is 1.0000000000000002 in doubles; a printed table may sum to more. */
  @ParameterizedTest
  @CsvSource({
    "0.34146341463414637, 0.5609756097560976, 0.0975609756097561",
    "0.5, 0.25, 0.2500009"
  })
  void accuracyOfExitsThatAreAlwaysRightCanBeDemanded(double first, double second, double last) {
    OptionalDouble always = OptionalDouble.of(1);
    ExitBehavior behavior =
        new ExitBehavior(
            List.of(
                new ExitUse("a", true, OptionalDouble.of(0.5), first, always),
                new ExitUse("b", true, OptionalDouble.of(0.5), second, always),
                new ExitUse("c", true, OptionalDouble.empty(), last, always)));
    assertThat(behavior.accuracy()).isLessThanOrEqualTo(1);
    assertThat(new ExitDemand.MinAccuracy(behavior.accuracy()).isMet(1, 1)).isTrue();
  }

  /** 12.5 ms to the side exit and 10 ms on: 17.4999995 ms by probabilities, 17.5 ms by reach. */
  @Test
  void latencyLimitIsMetThoughPrintedProbabilitiesDoNotQuiteSumToOne() {
    DeviceCatalog one =
        new DeviceCatalog("one", List.of(new Device("board", 1, 100)), Network.uniform(8, 0));
    PlanningProblem problem = PlanningProblem.of(Chains.net(1, 0, 10_000_000, 0, 0), one);
    OptionalDouble right = OptionalDouble.of(0.9);
    ExitTable table =
        ExitTable.builder()
            .row("clean", 0.5, "exit0", 0.5, right)
            .row("clean", 0.5, "exit1", 0.4999995, right)
            .build();
    ExitDemand demand = new ExitDemand.MaxLatency(17.499997);
    JointResult result = plan(problem, Planners.exact(), table.choices("clean")).best(demand);
    ExitPlan plan =
        result instanceof JointResult.Unmet unmet
            ? unmet.closest()
            : ((JointResult.Met) result).plan();
    assertThat(demand.isMet(plan.accuracy(), plan.value()))
        .as("%s: %s ms", result.getClass().getSimpleName(), plan.value())
        .isEqualTo(result instanceof JointResult.Met);
  }

  @Test
  void cancelledSearchLooksAtFewChoices() {
    double[] ten = IntStream.range(0, 10).mapToDouble(i -> (10 + i) / 20.0).toArray();
    ExitChoices choices = Chains.choices(Chains.log(1, 8, 100), ten);
    JointPlanner planner = new JointPlanner(problem(8, Chains.devices(3)), Planners.exact());
    ExitPlans plans =
        planner.plan(
            choices, Optional.empty(), SearchOptions.defaults().withCancellation(() -> true));
    assertThat(plans.size()).isBetween(1, 20);
  }

  /** One device, too small for the branch; the table lacks the final exit's accuracy. */
  @Test
  void planOfUnknownAccuracyIsNoProofThatThereIsNone() {
    ExitTable table =
        ExitTable.builder()
            .row("clean", 0.5, "exit0", 1, OptionalDouble.of(0.5))
            .row("clean", 0.5, "exit1", 0, OptionalDouble.empty())
            .build();
    ExitPlans plans = plan(problem(1, small()), Planners.exact(), table.choices("clean"));
    assertThat(plans.size()).isZero();
    assertThat(plans.front())
        .isInstanceOfSatisfying(
            JointResult.NoPlan.class,
            none -> assertThat(none.result()).isInstanceOf(PlanningResult.Undecided.class));
  }

  /** The counts of one condition can fill the heap, so they must be gone before the next one. */
  @Test
  void anAnswerHoldsNothingOfWhatItWasChosenFrom() throws InterruptedException {
    ExitChoices measured = Chains.choices(Chains.log(1, 2, 50), 0.5, 0.9);
    List<WeakReference<ThresholdChoices>> counts = new ArrayList<>();
    ExitChoices choices =
        (ExitChoices)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ExitChoices.class},
                (proxy, method, arguments) -> {
                  Object result = method.invoke(measured, arguments);
                  if (result instanceof ThresholdChoices made) {
                    counts.add(new WeakReference<>(made));
                  }
                  return result;
                });
    JointPlanner planner = new JointPlanner(problem(2, Chains.devices(2)), Planners.exact());
    List<ExitAnswer> answers = new ArrayList<>();
    for (Optional<ExitDemand> demand :
        List.<Optional<ExitDemand>>of(
            Optional.empty(), Optional.of(new ExitDemand.MinAccuracy(0.1)))) {
      answers.add(ExitAnswer.of(planner.plan(choices, demand, SearchOptions.defaults()), demand));
    }
    assertThat(counts).isNotEmpty();
    for (int i = 0; i < 50 && counts.stream().anyMatch(each -> each.get() != null); i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(counts).allMatch(each -> each.get() == null);
    assertThat(answers).allMatch(answer -> answer.result().isMet() && answer.plans().size() > 0);
    assertThat(planner).isNotNull();
  }
}
