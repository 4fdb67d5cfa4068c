package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.espalier.io.onnx.file.Weights;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A model as the bytes of its file, of which weights that were left out are streamed in. The fields
 * of a message may come in any order: the graph is the last one of the model, the weights are the
 * last ones of the graph.
 */
final class StreamedModel {
  /** Copies the values of a weight. */
  @FunctionalInterface
  interface Copy {
    void copy(TensorProto weight, OutputStream out) throws IOException;
  }

  private final ModelProto rest;
  private final GraphProto graph;
  private final GraphProto graphRest;
  private final Weights weights;
  private final long graphBytes;

  /**
   * @param model the model; weights that are external data are streamed in
   */
  StreamedModel(ModelProto model, Weights weights) {
    this.weights = weights;
    rest = model.toBuilder().clearGraph().build();
    graph = model.getGraph();
    graphRest = graph.toBuilder().clearInitializer().build();
    long bytes = graphRest.getSerializedSize();
    for (TensorProto weight : graph.getInitializerList()) {
      bytes += fieldBytes(GraphProto.INITIALIZER_FIELD_NUMBER, weightBytes(weight));
    }
    graphBytes = bytes;
  }

  /** Size of the file, bytes. */
  long bytes() {
    return rest.getSerializedSize() + fieldBytes(ModelProto.GRAPH_FIELD_NUMBER, graphBytes);
  }

  private long weightBytes(TensorProto weight) {
    return isLeftOut(weight)
        ? head(weight).getSerializedSize()
            + fieldBytes(TensorProto.RAW_DATA_FIELD_NUMBER, weights.byteCount(weight))
        : weight.getSerializedSize();
  }

  private static long fieldBytes(int field, long bytes) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt64SizeNoTag(bytes)
        + bytes;
  }

  /** Whether the values of a weight are not in its message. */
  static boolean isLeftOut(TensorProto weight) {
    return weight.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  private static TensorProto head(TensorProto weight) {
    return weight.toBuilder().clearExternalData().clearDataLocation().build();
  }

  /** Writes the file. */
  void write(OutputStream out, Copy copy) throws IOException {
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    rest.writeTo(coded);
    begin(coded, ModelProto.GRAPH_FIELD_NUMBER, graphBytes);
    graphRest.writeTo(coded);
    for (TensorProto weight : graph.getInitializerList()) {
      begin(coded, GraphProto.INITIALIZER_FIELD_NUMBER, weightBytes(weight));
      if (isLeftOut(weight)) {
        head(weight).writeTo(coded);
        begin(coded, TensorProto.RAW_DATA_FIELD_NUMBER, weights.byteCount(weight));
        coded.flush();
        copy.copy(weight, out);
      } else {
        weight.writeTo(coded);
      }
    }
    coded.flush();
  }

  private static void begin(CodedOutputStream out, int field, long bytes) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(bytes);
  }
}
