package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ExitTable;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.Oracle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JointCornerCasesTest {
  private static final List<ExitDemand> DEMANDS =
      List.of(new ExitDemand.MinAccuracy(0.6), new ExitDemand.MaxLatency(30));

  private static PlanningProblem problem(int sideExits) {
    return PlanningProblem.of(
        Chains.net(sideExits, 50_000, 10_000_000, 20_000, 20_000), Chains.devices(3));
  }

  private static ExitChoices choices(int sideExits) {
    return Chains.choices(Chains.log(4, sideExits, 100), 0.5, 0.6, 0.7, 0.8, 0.9);
  }

  private static ExitPlans plan(
      PlanningProblem problem, ExitChoices choices, SearchOptions options) {
    return new JointPlanner(problem, Planners.exact()).plan(choices, Optional.empty(), options);
  }

  private static ExitPlans plan(PlanningProblem problem, ExitChoices choices) {
    return plan(problem, choices, SearchOptions.defaults());
  }

  /** Whatever a search that was stopped has found is true, and nothing more is claimed. */
  private static void checkStopped(ExitPlans plans) {
    assertThat(plans.search().interrupted()).isTrue();
    assertThat(plans.isComplete()).isFalse();
    for (ExitDemand demand : DEMANDS) {
      JointResult result = plans.best(demand);
      if (result instanceof JointResult.Met met) {
        Oracle.checkFeasible(met.plan().planned().plan(), "stopped");
        assertThat(met.plan().planned().optimal()).isFalse();
        assertThat(demand.isMet(met.plan().accuracy(), met.plan().value())).isTrue();
      } else if (result instanceof JointResult.Unmet unmet) {
        assertThat(unmet.proven()).isFalse();
      } else {
        PlanningResult why = ((JointResult.NoPlan) result).result();
        assertThat(why).isInstanceOf(PlanningResult.Undecided.class);
        assertThat(why.search().interrupted()).isTrue();
      }
    }
    if (plans.front() instanceof JointResult.Front front) {
      assertThat(front.plans()).isNotEmpty().noneMatch(point -> point.planned().optimal());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 9})
  void searchCancelledBeforeItBeginsStillHasAPlan(int sideExits) {
    ExitPlans plans =
        plan(
            problem(sideExits),
            choices(sideExits),
            SearchOptions.defaults().withCancellation(() -> true));
    checkStopped(plans);
    assertThat(((JointResult.Front) plans.front()).plans()).hasSize(1);
  }

  /** The search polls whether to stop; each time, that it must is the answer. */
  @ParameterizedTest
  @CsvSource({"3, 400, 1", "9, 200, 4"})
  void searchCancelledAtAnyTimeHasWhatItFound(int sideExits, int max, int growth) {
    int stopped = 0;
    int withPlan = 0;
    for (int asked = 1; asked < max; asked += 1 + asked * growth) {
      AtomicInteger left = new AtomicInteger(asked);
      ExitPlans plans =
          plan(
              problem(sideExits),
              choices(sideExits),
              SearchOptions.defaults().withCancellation(() -> left.decrementAndGet() < 0));
      assertThat(plans.search().interrupted()).isEqualTo(left.get() < 0);
      if (left.get() < 0) {
        checkStopped(plans);
        stopped++;
        withPlan += plans.size() > 0 ? 1 : 0;
      }
    }
    assertThat(stopped).isGreaterThanOrEqualTo(4);
    assertThat(withPlan).isPositive();
  }

  @Test
  void searchEndsSoonAfterItsTimeLimit() {
    PlanningProblem problem = problem(12);
    ExitChoices choices = choices(12);
    SearchOptions options = SearchOptions.defaults().withTimeLimit(Duration.ofMillis(200));
    long start = System.nanoTime();
    ExitPlans plans = plan(problem, choices, options);
    double seconds = (System.nanoTime() - start) / 1e9;
    checkStopped(plans);
    assertThat(seconds).isLessThan(5);
  }

  @Test
  void networkThatFitsNowhereHasNoPlan() {
    DeviceCatalog small =
        new DeviceCatalog(
            "small",
            List.of(new Device("tiny", 1, 100).withMemoryMiB(0.001)),
            Chains.devices(1).network());
    PlanningProblem problem =
        PlanningProblem.of(Chains.net(2, 50_000, 10_000_000, 20_000, 20_000), small);
    ExitPlans plans = plan(problem, choices(2));
    assertThat(plans.size()).isZero();
    for (ExitDemand demand : DEMANDS) {
      assertThat(plans.best(demand)).isInstanceOf(JointResult.NoPlan.class);
    }
    JointResult.NoPlan none = (JointResult.NoPlan) plans.front();
    assertThat(none.result()).isInstanceOf(PlanningResult.Infeasible.class);
  }

  /** A branch weighs 20,000 bytes; a device of 70,000 bytes holds the image, t0 and no branch. */
  @Test
  void exitsThatFitNowhereAreDroppedAndSaidToHaveNoPlan() {
    DeviceCatalog small =
        new DeviceCatalog(
            "small",
            List.of(new Device("tiny", 1, 100).withMemoryMiB(75_000 / 1024.0 / 1024)),
            Chains.devices(1).network());
    PlanningProblem problem =
        PlanningProblem.of(Chains.net(2, 50_000, 10_000_000, 20_000, 20_000), small);
    ExitPlans plans = plan(problem, choices(2));
    assertThat(plans.size()).isEqualTo(1);
    ExitPlan plan = GlobalThresholds.met(plans.best(new ExitDemand.MinAccuracy(0)), "small");
    assertThat(plan.planned().optimal()).isTrue();
    assertThat(plan.dropped())
        .containsExactly(
            new DroppedExit("exit0", "there is no plan with it"),
            new DroppedExit("exit1", "there is no plan with it"));
  }

  @Test
  void networkWithoutSideExitsHasOnePlan() {
    PlanningProblem problem =
        PlanningProblem.of(Chains.net(0, 50_000, 10_000_000, 20_000, 20_000), Chains.devices(3));
    ExitTable table =
        ExitTable.builder()
            .row("clean", 0.5, "exit0", 1, OptionalDouble.of(0.75))
            .row("clean", 0.9, "exit0", 1, OptionalDouble.of(0.75))
            .build();
    PlanningResult.Planned expected =
        (PlanningResult.Planned) Planners.exact().plan(problem, SearchOptions.defaults());
    ExitPlans plans = plan(problem, table.choices("clean"));
    assertThat(plans.isComplete()).isTrue();
    ExitPlan met = GlobalThresholds.met(plans.best(new ExitDemand.MinAccuracy(0.75)), "one exit");
    assertThat(met.value()).isCloseTo(expected.plan().value(), within(1e-9));
    assertThat(met.dropped()).isEmpty();
    assertThat(met.assumptions()).isEmpty();
    assertThat(((JointResult.Front) plans.front()).plans()).hasSize(1);
    JointResult unmet = plans.best(new ExitDemand.MinAccuracy(0.8));
    assertThat(unmet).isInstanceOf(JointResult.Unmet.class);
    assertThat(((JointResult.Unmet) unmet).proven()).isTrue();
    assertThat(((JointResult.Unmet) unmet).closest().accuracy()).isEqualTo(0.75);
  }

  @Test
  void exitsOfAnotherNetworkAreRefused() {
    PlanningProblem problem = problem(2);
    ExitChoices others = choices(3);
    assertThatThrownBy(() -> plan(problem, others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected the exits exit0, exit1, exit2 but found exit0, exit1, exit2, exit3");
  }

  @Test
  void exactNumberOfSlicesIsKeptWhateverIsDeployed() {
    PlanningProblem problem =
        PlanningProblem.builder(
                Chains.net(2, 50_000, 10_000_000, 20_000, 20_000), Chains.devices(3))
            .slices(3)
            .build();
    ExitPlans plans = plan(problem, choices(2));
    assertThat(((JointResult.Front) plans.front()).plans())
        .isNotEmpty()
        .allMatch(point -> point.planned().plan().slices().size() == 3);
  }
}
