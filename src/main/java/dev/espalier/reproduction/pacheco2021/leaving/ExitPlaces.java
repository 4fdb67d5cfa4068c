package dev.espalier.reproduction.pacheco2021.leaving;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Linearization;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the side exits of a MobileNetV2 are attached: the block that each follows, and how much of
 * the trunk's operations are done by then.
 *
 * @param blocks number of the inverted residual that each side exit follows
 * @param depths operations up to there, divided by those of the trunk
 */
public record ExitPlaces(List<Integer> blocks, List<Double> depths) {
  /** Minimum number of side exits in the paper. */
  public static final int MIN_EXITS = 2;

  /** Maximum number of side exits in the paper. */
  public static final int MAX_EXITS = 5;

  private static final String BLOCK = "block";

  private static final Map<Integer, BranchyNet> NETWORKS = new TreeMap<>();
  private static final Map<Integer, ExitPlaces> KNOWN = new TreeMap<>();

  static {
    for (int exits = MIN_EXITS; exits <= MAX_EXITS; exits++) {
      NETWORKS.put(exits, Zoo.get("b-mobilenetv2-" + exits));
      KNOWN.put(exits, of(network(exits)));
    }
  }

  public ExitPlaces {
    blocks = List.copyOf(blocks);
    depths = List.copyOf(depths);
  }

  /** Those of the network with so many side exits. */
  public static ExitPlaces of(int sideExits) {
    return KNOWN.get(sideExits);
  }

  /** The network with so many side exits. */
  public static BranchyNet network(int sideExits) {
    return NETWORKS.get(sideExits);
  }

  private static ExitPlaces of(BranchyNet net) {
    Linearization line = Linearization.of(net);
    List<Integer> blocks = new ArrayList<>();
    List<Double> depths = new ArrayList<>();
    for (int fork : line.forkPositions()) {
      String layer = line.layer(fork).name();
      blocks.add(Integer.valueOf(layer.substring(BLOCK.length(), layer.indexOf('_'))));
      depths.add(trunkWork(line, fork + 1) / trunkWork(line, line.length()));
    }
    return new ExitPlaces(blocks, depths);
  }

  /** Operations of the trunk before a position. */
  private static double trunkWork(Linearization line, int end) {
    double work = 0;
    for (int i = 0; i < end; i++) {
      work += line.isInTrunk(i) ? line.layer(i).flops() : 0;
    }
    return work;
  }

  /** Exits of a network as they are, from one side exit to another, and the final one. */
  public static List<Exit> exits(BranchyNet net, int first, int last) {
    List<Exit> kept = new ArrayList<>(net.exits().subList(first - 1, last));
    kept.add(net.finalExit());
    return kept;
  }
}
