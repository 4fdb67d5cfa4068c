package dev.espalier.study.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Infeasible;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.Ends;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Parameter.InputBytes;
import dev.espalier.study.sweep.Parameter.LinkLatency;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import dev.espalier.study.sweep.Setting;
import dev.espalier.testing.RandomProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Maps of random problems beside the exact solver at random points. */
class PlanMapOracleTest {
  private static final double ROUNDING = 1e-9;
  private static final SearchOptions DEFAULTS = SearchOptions.defaults();

  private int proven;
  private int bounded;
  private int changes;

  @Test
  void mapsOfOneParameterHaveTheValuesOfTheExactSolver() {
    for (long seed = 0; seed < 300; seed++) {
      check(seed, 1, 10);
    }
    assertThat(changes).as("changes").isGreaterThan(40);
    assertThat(proven).as("proven").isGreaterThan(1000);
  }

  @Test
  void mapsOfTwoParametersHaveTheValuesOfTheExactSolver() {
    for (long seed = 0; seed < 400; seed++) {
      check(seed, 2, 12);
    }
    assertThat(bounded).as("bounded").isGreaterThan(10);
    assertThat(changes).as("changes").isGreaterThan(100);
    assertThat(proven).as("proven").isGreaterThan(1000);
  }

  private void check(long seed, int parameters, int points) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomProblems problems = new RandomProblems(random);
    PlanningProblem base = seed % 8 == 0 ? problems.problem(9, 4) : problems.unlimitedProblem(9, 4);
    int most = Math.min(base.devices().size(), base.linearization().length());
    if (seed % 3 > 0 && most > 1) {
      // Plans of several slices change more often than those of one device.
      base = base.toBuilder().slices(Math.min(most, 2 + (int) (seed % 2))).build();
    }
    if (seed % 20 == 1) {
      base = base.toBuilder().objective(Objective.THROUGHPUT).build();
    }
    List<MapAxis> axes = axes(base, random, parameters);
    if (axes.size() < parameters) {
      return;
    }
    PlanningProblem drawn = base;
    PlanMap map =
        new PlanMapper(Planners.exact(), DEFAULTS, value -> {})
            .map(
                Setting.of(base.linearization().net(), base.catalog()),
                axes,
                (net, catalog) -> drawn.withNet(net).withCatalog(catalog));
    changes += map.plans().size() - 1;
    for (int i = 0; i < points; i++) {
      MapPoint point = i % 4 == 3 ? open(map, random) : point(axes, random);
      if (point != null) {
        check(map, point, "seed %d at %s".formatted(seed, point));
      }
    }
  }

  private void check(PlanMap map, MapPoint point, String where) {
    Region region = map.at(point).orElseThrow(() -> new AssertionError(where));
    PlanningProblem problem = map.problem(point);
    if (region.plan().isPresent()) {
      Plan plan = PlanEvaluator.evaluate(problem, region.plan().get().slices());
      double value = map.value(region.plan().get(), point);
      assertClose(value, plan.value(), where + " of a known plan");
    }
    if (Double.isInfinite(region.gap())) {
      return;
    }
    PlanningResult result = Planners.exact().plan(problem, DEFAULTS);
    if (region.plan().isEmpty()) {
      assertThat(result).as(where).isInstanceOf(Infeasible.class);
      return;
    }
    double value = map.value(region.plan().get(), point);
    double optimum = ((Planned) result).plan().value();
    if (region.proven()) {
      proven++;
      assertClose(value, optimum, where);
    } else {
      bounded++;
      assertThat(value).as(where).isLessThanOrEqualTo(optimum * (1 + region.gap() + ROUNDING));
    }
  }

  private static void assertClose(double actual, double expected, String where) {
    assertThat(Math.abs(actual - expected))
        .as("%s: %s instead of %s", where, actual, expected)
        .isLessThanOrEqualTo(ROUNDING * expected + 1e-12);
  }

  /** A point of a region that is not proven; null if there is none. */
  private static MapPoint open(PlanMap map, SplittableRandom random) {
    List<Region> open =
        map.regions().stream()
            .filter(region -> !region.proven() && region.corners().size() > 2)
            .toList();
    if (open.isEmpty()) {
      return null;
    }
    List<MapPoint> corners = open.get(random.nextInt(open.size())).corners();
    double x = corners.stream().mapToDouble(MapPoint::x).average().orElseThrow();
    double y = corners.stream().mapToDouble(MapPoint::y).average().orElseThrow();
    return new MapPoint(isOfInput(map, 0) ? Math.rint(x) : x, isOfInput(map, 1) ? Math.rint(y) : y);
  }

  private static boolean isOfInput(PlanMap map, int axis) {
    return map.axes().get(axis).parameter() instanceof InputBytes;
  }

  private static MapPoint point(List<MapAxis> axes, SplittableRandom random) {
    double x = value(axes.get(0), random);
    double y = axes.size() == 1 ? 0 : value(axes.get(1), random);
    boolean isImpossible =
        axes.size() == 2
            && axes.stream().allMatch(axis -> axis.parameter() instanceof ExitProbability)
            && x + y > 1;
    return isImpossible ? null : new MapPoint(x, y);
  }

  private static double value(MapAxis axis, SplittableRandom random) {
    double value = Math.min(axis.to(), Math.max(axis.from(), axis.atPlace(random.nextDouble())));
    return axis.parameter() instanceof InputBytes ? Math.rint(value) : value;
  }

  /** Random parameters; fewer where those drawn exclude each other. */
  private static List<MapAxis> axes(PlanningProblem base, SplittableRandom random, int count) {
    List<MapAxis> axes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      axis(base, random)
          .filter(axis -> axes.stream().noneMatch(each -> isSame(each, axis)))
          .ifPresent(axes::add);
    }
    return axes;
  }

  private static boolean isSame(MapAxis a, MapAxis b) {
    return a.parameter().name().equals(b.parameter().name())
        || a.parameter().name().equals(b.parameter().reversed().name())
        || a.parameter() instanceof SpeedRatio x
            && b.parameter() instanceof SpeedRatio y
            && (x.device().equals(y.device()) || x.reference().equals(y.device()));
  }

  private static Optional<MapAxis> axis(PlanningProblem base, SplittableRandom random) {
    BranchyNet net = base.linearization().net();
    int devices = base.catalog().devices().size();
    if (devices < 2) {
      return Optional.empty();
    }
    String a = base.catalog().devices().get(random.nextInt(devices)).name();
    String b = base.catalog().devices().get(random.nextInt(devices)).name();
    Optional<Ends> ends = a.equals(b) ? Optional.empty() : Optional.of(new Ends(a, b));
    Parameter parameter =
        switch (random.nextInt(6)) {
          case 0, 1 -> new Bandwidth(ends);
          case 2 -> new LinkLatency(ends);
          case 3 -> new ExitProbability(net.exits().get(random.nextInt(net.exits().size())).name());
          case 4 -> new SpeedRatio(a, a.equals(b) ? null : b);
          default -> new InputBytes(net.inputs().get(0).name());
        };
    if (parameter instanceof SpeedRatio && a.equals(b)
        || parameter instanceof ExitProbability && net.exits().size() < 3) {
      return Optional.empty();
    }
    boolean isProbability = parameter instanceof ExitProbability;
    return Optional.of(
        new MapAxis(
            parameter,
            isProbability || parameter instanceof LinkLatency ? 0 : 1,
            isProbability ? 1 : parameter instanceof InputBytes ? 5e6 : 20_000));
  }
}
