package dev.espalier.study.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.study.schedule.SliceStep.ExitMoment;
import dev.espalier.testing.RandomObjectives;
import dev.espalier.testing.RandomProblems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PlanScheduleTest {
  private static final int PROBLEMS = 300;
  private static final double ROUNDING = 1e-9;

  private static Stream<Plan> plans() {
    return LongStream.range(0, PROBLEMS)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(RandomProblems.ofSeed(seed), RandomObjectives.withoutLimits(seed, 12, 4)))
        .flatMap(PlanScheduleTest::plan);
  }

  private static Stream<Plan> plan(PlanningProblem problem) {
    return new ExactPlanner().plan(problem, SearchOptions.defaults())
            instanceof PlanningResult.Planned planned
        ? Stream.of(planned.plan())
        : Stream.empty();
  }

  @Test
  void meanTimesOfSlicesAndCrossingsSumToTheExpectedLatency() {
    List<Integer> crossings = new ArrayList<>();
    plans()
        .forEach(
            plan -> {
              PlanSchedule schedule = PlanSchedule.of(plan);
              double sum =
                  schedule.slices().stream().mapToDouble(SliceStep::expectedComputeMs).sum()
                      + schedule.crossings().stream().mapToDouble(Crossing::expectedMs).sum();
              assertThat(sum).isCloseTo(plan.expectedLatencyMs(), relative(sum));
              crossings.add(schedule.crossings().size());
            });
    assertThat(crossings).hasSizeGreaterThan(PROBLEMS).contains(0, 1, 2, 3);
  }

  @Test
  void everyExitIsReachedWhenThePlanPredicts() {
    plans()
        .forEach(
            plan -> {
              PlanSchedule schedule = PlanSchedule.of(plan);
              Map<String, Double> answers = new HashMap<>();
              schedule.crossings().stream()
                  .filter(crossing -> crossing.kind() == Crossing.Kind.ANSWER)
                  .forEach(answer -> answers.put(answer.exit().orElseThrow(), answer.arrivedMs()));
              List<ExitMoment> exits =
                  schedule.slices().stream().flatMap(slice -> slice.exits().stream()).toList();
              assertThat(exits).hasSameSizeAs(plan.exits());
              for (ExitMoment exit : exits) {
                double leavesMs = answers.getOrDefault(exit.exit(), exit.computedMs());
                assertThat(leavesMs).isCloseTo(exit.latencyMs(), relative(leavesMs));
              }
            });
  }

  @Test
  void everySliceReceivesWhatTheOneBeforeItSends() {
    plans()
        .forEach(
            plan -> {
              PlanSchedule schedule = PlanSchedule.of(plan);
              int answers = 0;
              for (int k = 0; k < schedule.slices().size(); k++) {
                if (k > 0) {
                  Crossing received = schedule.received(k).orElseThrow();
                  assertThat(schedule.sent(k - 1)).contains(received);
                  assertThat(received.from()).isEqualTo(schedule.slices().get(k - 1).device());
                  assertThat(received.arrivedMs()).isEqualTo(schedule.slices().get(k).arrivedMs());
                }
                answers += schedule.answers(k).size();
              }
              assertThat(schedule.crossings())
                  .filteredOn(crossing -> crossing.kind() == Crossing.Kind.ANSWER)
                  .hasSize(answers);
            });
  }

  @Test
  void computingReceivingAndSendingSumToTheBusyTime() {
    plans()
        .forEach(
            plan -> {
              PlanSchedule schedule = PlanSchedule.of(plan);
              for (int k = 0; k < schedule.slices().size(); k++) {
                double sum =
                    schedule.receiveMs(k)
                        + schedule.slices().get(k).computeMs()
                        + schedule.sendMs(k);
                assertThat(sum).isCloseTo(plan.devices().get(k).busyMs(), relative(sum));
              }
            });
  }

  @Test
  void theLongestOccupancyIsThePeriod() {
    plans()
        .forEach(
            plan -> {
              double max =
                  PlanSchedule.of(plan).occupancies().stream()
                      .mapToDouble(Occupancy::ms)
                      .max()
                      .orElseThrow();
              assertThat(max).isCloseTo(plan.periodMs(), relative(max));
            });
  }

  private static Offset<Double> relative(double value) {
    return within(ROUNDING * Math.max(1, value));
  }
}
