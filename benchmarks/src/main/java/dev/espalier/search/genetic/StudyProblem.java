package dev.espalier.search.genetic;

import dev.espalier.benchmarks.fleet.Draws;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceBuilder;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.Objectives;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Classes of problems that are drawn by a seed. Each pair of devices has a link of its own, devices
 * differ in speed by a factor of 10 and links by one of 100. A network takes 50 ms on the median
 * device, its mean tensor 0.2 to 20 ms over a link.
 */
enum StudyProblem {
  /** For comparison: the size of the published scenes. */
  ALEXNET_6("b-alexnet", 6, 6, "worst-case", Limits.NONE),
  /** Exactly 7 slices on 12 devices. */
  CHAIN_60("chain", 60, 12, 7, 7, "expected", Limits.NONE),
  /** Exactly 10 slices on 20 devices. */
  CHAIN_120("chain", 120, 20, 10, 10, "expected", Limits.NONE),
  /** Exactly 20 slices on 40 devices. */
  CHAIN_160("chain", 160, 40, 20, 20, "expected", Limits.NONE),
  /** Exactly 40 slices on 60 devices. */
  CHAIN_320("chain", 320, 60, 40, 40, "expected", Limits.NONE),
  /** Up to 16 slices, each a fraction of the network. */
  CHAIN_60_MEMORY("chain", 60, 16, 1, 16, "expected", Limits.MEMORY),
  /** Skips over up to six layers, memory and energy limited. */
  SKIPS_100_LIMITED("skips", 100, 20, 1, 20, "expected", Limits.MEMORY_AND_ENERGY),
  /** The graph of B-ResNet-110, 340 layers or so, memory limited. */
  RESNET_MEMORY("b-resnet110", 24, 1, "worst-case", Limits.MEMORY),
  /** B-MobileNetV2, memory and energy limited, for energy. */
  MOBILENET_ENERGY("b-mobilenetv2", 16, 1, "energy", Limits.MEMORY_AND_ENERGY),
  /** A pipeline on as many of 24 devices as help. */
  CHAIN_80_THROUGHPUT("chain", 80, 24, 1, 24, "throughput", Limits.NONE);

  private enum Limits {
    NONE,
    MEMORY,
    MEMORY_AND_ENERGY
  }

  private static final double MEDIAN_MS = 50;
  private static final int SKIP_SPAN = 6;
  private static final double BYTES_OF_MIB = 1024.0 * 1024;

  private final String network;
  private final int layers;
  private final int devices;
  private final int minSlices;
  private final int maxSlices;
  private final String objective;
  private final Limits limits;

  StudyProblem(String network, int devices, int minSlices, String objective, Limits limits) {
    this(network, 0, devices, minSlices, devices, objective, limits);
  }

  StudyProblem(
      String network,
      int layers,
      int devices,
      int minSlices,
      int maxSlices,
      String objective,
      Limits limits) {
    this.network = network;
    this.layers = layers;
    this.devices = devices;
    this.minSlices = minSlices;
    this.maxSlices = maxSlices;
    this.objective = objective;
    this.limits = limits;
  }

  /** The problem of a seed. */
  PlanningProblem ofSeed(long seed) {
    RandomGenerator random = new SplittableRandom(1_000_003 * seed + ordinal());
    BranchyNet net = layers == 0 ? Zoo.get(network) : net(random);
    return PlanningProblem.builder(net, catalog(net, random))
        .objective(Objectives.labeled(objective).orElseThrow())
        .slices(minSlices, maxSlices)
        .build();
  }

  private BranchyNet net(RandomGenerator random) {
    List<Layer> chain = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      List<String> inputs = new ArrayList<>();
      inputs.add(i == 0 ? "image" : "t" + (i - 1));
      if (network.equals("skips") && i > 2 && random.nextInt(3) == 0) {
        inputs.add("t" + (i - 2 - random.nextInt(Math.min(i - 2, SKIP_SPAN))));
      }
      long flops = (long) Draws.logUniform(1e6, 5e7, random);
      long weightBytes = (long) Draws.logUniform(1e4, 1e6, random);
      long outputBytes = (long) Draws.logUniform(2e3, 2e5, random);
      chain.add(new Layer("t" + i, "Op", inputs, flops, weightBytes, outputBytes));
    }
    List<Exit> exits = List.of(new Exit("final", "t" + (layers - 1), 1));
    return new BranchyNet(network, new ModelInput("image", 150_000), chain, exits);
  }

  private DeviceCatalog catalog(BranchyNet net, RandomGenerator random) {
    double outputBytes = net.layers().stream().mapToDouble(Layer::outputBytes).sum();
    double meanBytes = outputBytes / net.layers().size();
    List<Device> all = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int d = 0; d < devices; d++) {
      all.add(device("d" + d, net, random));
      for (int to = 0; to < devices; to++) {
        if (to != d) {
          double mbps = meanBytes * 8 / 1e6 / (Draws.logUniform(0.2, 20, random) / 1000);
          links.add(new Link("d" + d, "d" + to, mbps, random.nextDouble(2)));
        }
      }
    }
    return new DeviceCatalog("drawn", all, Network.uniform(100, 1).withLinks(links));
  }

  private Device device(String name, BranchyNet net, RandomGenerator random) {
    double flops = net.layers().stream().mapToDouble(Layer::flops).sum();
    double weightBytes = net.layers().stream().mapToDouble(Layer::weightBytes).sum();
    double outputBytes = net.layers().stream().mapToDouble(Layer::outputBytes).sum();
    double largest = net.layers().stream().mapToDouble(Layer::outputBytes).max().orElseThrow();
    double speed = Draws.logUniform(0.3, 3, random);
    double gflops = speed * flops / 1e9 / (MEDIAN_MS / 1000);
    double ioMBps =
        Draws.logUniform(0.3, 3, random)
            * (weightBytes + 2 * outputBytes)
            / 1e6
            / (MEDIAN_MS / 1000);
    double watts = Draws.logUniform(1, 20, random);
    DeviceBuilder device = Device.builder(name, gflops, ioMBps).powerW(watts);
    if (limits != Limits.NONE) {
      // From a 14th to a third of the weights, and what lives between layers.
      double bytes = Draws.logUniform(1.0 / 14, 1.0 / 3, random) * weightBytes + 3 * largest;
      device.memoryMiB(bytes / BYTES_OF_MIB);
    }
    if (limits == Limits.MEMORY_AND_ENERGY) {
      // From a tenth to a half of the network, once.
      device.energyJ(watts * 2 * MEDIAN_MS / speed / 1000 * Draws.logUniform(0.1, 0.5, random));
    }
    return device.build();
  }
}
