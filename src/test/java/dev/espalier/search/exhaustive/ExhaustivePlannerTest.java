package dev.espalier.search.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.EnergyBasis;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Infeasible;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.PlanningResult.Undecided;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.testing.Enumeration;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.Progress;
import dev.espalier.testing.RandomProblems;
import dev.espalier.testing.Variant;
import dev.espalier.zoo.Zoo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The exhaustive solver against the enumeration of the {@link Oracle} and the exact solver. */
class ExhaustivePlannerTest {
  private static final int PROBLEMS = 700;
  private static final int SMALL_PROBLEMS = 250;
  private static final double ROUNDING = 1e-9;

  private static final Planner PLANNER = new ExhaustivePlanner();
  private static final SearchOptions OPTIONS = SearchOptions.defaults();

  private static double optimumMs(PlanningProblem problem) {
    return new ExactPlanner().plan(problem, OPTIONS) instanceof Planned exact
        ? exact.plan().value()
        : Double.POSITIVE_INFINITY;
  }

  @Test
  void pricesEveryPlanOnceAndFindsTheOptimumOrProvesThatThereIsNone() {
    int feasible = 0;
    int limitBound = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      String at = "seed " + seed;
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      Enumeration all = new Oracle(problem).enumerate();
      PlanningResult result = PLANNER.plan(problem, OPTIONS);
      assertThat(result.search().evaluations()).as(at).isEqualTo(all.plans());
      assertThat(result.search().interrupted()).as(at).isFalse();
      assertThat(result.search().solver()).isEqualTo("exhaustive");
      if (!all.isFeasible()) {
        PlanningResult exact = new ExactPlanner().plan(problem, OPTIONS);
        assertThat(result).as(at).isInstanceOf(Infeasible.class);
        assertThat(((Infeasible) result).violations())
            .as(at)
            .isNotEmpty()
            .isEqualTo(((Infeasible) exact).violations());
        continue;
      }
      feasible++;
      limitBound += all.isLimitBound() ? 1 : 0;
      checkOptimal(result, all.minMs(), at);
      assertThat(all.minMs()).isCloseTo(optimumMs(problem), within(ROUNDING * all.minMs()));
    }
    assertThat(feasible).isBetween(PROBLEMS / 4, PROBLEMS * 8 / 10);
    assertThat(limitBound).isGreaterThan(PROBLEMS / 5);
  }

  private static Planned checkOptimal(PlanningResult result, double minMs, String at) {
    assertThat(result).as(at).isInstanceOf(Planned.class);
    Planned found = (Planned) result;
    assertThat(found.plan().value()).as(at).isCloseTo(minMs, within(ROUNDING * minMs));
    assertThat(found.optimal()).as(at).isTrue();
    assertThat(found.lowerBound()).as(at).isEqualTo(found.plan().value());
    Oracle.checkFeasible(found.plan(), at);
    assertThat(PlanValidator.violations(found.plan())).as(at).isEmpty();
    return found;
  }

  @Test
  void findsTheOptimumForEveryNumberOfSlices() {
    for (long seed = 0; seed < 40; seed++) {
      PlanningProblem any = new RandomProblems(new SplittableRandom(seed)).problem(8, 5);
      int max = Math.min(any.devices().size(), any.linearization().length());
      for (int slices = 1; slices <= max; slices++) {
        PlanningProblem problem = Variant.of(any).slices(slices, slices).build();
        Enumeration all = new Oracle(problem).enumerate();
        PlanningResult result = PLANNER.plan(problem, OPTIONS.withThreads(3));
        assertThat(result.search().evaluations()).isEqualTo(all.plans());
        if (all.isFeasible()) {
          checkOptimal(result, all.minMs(), "seed %d, %d slices".formatted(seed, slices));
        } else {
          assertThat(result).isInstanceOf(Infeasible.class);
        }
      }
    }
  }

  @Test
  void anEnergyLimitThatTheBestPlanJustKeepsOrJustBreaksIsSeenInEverySliceOfIt() {
    int moved = 0;
    for (long seed = 0; seed < 60; seed++) {
      PlanningProblem any = new RandomProblems(new SplittableRandom(seed)).unlimitedProblem(7, 4);
      int max = Math.min(any.devices().size(), any.linearization().length());
      for (int slices = 1; slices <= max; slices++) {
        PlanningProblem free = Variant.of(any).slices(slices, slices).build();
        Enumeration all = new Oracle(free).enumerate();
        for (int k = 0; k < slices && all.isFeasible(); k++) {
          String at = "seed %d, slice %d of %d".formatted(seed, k, slices);
          List<Slice> best = all.best().orElseThrow();
          double busyMs = new Oracle(free).busyMs(best, k);
          if (busyMs > 0) {
            PlanningProblem kept = limited(free, best.get(k).device(), busyMs);
            checkOptimal(PLANNER.plan(kept, OPTIONS), all.minMs(), at);
            PlanningProblem broken = limited(free, best.get(k).device(), busyMs * (1 - 1e-6));
            Enumeration others = new Oracle(broken).enumerate();
            PlanningResult result = PLANNER.plan(broken, OPTIONS);
            assertThat(result instanceof Planned).as(at).isEqualTo(others.isFeasible());
            if (others.isFeasible()) {
              checkOptimal(result, others.minMs(), at);
              moved += others.minMs() > all.minMs() ? 1 : 0;
            }
          }
        }
      }
    }
    assertThat(moved).isGreaterThan(100);
  }

  /** The problem with a battery that lets a device be busy for so long with each inference. */
  private static PlanningProblem limited(PlanningProblem problem, String name, double busyMs) {
    double joules = busyMs / 1000 * problem.inferences();
    return Variant.of(problem)
        .eachDevice(device -> device.name().equals(name) ? device.withEnergy(1, joules) : device)
        .energyBasis(EnergyBasis.FULL)
        .build();
  }

  @Test
  void thePlanDoesNotDependOnTheNumberOfThreads() {
    for (long seed = 0; seed < SMALL_PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      List<Slice> once = slices(PLANNER.plan(problem, OPTIONS));
      for (int threads : new int[] {2, 5}) {
        PlanningResult result = PLANNER.plan(problem, OPTIONS.withThreads(threads));
        assertThat(slices(result)).as("seed %d, %d threads", seed, threads).isEqualTo(once);
      }
    }
  }

  private static List<Slice> slices(PlanningResult result) {
    return result instanceof Planned planned ? planned.plan().slices() : List.of();
  }

  /** A chain on devices of one kind: what runs where makes no difference at all. */
  private static PlanningProblemBuilder allTies(int layers, int devices) {
    List<Layer> chain =
        IntStream.range(0, layers)
            .mapToObj(
                i -> new Layer("l" + i, "Op", List.of(i == 0 ? "in" : "l" + (i - 1)), 0, 0, 0))
            .toList();
    List<Exit> exits = List.of(new Exit("final", "l" + (layers - 1), 1));
    List<Device> alike =
        IntStream.range(0, devices).mapToObj(d -> new Device("d" + d, 1, 1)).toList();
    return PlanningProblem.builder(
        new BranchyNet("chain", new ModelInput("in", 0), chain, exits),
        new DeviceCatalog("alike", alike, Network.uniform(8, 0)));
  }

  /** Plans on 1, 2 and 5 threads; all must agree. */
  private static List<Slice> slicesOnAnyThreads(PlanningProblem problem) {
    List<Slice> once = slices(PLANNER.plan(problem, OPTIONS));
    for (int threads : new int[] {2, 5}) {
      for (int again = 0; again < 5; again++) {
        assertThat(slices(PLANNER.plan(problem, OPTIONS.withThreads(threads)))).isEqualTo(once);
      }
    }
    return once;
  }

  @Test
  void ofEquallyGoodPlansTheFirstInOrderOfEnumerationIsReturnedOnAnyNumberOfThreads() {
    assertThat(slicesOnAnyThreads(allTies(7, 4).build())).containsExactly(new Slice("d0", 0, 7));
    assertThat(slicesOnAnyThreads(allTies(7, 4).slices(2).build()))
        .containsExactly(new Slice("d0", 0, 1), new Slice("d1", 1, 7));
    assertThat(slicesOnAnyThreads(allTies(7, 4).slices(4).build()))
        .containsExactly(
            new Slice("d0", 0, 1),
            new Slice("d1", 1, 2),
            new Slice("d2", 2, 3),
            new Slice("d3", 3, 7));
    assertThat(slicesOnAnyThreads(allTies(7, 4).pin("l2", "d3").slices(3).build()))
        .containsExactly(new Slice("d0", 0, 1), new Slice("d1", 1, 2), new Slice("d3", 2, 7));
    assertThat(slicesOnAnyThreads(allTies(7, 4).pin("l0", "d2").pin("l6", "d1").build()))
        .containsExactly(new Slice("d2", 0, 1), new Slice("d1", 1, 7));
  }

  @Test
  void allDevicesWithOneLayerEachLeaveOneChoiceOfCuts() {
    PlanningProblem problem = allTies(4, 4).slices(4).build();
    PlanningResult result = PLANNER.plan(problem, OPTIONS.withThreads(2));
    assertThat(result.search().evaluations()).isEqualTo(24);
    assertThat(slices(result)).extracting(Slice::from).containsExactly(0, 1, 2, 3);
  }

  @Test
  void oneLayerAndOneDeviceAreProblemsToo() {
    assertThat(slices(PLANNER.plan(allTies(1, 3).build(), OPTIONS)))
        .containsExactly(new Slice("d0", 0, 1));
    assertThat(PLANNER.plan(allTies(1, 3).build(), OPTIONS).search().evaluations()).isEqualTo(3);
    PlanningResult oneDevice = PLANNER.plan(allTies(5, 1).build(), OPTIONS.withThreads(4));
    assertThat(slices(oneDevice)).containsExactly(new Slice("d0", 0, 5));
    assertThat(oneDevice.search().evaluations()).isEqualTo(1);
    Planned zero = (Planned) PLANNER.plan(allTies(1, 1).build(), OPTIONS);
    assertThat(zero.plan().value()).isZero();
    assertThat(zero.optimal()).isTrue();
    assertThat(zero.gap()).isZero();
  }

  @Test
  void infeasibilityNamesWhatIsMissing() {
    DeviceCatalog tiny =
        new DeviceCatalog(
            "tiny", List.of(new Device("cam", 1, 1).withMemoryMiB(1)), Network.uniform(1, 0));
    PlanningProblem problem = PlanningProblem.of(Zoo.get("b-alexnet"), tiny);
    Infeasible result = (Infeasible) PLANNER.plan(problem, OPTIONS);
    assertThat(result.search().evaluations()).isEqualTo(1);
    assertThat(result.violations())
        .singleElement()
        .isInstanceOf(Violation.LimitExceeded.class)
        .extracting(Violation::subject)
        .isEqualTo("cam");
  }

  /** A progress report. */
  private record Report(long done, long total, double bestMs) {}

  @Test
  void progressNeverExceedsTheTotalAndEndsWithIt() {
    for (long seed = 0; seed < SMALL_PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      long total = PlanCount.of(problem).longValueExact();
      List<Report> reports = new ArrayList<>();
      PlanningResult result =
          PLANNER.plan(
              problem,
              OPTIONS.withListener(
                  Progress.to((done, all, ms) -> reports.add(new Report(done, all, ms)))));
      assertThat(reports).as("seed %d", seed).allMatch(each -> each.total() == total);
      Report before = new Report(0, total, Double.POSITIVE_INFINITY);
      for (Report report : reports) {
        assertThat(report.done()).as("seed %d", seed).isGreaterThan(before.done());
        assertThat(report.bestMs()).as("seed %d", seed).isLessThanOrEqualTo(before.bestMs());
        before = report;
      }
      assertThat(before.done()).as("seed %d", seed).isEqualTo(total);
      double bestMs =
          result instanceof Planned planned ? planned.plan().value() : Double.POSITIVE_INFINITY;
      assertThat(
              before.bestMs() == bestMs || Math.abs(before.bestMs() - bestMs) < ROUNDING * bestMs)
          .as("seed %d: best %s but reported %s", seed, bestMs, before.bestMs())
          .isTrue();
    }
  }

  @Test
  void progressOfSeveralThreadsReachesTheTotalAndNeverExceedsIt() {
    for (long seed = 0; seed < SMALL_PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      ConcurrentLinkedQueue<Long> reports = new ConcurrentLinkedQueue<>();
      PLANNER.plan(
          problem,
          OPTIONS.withThreads(4).withListener(Progress.to((done, total, ms) -> reports.add(done))));
      assertThat(reports).as("seed %d", seed).doesNotHaveDuplicates();
      assertThat(reports.stream().mapToLong(each -> each).max())
          .as("seed %d", seed)
          .hasValue(PlanCount.of(problem).longValueExact());
    }
  }

  /** Says yes from the n-th question on. */
  private static BooleanSupplier afterQuestions(int n) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > n;
  }

  @Test
  void cancelledInTheMiddleItGivesTheBestPlanSoFarWithABoundThatHolds() {
    int stopped = 0;
    int improved = 0;
    for (long seed = 0; seed < SMALL_PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      long total = PlanCount.of(problem).longValueExact();
      double optimumMs = optimumMs(problem);
      double earlierMs = Double.POSITIVE_INFINITY;
      for (int questions : new int[] {1, 4, 16, 64}) {
        String at = "seed %d, %d questions".formatted(seed, questions);
        List<Report> reports = new ArrayList<>();
        PlanningResult result =
            PLANNER.plan(
                problem,
                OPTIONS
                    .withCancellation(afterQuestions(questions))
                    .withListener(
                        Progress.to((done, all, ms) -> reports.add(new Report(done, all, ms)))));
        if (result.search().evaluations() == total) {
          continue;
        }
        stopped++;
        Report last = reports.get(reports.size() - 1);
        assertThat(result.search().interrupted()).as(at).isTrue();
        assertThat(result.search().evaluations()).as(at).isEqualTo(last.done()).isLessThan(total);
        if (Double.isInfinite(last.bestMs())) {
          assertThat(result).as(at).isInstanceOf(Undecided.class);
          assertThat(((Undecided) result).violations()).as(at).isEmpty();
          continue;
        }
        Planned found = (Planned) result;
        Oracle.checkFeasible(found.plan(), at);
        double ms = found.plan().value();
        assertThat(ms).as(at).isCloseTo(last.bestMs(), within(ROUNDING * ms));
        assertThat(ms).as(at).isLessThanOrEqualTo(earlierMs);
        // The relaxed bound may prove what the enumeration has not come to.
        assertThat(!found.optimal() || ms <= optimumMs * (1 + ROUNDING)).as(at).isTrue();
        assertThat(found.lowerBound())
            .as(at)
            .isLessThanOrEqualTo(ms)
            .isLessThanOrEqualTo(optimumMs * (1 + ROUNDING));
        improved += ms < earlierMs && Double.isFinite(earlierMs) ? 1 : 0;
        earlierMs = ms;
      }
    }
    assertThat(stopped).isGreaterThan(SMALL_PROBLEMS);
    assertThat(improved).isGreaterThan(SMALL_PROBLEMS / 10);
  }

  @Test
  void cancelledAtOnceItHasNeitherAPlanNorAProof() {
    for (int threads : new int[] {1, 3}) {
      PlanningResult result =
          PLANNER.plan(
              BigProblems.hours(), OPTIONS.withThreads(threads).withCancellation(() -> true));
      assertThat(result).isInstanceOf(Undecided.class);
      assertThat(((Undecided) result).violations()).isEmpty();
      assertThat(result.search().evaluations()).isZero();
      assertThat(result.search().interrupted()).isTrue();
    }
  }

  @Test
  void morePlansThanALongCanCountAreNoProofWhenCancelledAtOnce() {
    PlanningResult result =
        PLANNER.plan(BigProblems.beyondLong(), OPTIONS.withCancellation(() -> true));
    assertThat(result).isInstanceOf(Undecided.class);
    assertThat(result.search().interrupted()).isTrue();
  }

  @Test
  void morePlansThanALongCanCountAreSearchedUntilTheTimeIsOver() {
    List<Report> reports = new ArrayList<>();
    PlanningResult result =
        PLANNER.plan(
            BigProblems.beyondLong(),
            OPTIONS
                .withTimeLimit(Duration.ofMillis(200))
                .withListener(
                    Progress.to((done, all, ms) -> reports.add(new Report(done, all, ms)))));
    assertThat(result).isInstanceOf(Planned.class);
    assertThat(result.search().interrupted()).isTrue();
    assertThat(((Planned) result).optimal()).isFalse();
    assertThat(reports).isNotEmpty().allMatch(each -> each.total() == 0);
  }

  @Test
  void timeLimitEndsEveryThreadInTheMiddleOfItsPlans() {
    for (int threads : new int[] {1, 2}) {
      PlanningResult result =
          PLANNER.plan(
              BigProblems.hours(),
              OPTIONS.withThreads(threads).withTimeLimit(Duration.ofMillis(200)));
      Planned found = (Planned) result;
      Oracle.checkFeasible(found.plan(), threads + " threads");
      assertThat(found.search().interrupted()).isTrue();
      assertThat(found.search().elapsedMs()).isBetween(200.0, 3000.0);
      assertThat(found.optimal()).isFalse();
      assertThat(found.lowerBound()).isPositive().isLessThan(found.plan().value());
    }
  }

  @Test
  void anInterruptedThreadStaysInterrupted() {
    Thread.currentThread().interrupt();
    PlanningResult result =
        PLANNER.plan(
            BigProblems.hours(), OPTIONS.withThreads(2).withTimeLimit(Duration.ofSeconds(8)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.search().interrupted()).isTrue();
    assertThat(result.search().elapsedMs()).isLessThan(4000);
  }

  @Test
  void anInterruptInTheMiddleEndsTheSearchWithTheBestPlanSoFar() throws InterruptedException {
    for (int threads : new int[] {1, 2}) {
      Thread caller = Thread.currentThread();
      CountDownLatch begun = new CountDownLatch(1);
      Thread other =
          new Thread(
              () -> {
                try {
                  begun.await();
                  // By then the caller waits for its workers.
                  Thread.sleep(100);
                  caller.interrupt();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      other.start();
      PlanningResult result =
          PLANNER.plan(
              BigProblems.hours(),
              OPTIONS
                  .withThreads(threads)
                  // Lest a search that does not listen goes on for hours.
                  .withTimeLimit(Duration.ofSeconds(8))
                  .withListener(Progress.to((done, total, ms) -> begun.countDown())));
      assertThat(Thread.interrupted()).isTrue();
      other.join();
      assertThat(result.search().interrupted()).isTrue();
      assertThat(result.search().elapsedMs()).isLessThan(4000);
      Oracle.checkFeasible(((Planned) result).plan(), threads + " threads");
    }
  }

  @Test
  void stopBehindTheLastPlanLeavesTheProof() {
    PlanningProblem problem = allTies(5, 1).objective(Objective.WORST_CASE).build();
    PlanningResult result = PLANNER.plan(problem, OPTIONS.withCancellation(afterQuestions(1)));
    assertThat(result.search().interrupted()).isFalse();
    assertThat(((Planned) result).optimal()).isTrue();
  }
}
