package dev.espalier.testing;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * A second derivation of the linearization and of what follows from it, by the words of the design
 * alone: slow, plain, and without any of the code that it is compared with. Expects a valid
 * network.
 */
final class NaiveLayout {
  private final BranchyNet net;
  private final List<Layer> order;

  NaiveLayout(BranchyNet net) {
    this.net = net;
    this.order = layOut();
  }

  /** All layers in linearized order. */
  List<Layer> order() {
    return order;
  }

  /** One group in front of the trunk and one for each trunk layer; branches go to their group. */
  private List<Layer> layOut() {
    List<List<Layer>> groups = new ArrayList<>();
    groups.add(new ArrayList<>());
    for (Layer layer : sorted(ancestorsAndSelf(named(net.finalExit().layer())))) {
      groups.add(new ArrayList<>(List.of(layer)));
    }
    for (Exit exit : net.exits()) {
      Set<Layer> part = ancestorsAndSelf(named(exit.layer()));
      groups.forEach(part::removeAll);
      int last = 0;
      for (Layer layer : part) {
        for (int g = 0; g < groups.size(); g++) {
          if (groups.get(g).stream().anyMatch(other -> reads(layer, other))) {
            last = Math.max(last, g);
          }
        }
      }
      groups.get(last).addAll(sorted(part));
    }
    return groups.stream().flatMap(List::stream).toList();
  }

  private Layer named(String name) {
    return net.layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Set<Layer> ancestorsAndSelf(Layer end) {
    Set<Layer> found = new LinkedHashSet<>(Set.of(end));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Layer layer : net.layers()) {
        if (found.stream().anyMatch(reader -> reads(reader, layer))) {
          grown |= found.add(layer);
        }
      }
    }
    return found;
  }

  /** Again and again the first layer in file order that waits for none of the others. */
  private List<Layer> sorted(Set<Layer> part) {
    List<Layer> waiting = new ArrayList<>(net.layers());
    waiting.retainAll(part);
    List<Layer> done = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Layer next =
          waiting.stream()
              .filter(layer -> waiting.stream().noneMatch(other -> reads(layer, other)))
              .findFirst()
              .orElseThrow();
      waiting.remove(next);
      done.add(next);
    }
    return done;
  }

  /** Position of a layer. */
  int position(String layer) {
    return order.stream().map(Layer::name).toList().indexOf(layer);
  }

  /** One minus the probabilities of all exits that lie before the position. */
  double reach(int position) {
    double reach = 1;
    for (Exit exit : net.exits()) {
      if (position(exit.layer()) < position) {
        reach -= exit.probability();
      }
    }
    return reach;
  }

  private static boolean reads(Layer reader, Layer producer) {
    return producer.outputs().stream().anyMatch(tensor -> reader.inputs().contains(tensor.name()));
  }

  /**
   * Bytes of all tensors that exist before the boundary and are read behind it, as they are sent.
   */
  long payloadBytes(int boundary) {
    return crossingBytes(boundary, ModelInput::sentBytes);
  }

  private long crossingBytes(int boundary, ToLongFunction<ModelInput> inputBytes) {
    long bytes = 0;
    for (ModelInput input : net.inputs()) {
      bytes += isReadFrom(boundary, input.name()) ? inputBytes.applyAsLong(input) : 0;
    }
    for (int i = 0; i < boundary; i++) {
      for (TensorSpec tensor : order.get(i).outputs()) {
        bytes += isReadFrom(boundary, tensor.name()) ? tensor.bytes() : 0;
      }
    }
    return bytes;
  }

  private boolean isReadFrom(int position, String tensor) {
    return order.subList(position, order.size()).stream()
        .anyMatch(layer -> layer.inputs().contains(tensor));
  }

  /** What must be in memory besides weights while a position runs. */
  long liveBytes(int position) {
    return crossingBytes(position, ModelInput::bytes) + order.get(position).outputBytes();
  }

  /** Size of the answer of an exit. */
  long resultBytes(int index) {
    Exit exit = net.exits().get(index);
    long bytes = 0;
    for (TensorSpec tensor : named(exit.layer()).outputs()) {
      boolean isAnswer = exit.outputs().isEmpty() || exit.outputs().contains(tensor.name());
      bytes += isAnswer ? tensor.bytes() : 0;
    }
    return bytes;
  }

  /** Input tensors, weights and outputs of a position. */
  long movedBytes(int position) {
    Layer layer = order.get(position);
    long bytes = layer.weightBytes() + layer.outputBytes();
    for (ModelInput input : net.inputs()) {
      bytes += layer.inputs().contains(input.name()) ? input.bytes() : 0;
    }
    for (Layer producer : order) {
      for (TensorSpec tensor : producer.outputs()) {
        bytes += layer.inputs().contains(tensor.name()) ? tensor.bytes() : 0;
      }
    }
    return bytes;
  }
}
