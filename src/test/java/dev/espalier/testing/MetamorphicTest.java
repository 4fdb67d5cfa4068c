package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a change of the problem must do to the optimum. */
class MetamorphicTest {
  private static final int PROBLEMS = 300;
  private static final double ROUNDING = 1e-9;

  @Test
  void aFasterNetworkNeverRaisesTheOptimum() {
    neverWorse(catalog -> withNetwork(catalog, 2, 0.5));
  }

  @Test
  void fasterDevicesNeverRaiseTheOptimum() {
    neverWorse(catalog -> withDevices(catalog, device -> faster(device, 1.5)));
  }

  @Test
  void liftingTheLimitsNeverRaisesTheOptimum() {
    neverWorse(
        catalog ->
            withDevices(
                catalog, device -> new Device(device.name(), device.gflops(), device.ioMBps())));
  }

  @Test
  void oneMoreDeviceNeverRaisesTheOptimum() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      if (problem.minSlices() > 1) {
        continue;
      }
      DeviceCatalog catalog = problem.catalog();
      List<Device> more =
          Stream.concat(catalog.devices().stream(), Stream.of(new Device("extra", 1, 9))).toList();
      DeviceCatalog larger = new DeviceCatalog(catalog.name(), more, catalog.network());
      List<String> chosen =
          Stream.concat(problem.devices().stream().map(Device::name), Stream.of("extra")).toList();
      PlanningProblem changed =
          again(problem, larger).devices(chosen).slices(1, problem.maxSlices()).build();
      assertThat(optimum(changed)).as("seed %d", seed).isLessThanOrEqualTo(tolerant(problem));
    }
  }

  @Test
  void doublingEveryRateHalvesTheOptimum() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      DeviceCatalog noLatency = withNetwork(unlimited(problem.catalog()), 1, 0);
      DeviceCatalog doubled =
          withDevices(withNetwork(noLatency, 2, 0), device -> faster(device, 2));
      double slow = optimum(again(problem, noLatency).build());
      double fast = optimum(again(problem, doubled).build());
      if (Double.isFinite(slow)) {
        assertThat(fast).as("seed %d", seed).isCloseTo(slow / 2, within(ROUNDING * slow));
      }
    }
  }

  @Test
  void theWorstCaseIsNeverBelowTheExpectedLatency() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      if (problem.sink().isPresent()) {
        continue; // a result that is far from the sink may cost more than the final one
      }
      double expected =
          optimum(again(problem, problem.catalog()).objective(Objective.EXPECTED).build());
      double worst =
          optimum(again(problem, problem.catalog()).objective(Objective.WORST_CASE).build());
      assertThat(worst).as("seed %d", seed).isGreaterThanOrEqualTo(expected * (1 - ROUNDING));
    }
  }

  private static void neverWorse(UnaryOperator<DeviceCatalog> change) {
    int better = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      double changed = optimum(again(problem, change.apply(problem.catalog())).build());
      assertThat(changed).as("seed %d", seed).isLessThanOrEqualTo(tolerant(problem));
      better += changed < optimum(problem) * (1 - ROUNDING) ? 1 : 0;
    }
    assertThat(better).as("problems in which the change mattered").isGreaterThan(PROBLEMS / 10);
  }

  /** A random problem without measured times, which no change of a rate would touch. */
  private static PlanningProblem problem(long seed) {
    PlanningProblem problem = RandomProblems.ofSeed(seed);
    return again(problem, problem.catalog()).build();
  }

  /** The optimum with room for rounding; infinite where there is no feasible plan. */
  private static double tolerant(PlanningProblem problem) {
    return optimum(problem) * (1 + ROUNDING) + Double.MIN_NORMAL;
  }

  private static double optimum(PlanningProblem problem) {
    return new ExactPlanner().plan(problem, SearchOptions.defaults()) instanceof Planned planned
        ? planned.plan().value()
        : Double.POSITIVE_INFINITY;
  }

  /** The same constraints on another catalog. */
  private static PlanningProblemBuilder again(PlanningProblem problem, DeviceCatalog catalog) {
    PlanningProblemBuilder builder =
        PlanningProblem.builder(problem.linearization().net(), catalog)
            .objective(problem.objective())
            .devices(problem.devices().stream().map(Device::name).toList())
            .slices(problem.minSlices(), problem.maxSlices())
            .inferences(problem.inferences());
    problem.source().ifPresent(builder::source);
    problem.sink().ifPresent(builder::sink);
    problem
        .pins()
        .forEach(
            (position, device) ->
                builder.pin(problem.linearization().layer(position).name(), device));
    return builder;
  }

  private static DeviceCatalog unlimited(DeviceCatalog catalog) {
    return withDevices(
        catalog, device -> new Device(device.name(), device.gflops(), device.ioMBps()));
  }

  private static DeviceCatalog withDevices(DeviceCatalog catalog, UnaryOperator<Device> change) {
    return new DeviceCatalog(
        catalog.name(), catalog.devices().stream().map(change).toList(), catalog.network());
  }

  private static Device faster(Device device, double factor) {
    return device.withRates(device.gflops() * factor, device.ioMBps() * factor);
  }

  private static DeviceCatalog withNetwork(
      DeviceCatalog catalog, double bandwidthFactor, double latencyFactor) {
    Network network = catalog.network();
    List<Link> links =
        network.links().stream()
            .map(
                link ->
                    new Link(
                        link.from(),
                        link.to(),
                        link.bandwidthMbps() * bandwidthFactor,
                        link.latencyMs() * latencyFactor))
            .toList();
    return new DeviceCatalog(
        catalog.name(),
        catalog.devices(),
        Network.uniform(
                network.bandwidthMbps() * bandwidthFactor, network.latencyMs() * latencyFactor)
            .withLinks(links));
  }
}
