package dev.espalier.study.fleet;

import dev.espalier.device.Device;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.random.Distribution;
import dev.espalier.study.random.Distribution.LogUniform;
import dev.espalier.study.random.Distribution.Lognormal;
import dev.espalier.study.random.Distribution.Uniform;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Fleets for tests. */
final class Fleets {
  private Fleets() {}

  static BranchyNet net() {
    return Zoo.get("b-alexnet");
  }

  /** A camera, and two kinds of helpers: slow ones nearby, and a fast one far away. */
  static Fleet cameras() {
    VariedDevice camera =
        new VariedDevice(
            new Device("cam", 0.3, 100),
            Map.of(DeviceQuantity.UPLINK_MBPS, new LogUniform(2, 50)),
            Distribution.constant(1),
            1);
    VariedDevice edge =
        new VariedDevice(
            new Device("edge", 2, 400),
            Map.of(DeviceQuantity.GFLOPS, new Lognormal(2, 0.5)),
            Distribution.ofSamples(1, 1, 1, 3),
            0.9);
    VariedDevice cloud =
        new VariedDevice(
            Device.builder("cloud", 40, 4000).accessLatencyMs(15).build(),
            Map.of(DeviceQuantity.DOWNLINK_MBPS, new Uniform(5, 80)),
            Distribution.constant(1),
            0.99);
    return new Fleet(
        "cameras",
        List.of(camera),
        List.of(new DeviceKind(edge, 60, 3), new DeviceKind(cloud, 200, 1)),
        new VariedNetwork(new Uniform(10, 40), new Uniform(0, 3), List.of()));
  }

  static PlanningProblem problem(Fleet fleet) {
    return PlanningProblem.builder(net(), fleet.catalog()).source("cam").build();
  }

  static FleetQuestion question(double targetMs, int samples, long seed) {
    return new FleetQuestion(
        targetMs, 90, 95, OptionalDouble.empty(), OptionalInt.empty(), samples, seed);
  }

  static FleetResult run(Fleet fleet, PlanningProblem base, FleetQuestion question, int threads) {
    Optional<FleetResult> result =
        new FleetStudy(
                fleet,
                base,
                List.of(),
                question,
                Planners.genetic(),
                SearchOptions.defaults().withThreads(threads),
                text -> {})
            .run();
    return result.orElseThrow();
  }
}
