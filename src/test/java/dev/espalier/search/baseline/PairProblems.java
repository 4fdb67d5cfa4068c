package dev.espalier.search.baseline;

import dev.espalier.device.Device;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.DevicePair;
import dev.espalier.testing.RandomProblems;
import dev.espalier.testing.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random problems that the two-device methods can answer. */
final class PairProblems {
  private PairProblems() {}

  /** What is checked for one problem and one order of two of its devices. */
  @FunctionalInterface
  interface PairCase {
    void check(PlanningProblem problem, DevicePair pair, String context);
  }

  /** Problems with limits, of up to five devices, and two of these devices at random. */
  static void forEach(int seeds, PairCase test) {
    for (long seed = 0; seed < seeds; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      if (fits(problem)) {
        test.check(problem, pair(problem, seed), "seed " + seed);
      }
    }
  }

  /** Problems of two devices, with or without limits, in the order of the problem. */
  static void forEachOfTwoDevices(int seeds, boolean limits, PairCase test) {
    for (long seed = 0; seed < seeds; seed++) {
      RandomProblems random = new RandomProblems(new SplittableRandom(seed));
      PlanningProblem problem = limits ? random.problem(10, 2) : random.unlimitedProblem(10, 2);
      if (fits(problem)) {
        test.check(problem, pair(problem, 2 * seed), "seed " + seed);
      }
    }
  }

  private static boolean fits(PlanningProblem problem) {
    return problem.devices().size() >= 2 && problem.minSlices() <= 2;
  }

  private static DevicePair pair(PlanningProblem problem, long seed) {
    List<String> names = problem.devices().stream().map(Device::name).toList();
    int local = (int) (seed / 2 % names.size());
    int remote = (local + 1 + (int) (seed % (names.size() - 1))) % names.size();
    return new DevicePair(names.get(local), names.get(remote));
  }

  /** The same layers, each reading the one before; the exits stay where they are. */
  static PlanningProblem asChain(PlanningProblem problem) {
    Linearization line = problem.linearization();
    List<Layer> chain = new ArrayList<>();
    String before = line.net().inputs().get(0).name();
    for (Layer layer : line.layers()) {
      chain.add(
          new Layer(
              layer.name(),
              layer.op(),
              List.of(before),
              layer.flops(),
              layer.weightBytes(),
              layer.outputBytes()));
      before = layer.name();
    }
    return Variant.of(problem).net(withLayers(line.net(), chain, line.net().exits())).build();
  }

  /** As {@link #asChain}, all samples leaving at the end. */
  static PlanningProblem asChainWithoutSideExits(PlanningProblem problem) {
    BranchyNet chain = asChain(problem).linearization().net();
    List<Exit> exits = List.of(new Exit("final", chain.finalExit().layer(), 1));
    return Variant.of(problem).net(withLayers(chain, chain.layers(), exits)).build();
  }

  private static BranchyNet withLayers(BranchyNet net, List<Layer> layers, List<Exit> exits) {
    return new BranchyNet(
        net.name(),
        net.inputs(),
        layers,
        exits.stream()
            .map(exit -> new Exit(exit.name(), exit.layer(), exit.probability()))
            .toList());
  }
}
