package dev.espalier.plan;

import dev.espalier.internal.NearestName;
import dev.espalier.model.Exit;
import dev.espalier.model.Linearization;
import java.util.Arrays;
import java.util.List;

/**
 * Weights of layers and exits: the probability that a sample gets there, or 1 in a run that takes a
 * given path through the network. A boundary has the weight of the layer directly after it.
 */
public sealed interface Weighting {
  /** Every layer with its reach and every exit with its probability: the mean over all samples. */
  Weighting EXPECTED = new Expected();

  /** Every layer, and the final exit alone: a sample that runs everything. */
  Weighting FULL = new Full();

  /** Every layer up to an exit, and that exit alone: a sample that leaves there. */
  static Weighting until(String exit) {
    return new Until(exit);
  }

  /** Weight of the layer at each position, from 0 to 1, never growing along the network. */
  double[] layers(Linearization net);

  /** Weight of the layer at one position: that of {@link #layers}, without the others. */
  double layer(Linearization net, int position);

  /** Weight of what each exit sends to the sink, from 0 to 1, in the order of the exits. */
  double[] exits(Linearization net);

  /** Weights of {@link #EXPECTED}. */
  record Expected() implements Weighting {
    @Override
    public double layer(Linearization net, int position) {
      return net.reach(position);
    }

    @Override
    public double[] layers(Linearization net) {
      double[] weights = new double[net.length()];
      Arrays.setAll(weights, net::reach);
      return weights;
    }

    @Override
    public double[] exits(Linearization net) {
      return net.net().exits().stream().mapToDouble(Exit::probability).toArray();
    }
  }

  /** Weights of {@link #FULL}. */
  record Full() implements Weighting {
    @Override
    public double layer(Linearization net, int position) {
      return 1;
    }

    @Override
    public double[] layers(Linearization net) {
      double[] weights = new double[net.length()];
      Arrays.fill(weights, 1);
      return weights;
    }

    @Override
    public double[] exits(Linearization net) {
      double[] weights = new double[net.net().exits().size()];
      weights[weights.length - 1] = 1;
      return weights;
    }
  }

  /**
   * Weights of {@link #until}.
   *
   * @param exit its name
   */
  record Until(String exit) implements Weighting {
    @Override
    public double layer(Linearization net, int position) {
      return position <= net.exitPosition(index(net)) ? 1 : 0;
    }

    @Override
    public double[] layers(Linearization net) {
      double[] weights = new double[net.length()];
      Arrays.fill(weights, 0, net.exitPosition(index(net)) + 1, 1);
      return weights;
    }

    @Override
    public double[] exits(Linearization net) {
      double[] weights = new double[net.net().exits().size()];
      weights[index(net)] = 1;
      return weights;
    }

    private int index(Linearization net) {
      List<Exit> exits = net.net().exits();
      for (int e = 0; e < exits.size(); e++) {
        if (exits.get(e).name().equals(exit)) {
          return e;
        }
      }
      throw new IllegalArgumentException(
          "exit \"%s\" is not in model \"%s\"%s"
              .formatted(
                  exit,
                  net.net().name(),
                  NearestName.hint(exit, exits.stream().map(Exit::name).toList())));
    }
  }
}
