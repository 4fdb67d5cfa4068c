package dev.espalier.reproduction.pacheco2021;

import dev.espalier.internal.Checks;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Slice;
import dev.espalier.reproduction.pacheco2021.leaving.ExitPlaces;
import dev.espalier.reproduction.scene.EdgeCloud;
import java.util.ArrayList;
import java.util.List;

/**
 * How an experiment divides a network between edge and cloud.
 *
 * @param name name in charts
 * @param firstExit number of the first side exit that is deployed, from 1; 0 if none is
 * @param lastExit number of the last one, behind which the cloud goes on; 0 if none is
 * @param endsInCloud whether the cloud runs what follows, and not the edge
 */
public record EdgeCut(String name, int firstExit, int lastExit, boolean endsInCloud) {
  /** The cloud runs the network without side exits. */
  public static final EdgeCut CLOUD_ONLY = new EdgeCut("cloud only", 0, 0, true);

  /** The edge runs the network with all five side exits. */
  public static final EdgeCut ALL_AT_EDGE =
      new EdgeCut("edge only", 1, MobileNetScene.LAST_EXIT, false);

  /** The edge runs a network up to its only side exit. */
  public static final EdgeCut ONLY_EXIT = new EdgeCut("exit 1", 1, 1, true);

  /** Size of a picture file, bytes. */
  public static final long FILE_BYTES = MobileNetScene.MEAN_FILE_BYTES;

  /** Rate between edge and cloud, 10^6 bits per second. */
  public static final double MBPS = MobileNetScene.MBPS;

  /** Time from one to the other, ms: half of the round trip. */
  public static final double ONE_WAY_MS = MobileNetScene.ROUND_TRIP_MS / 2;

  /**
   * @throws IllegalArgumentException if the name is blank
   */
  public EdgeCut {
    Checks.name("cut", "name", name);
  }

  /** The divisions of figure 7 with side exits: the third to some later one at the edge. */
  public static List<EdgeCut> offloading() {
    return Figure7.lastExits().stream()
        .map(last -> new EdgeCut(Figure7.exits(last), MobileNetScene.FIRST_EXIT, last, true))
        .toList();
  }

  /** Number of exits that are deployed, the final one included. */
  public int exits() {
    return firstExit == 0 ? 1 : lastExit - firstExit + 2;
  }

  /**
   * A network with the exits that are deployed.
   *
   * @param net the network with all its exits
   * @param probabilities of the deployed exits, the final one last
   */
  public BranchyNet deploy(BranchyNet net, double... probabilities) {
    List<Exit> exits =
        firstExit == 0 ? List.of(net.finalExit()) : ExitPlaces.exits(net, firstExit, lastExit);
    List<Exit> deployed = new ArrayList<>();
    for (int e = 0; e < probabilities.length; e++) {
      deployed.add(exits.get(e).withProbability(probabilities[e]));
    }
    return net.withExits(deployed);
  }

  /**
   * The slices of a network.
   *
   * @param line the network with its deployed exits
   */
  public List<Slice> slices(Linearization line) {
    if (!endsInCloud) {
      return List.of(new Slice(EdgeCloud.EDGE, 0, line.length()));
    }
    if (firstExit == 0) {
      return List.of(new Slice(EdgeCloud.CLOUD, 0, line.length()));
    }
    int boundary = line.exitPosition(line.net().exits().size() - 2) + 1;
    return List.of(
        new Slice(EdgeCloud.EDGE, 0, boundary),
        new Slice(EdgeCloud.CLOUD, boundary, line.length()));
  }
}
