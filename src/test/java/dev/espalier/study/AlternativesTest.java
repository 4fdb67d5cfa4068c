package dev.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import dev.espalier.search.baseline.SingleDevicePlanner;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.RandomObjectives;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlternativesTest {
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.EXPECTED, Objective.ENERGY, Objective.THROUGHPUT, Objective.WORST_CASE);

  @Test
  void simplestPlanAndBestSingleDeviceAreThoseOfAllPlans() {
    int simpler = 0;
    int single = 0;
    for (long seed = 0; seed < 200; seed++) {
      Objective objective = OBJECTIVES.get((int) (seed % 4));
      PlanningProblem problem =
          seed % 2 == 0
              ? RandomObjectives.ofSeed(seed, objective, 8, 4)
              : RandomObjectives.withoutLimits(seed, 9, 4).toBuilder().objective(objective).build();
      if (!(Planners.exact().plan(problem, SearchOptions.defaults()) instanceof Planned best)) {
        continue;
      }
      String at = "seed %d, %s".formatted(seed, objective.label());
      double tolerance = seed % 3 == 0 ? 0.01 : 1;
      Alternatives found = Alternatives.of(best, tolerance, SearchOptions.defaults());
      Oracle oracle = new Oracle(problem);
      double allowed = best.plan().value() * (1 + tolerance) * (1 + 1e-9);
      List<List<Slice>> plans = oracle.feasiblePlans();
      List<List<Slice>> within =
          plans.stream()
              .filter(plan -> oracle.value(plan) <= allowed)
              .sorted(
                  Comparator.<List<Slice>>comparingInt(List::size)
                      .thenComparingDouble(oracle::trafficBytes))
              .toList();
      boolean isFree = best.plan().value() == 0;
      boolean drains = objective == Objective.THROUGHPUT && problem.idlePeriodMs().isEmpty();
      if (isFree || drains && !found.proven()) {
        continue; // nothing is within a share of 0; idle power at other periods is not asked for
      }
      assertThat(found.proven()).as(at).isTrue();
      Plan simplest = found.simplest();
      Oracle.checkFeasible(simplest, at);
      assertThat(simplest.value()).as(at).isLessThanOrEqualTo(allowed);
      assertThat(simplest.slices()).as(at).hasSameSizeAs(within.get(0));
      assertThat(oracle.trafficBytes(simplest.slices()))
          .as(at)
          .isEqualTo(oracle.trafficBytes(within.get(0)));
      simpler += simplest.slices().size() < best.plan().slices().size() ? 1 : 0;
      if (problem.minSlices() == 1) {
        double leastSingle =
            plans.stream()
                .filter(plan -> plan.size() == 1)
                .mapToDouble(oracle::value)
                .min()
                .orElse(Double.NaN);
        assertThat(found.singleDeviceProven()).as(at).isTrue();
        Optional<Plan> onOne = found.singleDevice();
        assertThat(onOne.isPresent()).as(at).isEqualTo(leastSingle >= 0);
        onOne.ifPresent(
            plan ->
                assertThat(Math.abs(plan.value() - leastSingle))
                    .as(at)
                    .isLessThanOrEqualTo(1e-9 * leastSingle + 1e-12));
        single += onOne.isPresent() ? 1 : 0;
      }
    }
    assertThat(simpler).as("problems with a simpler plan").isGreaterThan(10);
    assertThat(single).as("problems that a single device can run").isGreaterThan(60);
  }

  @Test
  void timeThatIsOverLeavesQuestionsOpen() {
    PlanningProblem problem = RandomObjectives.withoutLimits(3, 9, 4);
    Planned best = (Planned) Planners.exact().plan(problem, SearchOptions.defaults());
    SearchOptions over = SearchOptions.defaults().withTimeLimit(Duration.ofNanos(1));
    Alternatives late = Alternatives.of(best, 0.01, over);
    assertThat(late.singleDeviceProven()).isFalse();
    assertThat(late.proven()).isFalse();
    assertThat(late.simplest()).isEqualTo(best.plan());
    SearchOptions ample = SearchOptions.defaults().withTimeLimit(Duration.ofMinutes(1));
    Alternatives inTime = Alternatives.of(best, 0.01, ample);
    assertThat(inTime.proven()).isTrue();
    assertThat(inTime.singleDeviceProven()).isTrue();
  }

  @Test
  void devicesThatLackTheMemoryTakeNoTime() {
    PlanningProblem problem = RandomObjectives.withoutLimits(3, 9, 4);
    Planned best = (Planned) Planners.exact().plan(problem, SearchOptions.defaults());
    List<Device> small =
        problem.catalog().devices().stream().map(device -> device.withMemoryMiB(1e-9)).toList();
    DeviceCatalog catalog = new DeviceCatalog("small", small, problem.catalog().network());
    AtomicInteger polls = new AtomicInteger();
    StopSignal stop =
        StopSignal.start(
            SearchOptions.defaults().withCancellation(() -> polls.incrementAndGet() > 0));
    SingleDevicePlanner.Best none = SingleDevicePlanner.best(problem.withCatalog(catalog), stop);
    assertThat(none.proven()).isTrue();
    assertThat(none.plan()).isEmpty();
    assertThat(polls).hasValue(0);
    assertThat(SingleDevicePlanner.best(best.plan().problem(), stop).proven()).isFalse();
  }
}
