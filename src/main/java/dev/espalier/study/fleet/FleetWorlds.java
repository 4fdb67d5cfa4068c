package dev.espalier.study.fleet;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceBuilder;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.study.fleet.VariedNetwork.VariedLink;
import dev.espalier.study.random.Distribution;
import dev.espalier.study.random.RandomStream;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Setting;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Draws worlds: values of all that varies. The k-th device of a kind is the same in every group, so
 * that a larger group only has more choices. Immutable and thread-safe.
 */
final class FleetWorlds {
  private final PlanningProblem base;
  private final List<DeviceDraw> devices = new ArrayList<>();
  private final Draw bandwidthMbps;
  private final Draw latencyMs;
  private final List<LinkDraw> links = new ArrayList<>();
  private final List<ParameterDraw> parameters = new ArrayList<>();

  /** A distribution with the random numbers of its own. */
  private record Draw(Distribution distribution, RandomStream stream) {
    double at(long sample) {
      return distribution.draw(stream.at(sample));
    }
  }

  private record QuantityDraw(DeviceQuantity quantity, Draw draw) {}

  private record DeviceDraw(
      Device nominal,
      List<QuantityDraw> quantities,
      Draw slowdown,
      Draw presence,
      double available) {

    boolean isPresent(long sample) {
      return available == 1 || presence.at(sample) < available;
    }

    Device at(long sample, double slowdown) {
      if (quantities.isEmpty() && slowdown == 1) {
        return nominal;
      }
      DeviceBuilder builder = nominal.toBuilder();
      quantities.forEach(each -> each.quantity().set(builder, each.draw().at(sample)));
      Device device = builder.build();
      return slowdown == 1
          ? device
          : device.withRates(device.gflops() / slowdown, device.ioMBps() / slowdown).toBuilder()
              .layerOverheadMs(slowdown * device.layerOverheadMs())
              .sliceOverheadMs(slowdown * device.sliceOverheadMs())
              .build();
    }
  }

  private record LinkDraw(Link nominal, Draw bandwidthMbps, Draw latencyMs) {
    Link at(long sample) {
      return nominal
          .withBandwidthMbps(bandwidthMbps.at(sample))
          .withLatencyMs(latencyMs.at(sample));
    }
  }

  private record ParameterDraw(VariedParameter parameter, Draw draw) {}

  /**
   * The worlds of a fleet.
   *
   * @param base the problem on {@link Fleet#catalog()}
   * @param varied parameters that vary besides what the fleet says
   */
  FleetWorlds(Fleet fleet, PlanningProblem base, List<VariedParameter> varied, long seed) {
    this.base = base;
    fleet.devices().forEach(device -> devices.add(draw(device, device.name(), seed)));
    for (DeviceKind kind : fleet.kinds()) {
      for (String copy : fleet.names(kind.name())) {
        devices.add(draw(kind.device(), copy, seed));
      }
    }
    bandwidthMbps = draw(fleet.network().bandwidthMbps(), seed, "network", "bandwidthMbps");
    latencyMs = draw(fleet.network().latencyMs(), seed, "network", "latencyMs");
    fleet.network().links().forEach(link -> addLinks(fleet, link, seed));
    varied.forEach(
        each ->
            parameters.add(
                new ParameterDraw(
                    each, draw(each.distribution(), seed, "parameter", each.parameter().name()))));
  }

  private static Draw draw(Distribution distribution, long seed, String of, String what) {
    return new Draw(distribution, RandomStream.of(seed, of + "\n" + what));
  }

  private DeviceDraw draw(VariedDevice device, String name, long seed) {
    String of = "device\n" + name;
    List<QuantityDraw> quantities = new ArrayList<>();
    device
        .varied()
        .forEach(
            (quantity, distribution) ->
                quantities.add(
                    new QuantityDraw(quantity, draw(distribution, seed, of, quantity.field()))));
    return new DeviceDraw(
        // Slices start as the base says, where profiles are applied.
        base.catalog().device(name),
        quantities,
        draw(device.slowdown(), seed, of, "slowdown"),
        draw(new Distribution.Uniform(0, 1), seed, of, "availability"),
        device.availability());
  }

  private void addLinks(Fleet fleet, VariedLink link, long seed) {
    for (String from : fleet.names(link.from())) {
      for (String to : fleet.names(link.to())) {
        if (!from.equals(to)) {
          String of = "link\n" + from + "\n" + to;
          links.add(
              new LinkDraw(
                  new Link(from, to, 1, 0, link.medium(), Optional.empty()),
                  draw(link.bandwidthMbps(), seed, of, "bandwidthMbps"),
                  draw(link.latencyMs(), seed, of, "latencyMs")));
        }
      }
    }
  }

  /**
   * Whether the devices of a kind are the same in every sample, and so interchangeable.
   *
   * @param kind index of the kind
   */
  boolean areAlike(Fleet fleet, int kind) {
    VariedDevice device = fleet.kinds().get(kind).device();
    return device.varied().isEmpty()
        && device.availability() == 1
        && isConstant(device.slowdown())
        && parameters.stream().allMatch(each -> isOfAll(each.parameter().parameter()))
        && fleet.network().links().stream()
            .filter(link -> link.from().equals(device.name()) || link.to().equals(device.name()))
            .allMatch(link -> isConstant(link.bandwidthMbps()) && isConstant(link.latencyMs()));
  }

  /** Whether a parameter is one of the network or of all links alike, not of a single device. */
  private static boolean isOfAll(Parameter parameter) {
    return !(parameter instanceof Parameter.SpeedRatio
        || parameter instanceof Parameter.Bandwidth bandwidth && bandwidth.ends().isPresent()
        || parameter instanceof Parameter.LinkLatency latency && latency.ends().isPresent());
  }

  private static boolean isConstant(Distribution distribution) {
    return distribution.minimum() == distribution.maximum();
  }

  /** The world of a sample. */
  World at(long sample) {
    BitSet present = new BitSet();
    List<Device> drawn = new ArrayList<>();
    double[] slowdowns = new double[devices.size()];
    for (int d = 0; d < devices.size(); d++) {
      DeviceDraw device = devices.get(d);
      slowdowns[d] = device.slowdown().at(sample);
      drawn.add(device.at(sample, slowdowns[d]));
      present.set(d, device.isPresent(sample));
    }
    DeviceCatalog catalog =
        new DeviceCatalog(
            base.catalog().name(),
            drawn,
            new Network(
                bandwidthMbps.at(sample),
                latencyMs.at(sample),
                links.stream().map(link -> link.at(sample)).toList(),
                Optional.empty()));
    Setting setting = Setting.of(base.linearization().net(), catalog);
    for (ParameterDraw each : parameters) {
      setting = each.parameter().set(setting, each.draw().at(sample));
    }
    return new World(problem(setting, slowdowns), present);
  }

  private PlanningProblem problem(Setting setting, double[] slowdowns) {
    BranchyNet net = setting.net();
    PlanningProblem changed = net == base.linearization().net() ? base : base.withNet(net);
    changed = changed.withCatalog(setting.catalog());
    return base.hasGivenTimes() ? slowed(changed, slowdowns) : changed;
  }

  /** Measured and predicted times are those at the usual speed. */
  private PlanningProblem slowed(PlanningProblem problem, double[] slowdowns) {
    PlanningProblemBuilder builder = problem.toBuilder();
    for (int d = 0; d < slowdowns.length; d++) {
      double factor = slowdowns[d];
      String device = devices.get(d).nominal().name();
      problem
          .measuredMs(device)
          .forEach((layer, ms) -> builder.measured(device, layer, factor * ms));
      problem
          .predictedMs(device)
          .forEach((layer, ms) -> builder.predicted(device, layer, factor * ms));
    }
    return builder.build();
  }

  /**
   * What is drawn for a sample.
   *
   * @param problem the problem on all devices, those included that are not there
   * @param present indices of the devices that are there
   */
  record World(PlanningProblem problem, BitSet present) {

    /** Whether no group has a plan, as a device that each plan needs is not there. */
    boolean isBlocked() {
      return Stream.of(
              problem.source().stream(), problem.sink().stream(), problem.pins().values().stream())
          .flatMap(names -> names)
          .anyMatch(name -> !present.get(problem.catalog().indexOf(name)));
    }
  }
}
