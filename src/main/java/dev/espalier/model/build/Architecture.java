package dev.espalier.model.build;

import dev.espalier.model.BranchyNet;
import java.util.List;

/**
 * A network with the operators that its layers were counted from: what a runnable form of it is
 * written from. {@link NetworkBuilder#architecture} makes it.
 *
 * @param net the network
 * @param input name of its input
 * @param inputShape shape of its input, without the batch axis
 * @param nodes its layers, in the order of {@code net}, each after those that it reads
 */
public record Architecture(BranchyNet net, String input, Shape inputShape, List<Node> nodes) {

  /** Copies the list. */
  public Architecture {
    nodes = List.copyOf(nodes);
  }

  /**
   * A layer.
   *
   * @param name its name and that of the tensor it produces
   * @param operator what it computes
   * @param inputs names of the tensors it reads, in order
   * @param output shape of the tensor it produces, without the batch axis
   */
  public record Node(String name, Operator operator, List<String> inputs, Shape output) {
    /** Copies the list. */
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  /** What a layer computes, with the parameters that its costs do not show. */
  public sealed interface Operator {

    /** Its name, which is that of ONNX where ONNX has it, such as {@code Conv}. */
    String op();

    /** A convolution. */
    record Conv(Convolution convolution) implements Operator {
      @Override
      public String op() {
        return "Conv";
      }
    }

    /** A pooling that keeps the largest element of each window. */
    record MaxPool(Window window) implements Operator {
      @Override
      public String op() {
        return "MaxPool";
      }
    }

    /** A pooling that averages each window. */
    record AveragePool(Window window) implements Operator {
      @Override
      public String op() {
        return "AveragePool";
      }
    }

    /**
     * Several layers counted as one, after which what no layer of the block reads is summed.
     *
     * @param op its name
     * @param nodes the layers, each after those that it reads
     */
    record Block(String op, List<Node> nodes) implements Operator {
      /** Copies the list. */
      public Block {
        nodes = List.copyOf(nodes);
      }
    }

    /** A layer of which only the name is given. */
    record Other(String op) implements Operator {}

    /** Operators whose input and output shapes say everything else. */
    enum Plain implements Operator {
      /** Averages each channel. */
      GLOBAL_AVERAGE_POOL("GlobalAveragePool"),
      /** Normalizes each channel. */
      BATCH_NORMALIZATION("BatchNormalization"),
      /** Replaces negative elements by 0. */
      RELU("Relu"),
      /** Replaces negative elements by 0 and those above 6 by 6. */
      RELU6("Clip"),
      /** Turns elements into probabilities that sum to 1 over the channels. */
      SOFTMAX("Softmax"),
      /** Normalizes each element by its neighbors in other channels. */
      LRN("LRN"),
      /** Passes everything on at inference. */
      DROPOUT("Dropout"),
      /** Turns a grid into a flat vector. */
      FLATTEN("Flatten"),
      /** A fully connected layer with bias. */
      GEMM("Gemm"),
      /** Sums tensors of one shape. */
      ADD("Add"),
      /** Concatenates channels or features. */
      CONCAT("Concat");

      private final String op;

      Plain(String op) {
        this.op = op;
      }

      @Override
      public String op() {
        return op;
      }
    }
  }
}
