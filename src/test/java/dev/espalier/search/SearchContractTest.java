package dev.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.SliceLimit;
import dev.espalier.search.PlanningResult.Infeasible;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.genetic.GeneticOptions;
import dev.espalier.search.genetic.GeneticPlanner;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.RandomObjectives;
import dev.espalier.testing.RandomProblems;
import dev.espalier.zoo.Zoo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every planner owes to those who call it: events, starting points, time, failures. */
class SearchContractTest {
  private static final List<Planner> PROVING =
      List.of(Planners.exact(), Planners.exhaustive(), Planners.genetic());

  /** Keeps all that it receives. */
  private static final class Recorder implements SearchListener {
    private final List<Phase> phases = new ArrayList<>();
    private final List<Plan> plans = new ArrayList<>();
    private final List<Double> bounds = new ArrayList<>();

    @Override
    public synchronized void phase(Phase phase) {
      phases.add(phase);
    }

    @Override
    public synchronized void incumbent(Plan plan, double lowerBound) {
      plans.add(plan);
      bounds.add(lowerBound);
    }
  }

  @Test
  void incumbentsGetBetterKeepEveryLimitAndEndAtTheResult() {
    for (long seed = 0; seed < 60; seed++) {
      PlanningProblem problem = RandomObjectives.ofSeed(seed);
      for (Planner planner : PROVING) {
        Recorder recorder = new Recorder();
        PlanningResult result =
            planner.plan(problem, SearchOptions.defaults().withListener(recorder).withThreads(2));
        String at = "%s, seed %d".formatted(planner.name(), seed);
        assertThat(recorder.phases).as(at).startsWith(SearchListener.Phase.SEARCHING);
        if (!(result instanceof Planned planned)) {
          assertThat(recorder.plans).as(at).isEmpty();
          continue;
        }
        for (int i = 0; i < recorder.plans.size(); i++) {
          Plan plan = recorder.plans.get(i);
          assertThat(PlanValidator.violations(plan)).as(at).isEmpty();
          assertThat(recorder.bounds.get(i)).as(at).isLessThanOrEqualTo(plan.value());
          if (i > 0) {
            assertThat(plan.value()).as(at).isLessThan(recorder.plans.get(i - 1).value());
          }
        }
        assertThat(recorder.plans).as(at).isNotEmpty();
        Plan last = recorder.plans.get(recorder.plans.size() - 1);
        assertThat(planned.plan().value()).as(at).isLessThanOrEqualTo(last.value() * (1 + 1e-12));
      }
    }
  }

  @Test
  void searchThatStartsFromAPlanIsNeverWorseThanThatPlan() {
    int used = 0;
    long cold = 0;
    long warmed = 0;
    GeneticPlanner hasty =
        new GeneticPlanner(
            GeneticOptions.defaults()
                .withPopulationSize(2)
                .withGenerations(1, 1)
                .withCertificateBudget(0));
    for (long seed = 0; seed < 80; seed++) {
      PlanningProblem problem = new RandomProblems(new SplittableRandom(seed)).problem(40, 8);
      if (!(Planners.exact().plan(problem, SearchOptions.defaults()) instanceof Planned best)) {
        continue;
      }
      SearchOptions warm = SearchOptions.defaults().withStartFrom(List.of(best.plan()));
      Planned improved = (Planned) hasty.plan(problem, warm);
      assertThat(improved.plan().value())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(best.plan().value() * (1 + 1e-12));
      Planned again = (Planned) Planners.exact().plan(problem, warm);
      assertThat(again.plan().slices()).as("seed %d", seed).isEqualTo(best.plan().slices());
      assertThat(again.optimal()).as("seed %d", seed).isEqualTo(best.optimal());
      cold += best.search().evaluations();
      warmed += again.search().evaluations();
      used += again.search().evaluations() < best.search().evaluations() ? 1 : 0;
    }
    assertThat(warmed).as("labels where the optimum is known").isLessThan(cold);
    assertThat(used).as("searches that a start shortened").isGreaterThan(10);
  }

  @Test
  void startThatDoesNotFitTheProblemIsLeftOut() {
    PlanningProblem problem = RandomProblems.ofSeed(3);
    PlanningProblem other = PlanningProblem.of(Zoo.get("b-alexnet"), problem.catalog());
    int length = other.linearization().length();
    Plan foreign =
        PlanEvaluator.evaluate(
            other, List.of(new Slice(problem.catalog().devices().get(0).name(), 0, length)));
    for (Planner planner : List.of(Planners.exact(), Planners.genetic())) {
      PlanningResult cold = planner.plan(problem, SearchOptions.defaults());
      PlanningResult warm =
          planner.plan(problem, SearchOptions.defaults().withStartFrom(List.of(foreign)));
      assertThat(warm.getClass()).isEqualTo(cold.getClass());
    }
  }

  @Test
  void listenerThatThrowsEndsEveryWorkerAndReachesTheCaller() throws InterruptedException {
    List<Device> devices =
        IntStream.range(0, 8).mapToObj(d -> new Device("d" + d, 1 + d, 100)).toList();
    PlanningProblem hours =
        PlanningProblem.of(
            Zoo.get("b-resnet110-chain"),
            new DeviceCatalog("eight", devices, Network.uniform(8, 0)));
    AtomicInteger reports = new AtomicInteger();
    IllegalArgumentException thrown = new IllegalArgumentException("enough");
    SearchListener listener =
        new SearchListener() {
          @Override
          public void progress(long done, long total, double best) {
            reports.incrementAndGet();
            throw thrown;
          }
        };
    assertThatThrownBy(
            () ->
                Planners.exhaustive()
                    .plan(hours, SearchOptions.defaults().withThreads(3).withListener(listener)))
        .isSameAs(thrown);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("espalier-search")) {
        thread.join(20_000);
        assertThat(thread.isAlive()).as("a worker goes on for nobody").isFalse();
      }
    }
    assertThat(reports.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void explanationOfAnInfeasibleProblemKeepsToItsOwnTime() {
    List<Device> devices =
        IntStream.range(0, 60)
            .mapToObj(d -> new Device("d" + d, 1 + d, 100).withMemoryMiB(0.01 + 1e-4 * d))
            .toList();
    PlanningProblem problem =
        PlanningProblem.of(
            Zoo.get("b-resnet110"), new DeviceCatalog("sixty", devices, Network.uniform(8, 0)));
    Infeasible limited =
        (Infeasible)
            Planners.exact()
                .plan(problem, SearchOptions.defaults().withTimeLimit(Duration.ofMillis(500)));
    assertThat(limited.partial()).as("says that there may be more").isTrue();
  }

  /** A limit of a guest: a device may compute for a share of the period only. */
  private record DutyCycle(Map<String, Double> shares, double periodMs) implements SliceLimit {
    @Override
    public String name() {
      return "duty";
    }

    @Override
    public String unit() {
      return "ms";
    }

    @Override
    public OptionalDouble allowed(PlanningProblem problem, Device device) {
      Double share = shares.get(device.name());
      return share == null ? OptionalDouble.empty() : OptionalDouble.of(share * periodMs);
    }

    @Override
    public Rates rates(PlanningProblem problem, Device device) {
      return Rates.ofTime(0, 1, 0);
    }
  }

  @Test
  void limitOfAGuestIsKeptByAllSolversAndNamedWhereItIsTheReason() {
    int bound = 0;
    for (long seed = 0; seed < 60; seed++) {
      PlanningProblem free =
          RandomObjectives.withoutLimits(seed, 8, 4).toBuilder()
              .objective(Objective.EXPECTED)
              .build();
      if (!(Planners.exact().plan(free, SearchOptions.defaults()) instanceof Planned loose)) {
        continue; // the pins contradict each other
      }
      Plan.DeviceUse use = loose.plan().devices().get(0);
      if (use.busyMs() == 0) {
        continue;
      }
      DutyCycle duty = new DutyCycle(Map.of(use.device(), 0.7), use.busyMs());
      PlanningProblem problem = free.toBuilder().sliceLimit(duty).build();
      List<PlanningResult> results =
          PROVING.stream().map(p -> p.plan(problem, SearchOptions.defaults())).toList();
      if (results.get(1) instanceof Planned reference) {
        for (PlanningResult result : results) {
          Planned planned = (Planned) result;
          assertThat(planned.plan().value())
              .as("seed %d, %s", seed, result.search().solver())
              .isCloseTo(reference.plan().value(), within(1e-9 * reference.plan().value() + 1e-12));
          assertThat(planned.plan().devices().get(0).limits())
              .extracting(Plan.LimitUse::limit)
              .containsExactly("memory", "energy", "duty");
        }
        bound += loose.plan().value() < reference.plan().value() * (1 - 1e-9) ? 1 : 0;
      } else {
        assertThat(results).as("seed %d", seed).allMatch(Infeasible.class::isInstance);
      }
    }
    assertThat(bound).as("problems on which the limit costs something").isGreaterThan(10);
  }
}
