package dev.espalier.model;

import java.util.List;

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
  record Block(String op, List<Architecture.Node> nodes) implements Operator {
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
