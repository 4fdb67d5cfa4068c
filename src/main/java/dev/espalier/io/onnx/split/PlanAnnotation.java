package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.List;
import java.util.Map;

/**
 * Writes where a node runs into it: as metadata, which viewers such as Netron show, and as the
 * multi-device annotation of ONNX IR version 11 ({@code NodeDeviceConfigurationProto}). The latter
 * is younger than the generated classes, which carry it as unknown fields; the numbers below are
 * those of {@code onnx.proto}.
 */
final class PlanAnnotation {
  static final String DEVICE = "espalier.device";
  static final String SLICE = "espalier.slice";
  static final String EXIT = "espalier.exit";

  /** Beginning of all keys of ours. */
  static final String PREFIX = "espalier.";

  /** Name of the configuration of devices. */
  private static final String CONFIGURATION = "espalier";

  private static final int MODEL_CONFIGURATION = 26;
  private static final int CONFIGURATION_NAME = 1;
  private static final int CONFIGURATION_DEVICES = 2;
  private static final int CONFIGURATION_DEVICE = 3;

  private static final int NODE_DEVICE_CONFIGURATIONS = 10;
  private static final int NODE_CONFIGURATION_ID = 1;
  private static final int NODE_SHARDING_SPEC = 2;
  private static final int NODE_PIPELINE_STAGE = 3;
  private static final int SHARDING_TENSOR = 1;
  private static final int SHARDING_DEVICE = 2;

  private PlanAnnotation() {}

  /** A node with metadata; earlier entries of ours are replaced, others stay. */
  static NodeProto withMetadata(NodeProto node, Map<String, String> metadata) {
    NodeProto.Builder builder = node.toBuilder().clearMetadataProps();
    node.getMetadataPropsList().stream()
        .filter(entry -> !entry.getKey().startsWith(PREFIX))
        .forEach(builder::addMetadataProps);
    metadata.forEach(
        (key, value) ->
            builder.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return builder.build();
  }

  /**
   * A node with the device of its outputs and its stage of the pipeline.
   *
   * @param device index of the device in the configuration of the model
   * @param slice number of the slice, which is the stage
   */
  static NodeProto withStage(NodeProto node, int device, int slice) {
    Field.Builder shardings = Field.newBuilder();
    for (String output : node.getOutputList()) {
      if (!output.isEmpty()) {
        shardings.addLengthDelimited(
            message(Map.of(SHARDING_TENSOR, text(output), SHARDING_DEVICE, number(device))));
      }
    }
    ByteString stage =
        message(
            Map.of(
                NODE_CONFIGURATION_ID,
                text(CONFIGURATION),
                NODE_SHARDING_SPEC,
                shardings.build(),
                NODE_PIPELINE_STAGE,
                number(slice)));
    Field field = Field.newBuilder().addLengthDelimited(stage).build();
    return node.toBuilder()
        .setUnknownFields(with(node.getUnknownFields(), NODE_DEVICE_CONFIGURATIONS, field))
        .build();
  }

  /** Declares the devices to which the stages of nodes refer. */
  static void declareDevices(ModelProto.Builder model, List<String> devices) {
    Field.Builder names = Field.newBuilder();
    devices.forEach(device -> names.addLengthDelimited(ByteString.copyFromUtf8(device)));
    ByteString configuration =
        message(
            Map.of(
                CONFIGURATION_NAME,
                text(CONFIGURATION),
                CONFIGURATION_DEVICES,
                number(devices.size()),
                CONFIGURATION_DEVICE,
                names.build()));
    Field field = Field.newBuilder().addLengthDelimited(configuration).build();
    model.setUnknownFields(with(model.getUnknownFields(), MODEL_CONFIGURATION, field));
  }

  private static UnknownFieldSet with(UnknownFieldSet fields, int number, Field field) {
    return fields.toBuilder().clearField(number).addField(number, field).build();
  }

  /** Fields are written in order of their numbers. */
  private static ByteString message(Map<Integer, Field> fields) {
    UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
    fields.forEach(message::addField);
    return message.build().toByteString();
  }

  private static Field text(String text) {
    return Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8(text)).build();
  }

  private static Field number(long number) {
    return Field.newBuilder().addVarint(number).build();
  }
}
