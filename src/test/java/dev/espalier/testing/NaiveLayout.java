package dev.espalier.testing;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
          if (groups.get(g).stream().anyMatch(other -> layer.inputs().contains(other.name()))) {
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
        if (found.stream().anyMatch(reader -> reader.inputs().contains(layer.name()))) {
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
              .filter(layer -> waiting.stream().noneMatch(o -> layer.inputs().contains(o.name())))
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

  /** Bytes of all tensors that exist before the boundary and are read behind it. */
  long payloadBytes(int boundary) {
    long bytes = isReadFrom(boundary, net.input().name()) ? net.input().bytes() : 0;
    for (int i = 0; i < boundary; i++) {
      if (isReadFrom(boundary, order.get(i).name())) {
        bytes += order.get(i).outputBytes();
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
    long before = position == 0 ? net.input().bytes() : payloadBytes(position);
    return before + order.get(position).outputBytes();
  }

  /** Input tensors, weights and output of a position. */
  long movedBytes(int position) {
    Layer layer = order.get(position);
    long bytes = layer.weightBytes() + layer.outputBytes();
    for (String input : layer.inputs()) {
      bytes += input.equals(net.input().name()) ? net.input().bytes() : named(input).outputBytes();
    }
    return bytes;
  }
}
