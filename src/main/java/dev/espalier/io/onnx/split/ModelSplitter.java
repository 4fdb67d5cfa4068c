package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.segment.Manifest.StoredSegment;
import dev.espalier.segment.Segment;
import dev.espalier.segment.Segmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Writes each segment of a plan as an ONNX file. Run one after another, they compute what the whole
 * model computes: each has the nodes of its layers, with the weights that they read and the nodes
 * that compute constants for them. Weights are streamed, so that memory depends on the graph alone;
 * equal models and plans give equal bytes.
 */
public final class ModelSplitter {
  /**
   * Maximum size of a file with its weights, bytes: below the 2 GiB of Protocol Buffers. Weights of
   * a larger segment lie in a second file.
   */
  static final long MAX_FILE_BYTES = 1_900_000_000;

  /** Maximum length of the name of a device within that of a file. */
  private static final int MAX_DEVICE_LENGTH = 60;

  private final OnnxNetwork network;
  private final Segmentation segmentation;
  private final SegmentModel models;
  private final ModelWriter writer;

  /**
   * @param network the network that was planned
   * @param segmentation its segments
   * @param stop polled while weights are written; {@code true} ends the writing
   */
  public ModelSplitter(OnnxNetwork network, Segmentation segmentation, BooleanSupplier stop) {
    this(network, segmentation, stop, MAX_FILE_BYTES);
  }

  ModelSplitter(
      OnnxNetwork network, Segmentation segmentation, BooleanSupplier stop, long maxFileBytes) {
    this.network = network;
    this.segmentation = segmentation;
    models =
        new SegmentModel(
            network.file(), new OpenExtents(network.file().model(), network.tensors()));
    writer = new ModelWriter(network.file().weights(), maxFileBytes, stop);
  }

  /**
   * Writes the files of all segments into a folder.
   *
   * @return the files of each segment, in order
   * @throws IOException if a file cannot be written
   * @throws dev.espalier.io.InvalidFileException if a weight cannot be read, or the type of a
   *     tensor at a cut is not known
   * @throws SplitInterruptedException if it was stopped
   */
  public List<StoredSegment> write(Path folder) throws IOException {
    List<Segment> segments = segmentation.segments();
    int digits = String.valueOf(segments.size() - 1).length();
    List<StoredSegment> stored = new ArrayList<>();
    for (int n = 0; n < segments.size(); n++) {
      Segment segment = segments.get(n);
      List<Integer> nodes =
          segment.layers().stream().flatMap(layer -> network.nodes(layer).stream()).toList();
      ModelProto model = models.of(n, segment, nodes);
      stored.add(writer.write(model, folder.resolve(name(n, digits, segment.device()))));
    }
    return stored;
  }

  /** A name such as {@code segment-03-edge.onnx}: sorted by number, of plain characters. */
  private static String name(int number, int digits, String device) {
    String plain = device.replaceAll("[^A-Za-z0-9._-]", "_");
    return "segment-%s-%s.onnx"
        .formatted(
            "0".repeat(digits - String.valueOf(number).length()) + number,
            plain.substring(0, Math.min(MAX_DEVICE_LENGTH, plain.length())));
  }
}
