package dev.espalier.testing;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random planning problems, small enough to enumerate. Limits are drawn from what random slices
 * need, so that they often bind, often exactly; many problems are infeasible.
 */
public final class RandomProblems {
  private static final int MAX_DEVICES = 5;

  private final RandomGenerator random;

  /** Draws from a generator. */
  public RandomProblems(RandomGenerator random) {
    this.random = random;
  }

  /** The problem of a seed. */
  public static PlanningProblem ofSeed(long seed) {
    return new RandomProblems(new SplittableRandom(seed)).problem();
  }

  /**
   * A problem with limits and other constraints of up to 14 layers and 5 devices, mostly smaller.
   */
  public PlanningProblem problem() {
    return problem(random.nextInt(12) == 0 ? 14 : 1 + random.nextInt(12), MAX_DEVICES);
  }

  /** A problem with limits and other constraints of a given size at most. */
  public PlanningProblem problem(int maxLayers, int maxDevices) {
    PlanningProblem free = unlimitedProblem(maxLayers, maxDevices);
    if (oneIn(5)) {
      return free;
    }
    double limitedFraction = oneIn(2) ? 0.5 : 0.9;
    List<Device> devices = new ArrayList<>();
    for (Device device : free.catalog().devices()) {
      devices.add(limited(device, free, limitedFraction));
    }
    return Variant.of(free).devices(devices).build();
  }

  /** A problem with other constraints but without limits. */
  public PlanningProblem unlimitedProblem(int maxLayers, int maxDevices) {
    BranchyNet net = net(maxLayers);
    int chosen = 1 + random.nextInt(maxDevices);
    int others = oneIn(3) ? 1 + random.nextInt(2) : 0;
    DeviceCatalog catalog = catalog(chosen + others);
    PlanningProblemBuilder constraints = PlanningProblem.builder(net, catalog);
    List<String> names = new ArrayList<>(catalog.devices().stream().map(Device::name).toList());
    List<String> all = List.copyOf(names);
    shuffle(names);
    List<String> runners = names.subList(0, chosen);
    if (others > 0 || oneIn(4)) {
      constraints.devices(runners);
    }
    constraints.objective(random.nextBoolean() ? Objective.EXPECTED : Objective.WORST_CASE);
    constraintCount(constraints, Math.min(chosen, net.layers().size()));
    if (oneIn(3)) {
      constraints.source(oneOf(all));
    }
    if (oneIn(3)) {
      constraints.sink(oneOf(all));
    }
    if (oneIn(2)) {
      constraints.inferences(1 + random.nextInt(1000));
    }
    if (oneIn(5)) {
      addPins(constraints, net, runners);
    }
    if (oneIn(5)) {
      addMeasured(constraints, net, all);
    }
    return constraints.build();
  }

  private void constraintCount(PlanningProblemBuilder constraints, int max) {
    switch (random.nextInt(4)) {
      case 0 -> constraints.slices(1 + random.nextInt(max));
      case 1 -> constraints.maxSlices(1 + random.nextInt(max + 1));
      default -> {
        // Any number of slices.
      }
    }
  }

  private void addPins(PlanningProblemBuilder constraints, BranchyNet net, List<String> runners) {
    List<Layer> layers = new ArrayList<>(net.layers());
    shuffle(layers);
    for (Layer layer : layers.subList(0, Math.min(layers.size(), 1 + random.nextInt(3)))) {
      constraints.pin(layer.name(), oneOf(runners));
    }
  }

  private void addMeasured(PlanningProblemBuilder constraints, BranchyNet net, List<String> names) {
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      double ms = oneIn(4) ? 0 : logUniform(0.01, 100);
      constraints.measured(oneOf(names), oneOf(net.layers()).name(), ms);
    }
  }

  /** A network of up to this many layers. */
  public BranchyNet net(int maxLayers) {
    return RandomNets.next(random, maxLayers);
  }

  /** A catalog without limits; some devices are equal but for their names. */
  public DeviceCatalog catalog(int size) {
    List<Device> devices = new ArrayList<>();
    for (int d = 0; d < size; d++) {
      boolean twin = d > 0 && oneIn(4);
      double gflops = twin ? devices.get(d - 1).gflops() : logUniform(0.2, 20);
      double ioMBps = twin ? devices.get(d - 1).ioMBps() : logUniform(10, 1000);
      devices.add(new Device("d" + d, gflops, ioMBps));
    }
    shuffle(devices);
    double latencyMs = oneIn(2) ? 0 : logUniform(0.1, 20);
    Network network = Network.uniform(logUniform(10, 5000), latencyMs);
    return new DeviceCatalog("random", devices, network.withLinks(links(devices)));
  }

  private List<Link> links(List<Device> devices) {
    List<Link> links = new ArrayList<>();
    boolean own = oneIn(2);
    for (Device from : devices) {
      for (Device to : devices) {
        if (own && !from.equals(to) && random.nextInt(4) > 0) {
          double latencyMs = oneIn(3) ? 0 : logUniform(0.1, 20);
          links.add(new Link(from.name(), to.name(), logUniform(10, 5000), latencyMs));
        }
      }
    }
    shuffle(links);
    return links;
  }

  /** Random slices on different chosen devices, of an allowed number; limits and pins may break. */
  public List<Slice> slices(PlanningProblem problem) {
    int length = problem.linearization().length();
    int spread = problem.maxSlices() - problem.minSlices();
    int count = problem.minSlices() + random.nextInt(spread + 1);
    List<Integer> boundaries = new ArrayList<>();
    for (int b = 1; b < length; b++) {
      boundaries.add(b);
    }
    shuffle(boundaries);
    List<Integer> starts = new ArrayList<>(boundaries.subList(0, count - 1));
    starts.add(0);
    Collections.sort(starts);
    List<Device> devices = new ArrayList<>(problem.devices());
    shuffle(devices);
    List<Slice> slices = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int to = k + 1 < count ? starts.get(k + 1) : length;
      slices.add(new Slice(devices.get(k).name(), starts.get(k), to));
    }
    return slices;
  }

  private Device limited(Device device, PlanningProblem free, double limitedFraction) {
    Oracle oracle = new Oracle(free);
    List<Slice> slices = slices(free);
    int k = random.nextInt(slices.size());
    double memoryMiB =
        oracle.memoryBytes(slices.get(k).from(), slices.get(k).to()) / 1024.0 / 1024 * closeToOne();
    OptionalDouble memory =
        memoryMiB > 0 && random.nextDouble() < limitedFraction
            ? OptionalDouble.of(memoryMiB)
            : OptionalDouble.empty();
    OptionalDouble power =
        oneIn(4)
            ? OptionalDouble.empty()
            : OptionalDouble.of(oneIn(10) ? 0 : 1 + 9 * random.nextDouble());
    double energyJ = neededJ(oracle, slices, device, power.orElse(1)) * closeToOne();
    OptionalDouble energy =
        energyJ > 0 && random.nextDouble() < limitedFraction
            ? OptionalDouble.of(energyJ)
            : OptionalDouble.empty();
    return device.toBuilder().memoryMiB(memory).powerW(power).energyJ(energy).build();
  }

  /** Energy of the device for all inferences, of a slice of its own or of the first one moved. */
  private double neededJ(Oracle oracle, List<Slice> slices, Device device, double watts) {
    List<Slice> moved = new ArrayList<>(slices);
    int k = moved.stream().map(Slice::device).toList().indexOf(device.name());
    if (k < 0) {
      k = random.nextInt(slices.size());
      moved.set(k, new Slice(device.name(), moved.get(k).from(), moved.get(k).to()));
    }
    return watts * oracle.busyMs(moved, k) / 1000 * oracle.problem().inferences();
  }

  /** Exactly 1 often: a limit that a slice just keeps. */
  private double closeToOne() {
    return oneIn(3) ? 1 : 0.6 + 0.6 * random.nextDouble();
  }

  double logUniform(double from, double to) {
    return from * Math.pow(to / from, random.nextDouble());
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private <T> T oneOf(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private void shuffle(List<?> items) {
    for (int i = items.size(); i > 1; i--) {
      Collections.swap(items, i - 1, random.nextInt(i));
    }
  }
}
