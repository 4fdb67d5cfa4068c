package dev.espalier.search.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Infeasible;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchEvents;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.KnownPlans;
import dev.espalier.testing.RandomObjectives;
import dev.espalier.testing.RandomProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a search may be relied on for at any time: its plans, its bounds, and when it stops. */
class AnytimeTest {
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.EXPECTED, Objective.WORST_CASE, Objective.ENERGY, Objective.THROUGHPUT);

  private static final List<Planner> PROVING = List.of(Planners.exact(), Planners.genetic());
  private static final double ROUNDING = 1e-9;

  /** Keeps values and bounds in order; the other number of an event is the last one known. */
  private static final class Recorder implements SearchListener {
    private record Event(double value, double bound) {}

    private final List<Event> events = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final List<Double> bounds = new ArrayList<>();
    private double value = Double.POSITIVE_INFINITY;
    private double bound;

    @Override
    public boolean receivesPlans() {
      return false;
    }

    @Override
    public synchronized void improved(double newValue, double lowerBound) {
      value = newValue;
      values.add(newValue);
      events.add(new Event(value, bound));
    }

    @Override
    public synchronized void bound(double lowerBound) {
      bound = lowerBound;
      bounds.add(lowerBound);
      events.add(new Event(value, bound));
    }
  }

  private static PlanningProblem middling(long seed) {
    return RandomObjectives.ofSeed(seed, OBJECTIVES.get((int) (seed % 4)), 20, 7);
  }

  private static PlanningProblem large(long seed) {
    return RandomObjectives.ofSeed(seed, OBJECTIVES.get((int) (seed % 4)), 40, 10);
  }

  @Test
  void boundsRiseToTheValueThatPlansFallTo() {
    int several = 0;
    for (long seed = 0; seed < 120; seed++) {
      PlanningProblem problem = middling(seed);
      for (Planner planner : PROVING) {
        String at = "%s, seed %d".formatted(planner.name(), seed);
        Recorder recorder = new Recorder();
        PlanningResult result =
            planner.plan(problem, SearchOptions.defaults().withListener(recorder));
        for (int i = 1; i < recorder.values.size(); i++) {
          assertThat(recorder.values.get(i)).as(at).isLessThan(recorder.values.get(i - 1));
        }
        for (int i = 1; i < recorder.bounds.size(); i++) {
          assertThat(recorder.bounds.get(i)).as(at).isGreaterThan(recorder.bounds.get(i - 1));
        }
        several += recorder.bounds.size() > 1 ? 1 : 0;
        if (result instanceof Planned planned) {
          assertThat(recorder.bounds)
              .as(at)
              .allMatch(bound -> bound <= planned.plan().value() * (1 + ROUNDING));
        } else {
          assertThat(result).as(at).isInstanceOf(Infeasible.class);
          assertThat(recorder.values).as(at).isEmpty();
        }
      }
    }
    assertThat(several).as("searches with several bounds").isGreaterThan(20);
  }

  @Test
  void equalSearchesPriceEquallyManyPartialPlans() {
    for (long seed = 0; seed < 60; seed++) {
      PlanningResult first = new ExactPlanner().plan(middling(seed), SearchOptions.defaults());
      PlanningResult second = new ExactPlanner().plan(middling(seed), SearchOptions.defaults());
      assertThat(second.search().evaluations())
          .as("seed %d", seed)
          .isEqualTo(first.search().evaluations());
      if (first instanceof Planned planned) {
        assertThat(((Planned) second).plan().slices())
            .as("seed %d", seed)
            .isEqualTo(planned.plan().slices());
      }
    }
  }

  @Test
  void planThatIsOfferedIsNeverLost() {
    int kept = 0;
    for (long seed = 0; seed < 300; seed++) {
      KnownPlans known = KnownPlans.ofSeed(seed);
      if (!known.isFeasible()) {
        continue;
      }
      KnownPlans.Known some =
          known.plans().get(new SplittableRandom(seed).nextInt(known.plans().size()));
      ExactSearch stopped = search(known, true);
      stopped.offer(some.trial(), some.value());
      stopped.ascend(Long.MAX_VALUE);
      stopped.prove(Long.MAX_VALUE);
      assertThat(stopped.slices()).as("seed %d", seed).isPresent();
      assertThat(stopped.bestValue()).as("seed %d", seed).isLessThanOrEqualTo(some.value());
      assertThat(stopped.lowerBound())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(known.optimum() * (1 + ROUNDING));
      ExactSearch whole = search(known, false);
      whole.offer(some.trial(), some.value());
      whole.ascend(Long.MAX_VALUE);
      whole.prove(Long.MAX_VALUE);
      assertThat(whole.isComplete()).as("seed %d", seed).isTrue();
      assertThat(whole.bestValue())
          .as("seed %d", seed)
          .isCloseTo(known.optimum(), within(ROUNDING * known.optimum() + 1e-12));
      kept += whole.bestValue() == some.value() ? 1 : 0;
    }
    assertThat(kept).as("optimal plans that were offered").isGreaterThan(10);
  }

  private static ExactSearch search(KnownPlans known, boolean isStopped) {
    SearchEvents events = SearchEvents.none(known.problem());
    return new ExactSearch(known.problem(), known.costs(), events, 0, () -> isStopped);
  }

  @Test
  void searchEndsAsSoonAsTheGapIsReached() {
    int earlier = 0;
    for (long seed = 0; seed < 60; seed++) {
      PlanningProblem problem = large(seed);
      if (!(new ExactPlanner().plan(problem, SearchOptions.defaults()) instanceof Planned best)) {
        continue;
      }
      for (double gap : new double[] {0.01, 0.2, 1}) {
        String at = "seed %d, gap %s".formatted(seed, gap);
        Recorder recorder = new Recorder();
        SearchOptions options = SearchOptions.defaults().withGap(gap).withListener(recorder);
        Planned found = (Planned) new ExactPlanner().plan(problem, options);
        double optimum = best.plan().value();
        assertThat(found.plan().value())
            .as(at)
            .isLessThanOrEqualTo(found.lowerBound() * (1 + gap) * (1 + ROUNDING));
        assertThat(found.lowerBound()).as(at).isLessThanOrEqualTo(optimum * (1 + ROUNDING));
        assertThat(found.search().interrupted()).as(at).isFalse();
        assertThat(found.search().evaluations())
            .as(at)
            .isLessThanOrEqualTo(best.search().evaluations());
        earlier += found.search().evaluations() < best.search().evaluations() ? 1 : 0;
        long late =
            problem.isPeriodOfThePlan()
                ? 0
                : recorder.events.stream()
                    .filter(event -> event.value <= event.bound * (1 + gap) * (1 - ROUNDING))
                    .count();
        // The step that reaches the gap may report both a bound and a plan.
        assertThat(late).as(at).isLessThanOrEqualTo(3);
      }
    }
    assertThat(earlier).as("searches that a gap made shorter").isGreaterThan(4);
  }

  @Test
  void moreTimeNeverMakesAPlanOrABoundWorse() {
    int improved = 0;
    for (long seed = 0; seed < 40; seed++) {
      PlanningProblem problem = large(seed);
      for (Planner planner : PROVING) {
        double value = Double.POSITIVE_INFINITY;
        double bound = 0;
        for (long polls = 1; polls < 20_000; polls = polls * 3 / 2 + 1) {
          String at = "%s, seed %d, %d polls".formatted(planner.name(), seed, polls);
          AtomicLong left = new AtomicLong(polls);
          Recorder recorder = new Recorder();
          PlanningResult result =
              planner.plan(
                  problem,
                  SearchOptions.defaults()
                      .withListener(recorder)
                      .withCancellation(() -> left.decrementAndGet() < 0));
          if (result instanceof Planned planned) {
            double found = planned.plan().value();
            assertThat(found).as(at).isLessThanOrEqualTo(value * (1 + 1e-12));
            assertThat(found)
                .as("%s: as good as the best plan reported", at)
                .isLessThanOrEqualTo(recorder.value * (1 + 1e-12));
            assertThat(planned.lowerBound()).as(at).isGreaterThanOrEqualTo(bound * (1 - ROUNDING));
            improved += found < value * (1 - ROUNDING) && value < Double.POSITIVE_INFINITY ? 1 : 0;
            value = found;
            bound = planned.lowerBound();
          } else {
            assertThat(value).as("%s: a plan was known", at).isInfinite();
            assertThat(recorder.values).as("%s: a plan was reported", at).isEmpty();
          }
          if (!result.search().interrupted()) {
            break;
          }
        }
      }
    }
    assertThat(improved).as("plans that time made better").isGreaterThan(5);
  }

  /** Devices that differ by rounding are of a kind each, which must not change the optimum. */
  @Test
  void optimumOfEqualDevicesIsThatOfNearlyEqualOnes() {
    int split = 0;
    for (long seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Objective objective = OBJECTIVES.get((int) (seed % 4));
      PlanningProblem equal = equalDevices(objective, random);
      List<Device> changed = new ArrayList<>(equal.catalog().devices());
      int odd = random.nextInt(changed.size());
      Device device = changed.get(odd);
      changed.set(odd, device.toBuilder().gflops(device.gflops() * (1 + 1e-9)).build());
      PlanningProblem nearly = equal.withCatalog(equal.catalog().withDevices(changed));
      assertThat(new CostTables(equal).kindCount()).as("seed %d", seed).isEqualTo(1);
      assertThat(new CostTables(nearly).kindCount()).as("seed %d", seed).isEqualTo(2);
      PlanningResult one = new ExactPlanner().plan(equal, SearchOptions.defaults());
      PlanningResult other = new ExactPlanner().plan(nearly, SearchOptions.defaults());
      assertThat(other.getClass()).as("seed %d", seed).isEqualTo(one.getClass());
      if (one instanceof Planned planned) {
        double optimum = planned.plan().value();
        assertThat(planned.optimal()).as("seed %d", seed).isTrue();
        assertThat(((Planned) other).plan().value())
            .as("seed %d", seed)
            .isCloseTo(optimum, within(1e-7 * optimum));
        split += planned.plan().slices().size() > 1 ? 1 : 0;
      }
    }
    assertThat(split).as("plans of several slices").isGreaterThan(15);
  }

  /** Each device holds about half of the weights. */
  private static PlanningProblem equalDevices(Objective objective, SplittableRandom random) {
    BranchyNet net = new RandomProblems(random).net(8);
    long weightBytes = net.layers().stream().mapToLong(Layer::weightBytes).sum();
    double memoryMiB = 0.3 + random.nextDouble(0.4, 0.8) * weightBytes / 1024 / 1024;
    double gflops = random.nextDouble(0.5, 5);
    List<Device> devices = new ArrayList<>();
    for (int d = 0; d < 8; d++) {
      Device device = Device.builder("e" + d, gflops, 100).powerW(5).build();
      devices.add(device.withMemoryMiB(memoryMiB));
    }
    Network network = Network.uniform(random.nextDouble(50, 5_000), 0);
    return PlanningProblem.builder(net, new DeviceCatalog("equal", devices, network))
        .objective(objective)
        .build();
  }
}
