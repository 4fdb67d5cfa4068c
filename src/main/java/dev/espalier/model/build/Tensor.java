package dev.espalier.model.build;

import dev.espalier.internal.Checks;
import dev.espalier.model.build.Architecture.Operator;
import dev.espalier.model.build.Architecture.Operator.Plain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor of a network that is being built: the model input or the output of a layer. Each method
 * adds one layer that reads it and returns the tensor that layer produces, so a run of layers reads
 * as a chain of calls. A tensor stays usable: call several methods on it where a branch leaves the
 * trunk or a shortcut begins.
 *
 * <p>Every method throws {@link IllegalArgumentException}, naming the layer, the shapes found and
 * what was expected, if the layer's name is blank or taken or the layer cannot read its inputs.
 * Costs are counted as {@link NetworkBuilder} says.
 */
public final class Tensor {
  private final NetworkBuilder net;
  private final String name;
  private final Shape shape;

  Tensor(NetworkBuilder net, String name, Shape shape) {
    this.net = net;
    this.name = name;
    this.shape = shape;
  }

  /** Name of the layer that produces it, or of the model input. */
  public String name() {
    return name;
  }

  /** Its shape, without the batch axis. */
  public Shape shape() {
    return shape;
  }

  boolean belongsTo(NetworkBuilder builder) {
    return net == builder;
  }

  /** Adds an ordinary convolution with bias; the input must be a grid. */
  public Tensor conv(String layer, int channels, Window window) {
    return conv(layer, Convolution.of(channels, window));
  }

  /** Adds a convolution; the input must be a grid that holds the kernel. */
  public Tensor conv(String layer, Convolution convolution) {
    return next(
        layer, new Operator.Conv(convolution), LayerCost.conv(subject(layer), shape, convolution));
  }

  /** Adds a depthwise convolution with bias: one filter per channel, each reading its own. */
  public Tensor depthwiseConv(String layer, Window window) {
    return conv(layer, Convolution.of(shape.channels(), window).groups(shape.channels()));
  }

  /** Adds a pooling that keeps the largest element of each window; the input must be a grid. */
  public Tensor maxPool(String layer, Window window) {
    return next(layer, new Operator.MaxPool(window), LayerCost.pool(subject(layer), shape, window));
  }

  /** Adds a pooling that averages each window; the input must be a grid. */
  public Tensor averagePool(String layer, Window window) {
    return next(
        layer, new Operator.AveragePool(window), LayerCost.pool(subject(layer), shape, window));
  }

  /** Adds a pooling that averages each channel: channels x 1 x 1 are left. */
  public Tensor globalAveragePool(String layer) {
    return next(layer, Plain.GLOBAL_AVERAGE_POOL, LayerCost.globalPool(subject(layer), shape));
  }

  /** Adds a batch normalization. */
  public Tensor batchNorm(String layer) {
    return next(layer, Plain.BATCH_NORMALIZATION, LayerCost.batchNorm(subject(layer), shape));
  }

  /** Adds a rectified linear unit. */
  public Tensor relu(String layer) {
    return next(layer, Plain.RELU, LayerCost.relu(shape));
  }

  /** Adds a rectified linear unit that ends at 6, which is a Clip to ONNX. */
  public Tensor relu6(String layer) {
    return next(layer, Plain.RELU6, LayerCost.relu(shape));
  }

  /** Adds a softmax. */
  public Tensor softmax(String layer) {
    return next(layer, Plain.SOFTMAX, LayerCost.softmax(subject(layer), shape));
  }

  /** Adds a local response normalization. */
  public Tensor lrn(String layer) {
    return next(layer, Plain.LRN, LayerCost.free(shape));
  }

  /** Adds a dropout, which passes everything on at inference. */
  public Tensor dropout(String layer) {
    return next(layer, Plain.DROPOUT, LayerCost.free(shape));
  }

  /** Adds a layer that turns a grid into a flat vector of channels x height x width features. */
  public Tensor flatten(String layer) {
    return next(layer, Plain.FLATTEN, LayerCost.flatten(subject(layer), shape));
  }

  /** Adds a fully connected layer with bias; the input must be flat. */
  public Tensor gemm(String layer, int features) {
    return next(layer, Plain.GEMM, LayerCost.gemm(subject(layer), shape, features));
  }

  /** Adds the elementwise sum of this tensor and others of the same shape. */
  public Tensor add(String layer, Tensor... others) {
    List<Tensor> inputs = with(others);
    return net.append(layer, Plain.ADD, JoinCost.add(subject(layer), inputs), inputs);
  }

  /** Adds a layer that concatenates this tensor and others of its height and width. */
  public Tensor concat(String layer, Tensor... others) {
    List<Tensor> inputs = with(others);
    return net.append(layer, Plain.CONCAT, JoinCost.concat(subject(layer), inputs), inputs);
  }

  /**
   * Adds a layer of any other kind, with the numbers given.
   *
   * @param layer its name
   * @param op its operator, information only
   * @param flops multiply-accumulates and other operations of one inference
   * @param weightBytes size of its parameters, bytes
   * @param output shape of the tensor it produces
   * @param others inputs besides this tensor
   */
  public Tensor custom(
      String layer, String op, long flops, long weightBytes, Shape output, Tensor... others) {
    return custom(layer, new Operator.Other(op), flops, weightBytes, output, others);
  }

  /** Adds a layer of any other kind, with the numbers given, as the method above does. */
  public Tensor custom(
      String layer,
      Operator operator,
      long flops,
      long weightBytes,
      Shape output,
      Tensor... others) {
    return net.append(layer, operator, new LayerCost(flops, weightBytes, output), with(others));
  }

  private Tensor next(String layer, Operator operator, LayerCost cost) {
    return net.append(layer, operator, cost, List.of(this));
  }

  private List<Tensor> with(Tensor... others) {
    List<Tensor> all = new ArrayList<>();
    all.add(this);
    all.addAll(Arrays.asList(others));
    return all;
  }

  private static String subject(String layer) {
    return Checks.quoted("layer", layer);
  }

  /** Name and shape, such as {@code conv1 32x16x16}. */
  @Override
  public String toString() {
    return name + " " + shape;
  }
}
