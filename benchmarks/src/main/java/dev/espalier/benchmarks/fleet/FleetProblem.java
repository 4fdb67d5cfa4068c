package dev.espalier.benchmarks.fleet;

import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.zoo.Zoo;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Classes of large problems that are drawn by a seed: expected latency, any number of slices, and
 * memory that binds. {@link FleetNet} says how networks are drawn and {@link FleetCatalog} how
 * devices are; every problem has a feasible plan. Names give positions and devices.
 *
 * <ul>
 *   <li>{@code KINDS}: the chain form of B-ResNet-110, on four kinds of equal devices.
 *   <li>{@code CHAIN}: a chain on devices that are all different; one link for all pairs.
 *   <li>{@code PAIRS}: as {@code CHAIN}, but half of the ordered pairs have links of their own.
 * </ul>
 */
public enum FleetProblem {
  KINDS_339_60(339, 60, 4, 0, Memory.LOOSE_KINDS),
  KINDS_339_64(339, 64, 4, 0, Memory.LOOSE_KINDS),
  CHAIN_96_12(96, 12, 12, 0, Memory.LOOSE),
  CHAIN_300_24(300, 24, 24, 0, Memory.LOOSE),
  CHAIN_1000_60(1_000, 60, 60, 0, Memory.LOOSE),
  CHAIN_1000_64(1_000, 64, 64, 0, Memory.LOOSE),
  CHAIN_2000_256(2_000, 256, 256, 0, Memory.LOOSE),
  CHAIN_10000_4096(10_000, 4_096, 4_096, 0, Memory.LOOSE),
  PAIRS_40_20(40, 20, 20, 0.5, Memory.LOOSE),
  PAIRS_60_12(60, 12, 12, 0.5, Memory.LOOSE),
  /** Exactly 8 slices and no limits: what the literature's planners can plan. */
  FREE_96_12(96, 12, 12, 0, Memory.AMPLE),
  /** Nearly every device is needed: all together have 1.1 times the memory of the hidden plan. */
  PAIRS_300_24_TIGHT(300, 24, 24, 0.5, Memory.TIGHT);

  /**
   * Memory of a device over that of its slice in the hidden plan: the range of a log-uniform law.
   */
  private enum Memory {
    LOOSE(1.3, 3),
    /** A kind already has the memory of the largest slice of its devices. */
    LOOSE_KINDS(1, 1.3),
    TIGHT(1, 1.2),
    /** More than any slice needs. */
    AMPLE(1e3, 1e3);

    final double from;
    final double to;

    Memory(double from, double to) {
      this.from = from;
      this.to = to;
    }
  }

  private static final int FREE_SLICES = 8;

  private final int positions;
  private final int devices;
  private final int kinds;
  private final double ownLinks;
  private final Memory memory;

  FleetProblem(int positions, int devices, int kinds, double ownLinks, Memory memory) {
    this.positions = positions;
    this.devices = devices;
    this.kinds = kinds;
    this.ownLinks = ownLinks;
    this.memory = memory;
  }

  /** The problem of a seed: equal seeds give equal problems. */
  public PlanningProblem ofSeed(long seed) {
    RandomGenerator random = new SplittableRandom(1_000_003 * seed + name().hashCode());
    BranchyNet net =
        kinds < devices ? Zoo.get("b-resnet110-chain") : FleetNet.chain(positions, random);
    FleetCatalog catalog = new FleetCatalog(net, devices, kinds, random);
    PlanningProblemBuilder builder =
        PlanningProblem.builder(net, catalog.draw(memory.from, memory.to, ownLinks));
    return memory == Memory.AMPLE ? builder.slices(FREE_SLICES).build() : builder.build();
  }

  /**
   * The problem of a seed of another size, drawn as {@code CHAIN} or, where the probability that a
   * pair has a link of its own is above 0, as {@code PAIRS}.
   */
  public static PlanningProblem chain(int positions, int devices, double ownLinks, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    BranchyNet net = FleetNet.chain(positions, random);
    FleetCatalog catalog = new FleetCatalog(net, devices, devices, random);
    return PlanningProblem.of(net, catalog.draw(Memory.LOOSE.from, Memory.LOOSE.to, ownLinks));
  }
}
