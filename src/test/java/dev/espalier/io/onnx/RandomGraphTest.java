package dev.espalier.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.ImportOptions;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Slice;
import dev.espalier.segment.Segmentation;
import dev.espalier.segment.Transfer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Counts random graphs a second time, by other means: taps of a window are counted one by one, and
 * what crosses a cut is collected from the edges of the graph.
 */
class RandomGraphTest {
  private static final int FLOAT = 4;
  private static final ImportOptions BLOCKS =
      ImportOptions.builder().granularity(ImportOptions.Granularity.BLOCK).build();

  /** A graph that grows, with its costs. */
  private static final class Grown {
    private final SplittableRandom random;
    private final Graphs graph = Graphs.of();
    private final List<String> exits = new ArrayList<>();
    private final Map<String, long[]> shapes = new HashMap<>();
    private final Map<String, List<String>> reads = new HashMap<>();
    private final List<String> trunk = new ArrayList<>();
    private long flops;
    private long weights;

    Grown(long seed) {
      random = new SplittableRandom(seed);
      long[] image = {1, 4, 5 + random.nextInt(8), 5 + random.nextInt(8)};
      graph.input("x", image);
      shapes.put("x", image);
      trunk.add("x");
      int nodes = 4 + random.nextInt(10);
      for (int i = 0; i < nodes; i++) {
        grow(i);
        if (random.nextInt(4) == 0) {
          answer("e" + i, trunk.get(trunk.size() - 1));
        }
      }
      answer("last", trunk.get(trunk.size() - 1));
      graph.output(exits.toArray(String[]::new));
    }

    private void grow(int i) {
      String last = trunk.get(trunk.size() - 1);
      long[] shape = shapes.get(last);
      switch (random.nextInt(5)) {
        case 0 -> convolution("t" + i, last, shape);
        case 1 -> pool("t" + i, last, shape);
        case 2 -> join("t" + i, last, shape);
        default -> {
          add("t" + i, last, shape);
          graph.node("Relu", last, "t" + i);
          flops += elements(shape);
        }
      }
      trunk.add("t" + i);
    }

    private void add(String name, String read, long... shape) {
      shapes.put(name, shape);
      reads.computeIfAbsent(name, any -> new ArrayList<>()).add(read);
    }

    private void convolution(String name, String read, long... in) {
      int kernel = 1 + random.nextInt(3);
      int stride = 1 + random.nextInt(2);
      int dilation = 1 + random.nextInt(2);
      int group = 1 << random.nextInt(3);
      int filters = 4 * (1 + random.nextInt(2));
      boolean isBiased = random.nextInt(2) == 0;
      long[] out = {1, filters, 0, 0};
      long taps = 0;
      for (int axis = 2; axis < 4; axis++) {
        int reach = dilation * (kernel - 1);
        for (long at = -reach; at + reach < in[axis] + reach; at += stride) {
          out[axis]++;
        }
      }
      for (long position = 0; position < out[2] * out[3]; position++) {
        for (int filter = 0; filter < filters; filter++) {
          for (long channel = 0; channel < in[1] / group; channel++) {
            taps += (long) kernel * kernel;
          }
        }
      }
      long pad = (long) dilation * (kernel - 1);
      graph
          .weight(name + "_w", filters, in[1] / group, kernel, kernel)
          .weight(name + "_b", filters)
          .node(
              "Conv",
              read + " " + name + "_w" + (isBiased ? " " + name + "_b" : ""),
              name,
              Graphs.ints("pads", pad, pad, pad, pad),
              Graphs.ints("strides", stride, stride),
              Graphs.ints("dilations", dilation, dilation),
              Graphs.axis(group).toBuilder().setName("group").build());
      flops += taps + (isBiased ? elements(out) : 0);
      weights += filters * (in[1] / group) * kernel * kernel + (isBiased ? filters : 0);
      add(name, read, out);
    }

    private void pool(String name, String read, long... in) {
      graph.node(
          random.nextInt(2) == 0 ? "MaxPool" : "AveragePool",
          read,
          name,
          Graphs.ints("kernel_shape", 2, 2),
          Graphs.ints("pads", 1, 1, 0, 0));
      flops += elements(in);
      add(name, read, in);
    }

    /**
     * Reads an earlier tensor of the same extents, too: a residual sum, or channels side by side.
     */
    private void join(String name, String last, long... shape) {
      List<String> fitting =
          trunk.stream().filter(each -> Arrays.equals(shapes.get(each), shape)).toList();
      String other = fitting.get(random.nextInt(fitting.size()));
      boolean isSum = shape[1] > 8 || random.nextInt(2) == 0;
      add(name, last, shape[0], isSum ? shape[1] : 2 * shape[1], shape[2], shape[3]);
      reads.get(name).add(other);
      if (isSum) {
        graph.node("Add", last + " " + other, name);
        flops += elements(shape);
      } else {
        graph.node("Concat", last + " " + other, name, Graphs.axis(1));
      }
    }

    private void answer(String name, String read) {
      long[] in = shapes.get(read);
      add(name + "_p", read, 1, in[1], 1, 1);
      add(name + "_f", name + "_p", 1, in[1]);
      add(name, name + "_f", 1, 3);
      graph
          .weight(name + "_w", in[1], 3)
          .weight(name + "_b", 3)
          .node("GlobalAveragePool", read, name + "_p")
          .node("Flatten", name + "_p", name + "_f")
          .node("Gemm", name + "_f " + name + "_w " + name + "_b", name);
      flops += elements(in) + in[1] * 3;
      weights += in[1] * 3 + 3;
      exits.add(name);
    }

    private static long elements(long... shape) {
      long elements = 1;
      for (long extent : shape) {
        elements *= extent;
      }
      return elements;
    }

    /** Bytes of what is produced before a boundary and read behind it. */
    private long crossing(Linearization line, int boundary) {
      Map<String, Integer> positions = new HashMap<>();
      IntStream.range(0, line.length())
          .forEach(p -> positions.put(line.layer(p).outputs().get(0).name(), p));
      return shapes.keySet().stream()
          .filter(tensor -> positions.getOrDefault(tensor, -1) < boundary)
          .filter(
              tensor ->
                  reads.entrySet().stream()
                      .anyMatch(
                          reader ->
                              reader.getValue().contains(tensor)
                                  && positions.get(reader.getKey()) >= boundary))
          .mapToLong(tensor -> FLOAT * elements(shapes.get(tensor)))
          .sum();
    }
  }

  private static long sum(OnnxNetwork network, ToLongFunction<Layer> cost) {
    return network.net().layers().stream().mapToLong(cost).sum();
  }

  @Test
  void totalsAreThoseOfASecondCount() {
    for (int seed = 0; seed < 300; seed++) {
      Grown grown = new Grown(seed);
      OnnxNetwork nodes = grown.graph.network();
      assertThat(sum(nodes, Layer::flops)).as("seed %d", seed).isEqualTo(grown.flops);
      assertThat(sum(nodes, Layer::weightBytes)).as("%d", seed).isEqualTo(FLOAT * grown.weights);
      nodes
          .net()
          .layers()
          .forEach(
              layer ->
                  assertThat(layer.outputBytes())
                      .isEqualTo(
                          FLOAT * Grown.elements(grown.shapes.get(layer.outputs().get(0).name()))));
      OnnxNetwork blocks = grown.graph.network(BLOCKS);
      assertThat(sum(blocks, Layer::flops)).as("blocks of %d", seed).isEqualTo(grown.flops);
      assertThat(sum(blocks, Layer::weightBytes)).isEqualTo(FLOAT * grown.weights);
    }
  }

  @Test
  void transfersAreWhatCrossesTheCutsOfTheGraph() {
    for (int seed = 0; seed < 300; seed++) {
      Grown grown = new Grown(seed);
      Linearization line = Linearization.of(grown.graph.network().net());
      List<Slice> slices =
          IntStream.range(0, line.length()).mapToObj(p -> new Slice("d" + p, p, p + 1)).toList();
      for (Transfer transfer : Segmentation.of(line, slices).transfers()) {
        assertThat(transfer.bytes())
            .as("boundary %d of seed %d", transfer.boundary(), seed)
            .isEqualTo(grown.crossing(line, transfer.boundary()))
            .isEqualTo(line.payloadBytes(transfer.boundary()));
      }
    }
  }
}
