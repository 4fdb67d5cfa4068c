package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.internal.FileReplacement;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.Segmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Writes a whole model with a plan in it. Each node of a layer says where it runs; nodes that
 * compute constants, and nodes that lead to no deployed exit, say nothing.
 */
public final class ModelAnnotator {
  /** How a plan is written into a model. */
  public enum Annotation {
    /**
     * As metadata of nodes: {@code espalier.device}, {@code espalier.slice} and, where a node
     * produces the answer of a deployed exit, {@code espalier.exit}.
     */
    METADATA("metadata", 10),
    /** As metadata, and as the multi-device annotation of ONNX IR version 11. */
    IR11("ir11", 11);

    private final String label;
    private final long irVersion;

    Annotation(String label, long irVersion) {
      this.label = label;
      this.irVersion = irVersion;
    }

    /** Name on the command line. */
    public String label() {
      return label;
    }
  }

  private final OnnxNetwork network;
  private final Segmentation segmentation;
  private final Annotation annotation;
  private final List<String> devices;

  /**
   * @param network the network that was planned
   * @param segmentation its segments
   */
  public ModelAnnotator(OnnxNetwork network, Segmentation segmentation, Annotation annotation) {
    this.network = network;
    this.segmentation = segmentation;
    this.annotation = annotation;
    devices = segmentation.segments().stream().map(Segment::device).distinct().toList();
  }

  /**
   * Writes the model. Its IR version is raised where annotations need a newer one. If it is too
   * large for one file, its weights go to a second one beside it.
   *
   * @param stop polled while weights are written; {@code true} ends the writing
   * @throws IOException if the file cannot be written; what was there before is kept
   * @throws SplitInterruptedException if it was stopped
   */
  public void write(Path file, BooleanSupplier stop) throws IOException {
    ModelProto model = network.file().model();
    ModelProto.Builder annotated = model.toBuilder();
    annotated.setIrVersion(Math.max(model.getIrVersion(), annotation.irVersion));
    if (annotation == Annotation.IR11) {
      PlanAnnotation.declareDevices(annotated, devices);
    }
    annotateNodes(annotated.getGraphBuilder());
    if (model.getIrVersion() < SegmentModel.IR_WITH_SEPARATE_WEIGHTS) {
      SegmentModel.dropWeightInputs(annotated);
    }
    ModelWriter writer =
        new ModelWriter(network.file().weights(), ModelSplitter.MAX_FILE_BYTES, stop);
    Path data = file.resolveSibling(file.getFileName() + ModelWriter.WEIGHTS_SUFFIX);
    FileReplacement.write(file, path -> writer.write(annotated.build(), path, data));
  }

  private void annotateNodes(GraphProto.Builder graph) throws IOException {
    InlineValues inline = new InlineValues(network.file().weights());
    for (int n = 0; n < graph.getNodeCount(); n++) {
      graph.setNode(n, PlanAnnotation.withMetadata(inline.node(graph.getNode(n)), Map.of()));
    }
    for (int i = 0; i < graph.getSparseInitializerCount(); i++) {
      graph.setSparseInitializer(i, inline.sparse(graph.getSparseInitializer(i)));
    }
    for (Segment segment : segmentation.segments()) {
      for (String layer : segment.layers()) {
        for (int n : network.nodes(layer)) {
          graph.setNode(n, annotated(graph.getNode(n), segment));
        }
      }
    }
  }

  private NodeProto annotated(NodeProto node, Segment segment) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(PlanAnnotation.DEVICE, segment.device());
    metadata.put(PlanAnnotation.SLICE, String.valueOf(segment.slice()));
    segment
        .exit()
        .filter(exit -> !Collections.disjoint(exit.outputs(), node.getOutputList()))
        .map(SegmentExit::name)
        .ifPresent(exit -> metadata.put(PlanAnnotation.EXIT, exit));
    NodeProto described = PlanAnnotation.withMetadata(node, metadata);
    return annotation == Annotation.IR11
        ? PlanAnnotation.withStage(described, devices.indexOf(segment.device()), segment.slice())
        : described;
  }
}
