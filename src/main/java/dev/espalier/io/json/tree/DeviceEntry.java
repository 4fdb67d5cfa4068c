package dev.espalier.io.json.tree;

import dev.espalier.device.Device;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/** A device of a catalog as the fields of an object; units are those of the names. */
public record DeviceEntry(
    String name,
    double gflops,
    double ioMBps,
    OptionalDouble memoryMiB,
    OptionalDouble powerW,
    OptionalDouble idlePowerW,
    OptionalDouble energyJ,
    OptionalDouble layerOverheadMs,
    OptionalDouble sliceOverheadMs,
    OptionalDouble uplinkMbps,
    OptionalDouble downlinkMbps,
    OptionalDouble accessLatencyMs,
    Optional<String> medium,
    OptionalDouble cost,
    Optional<String> profile,
    Optional<String> source) {
  private static final List<String> FIELDS =
      Arrays.stream(DeviceEntry.class.getRecordComponents()).map(RecordComponent::getName).toList();

  /** The fields of a device; what is absent there is absent here. */
  public static DeviceEntry of(Device device) {
    return new DeviceEntry(
        device.name(),
        device.gflops(),
        device.ioMBps(),
        device.memoryMiB(),
        device.powerW(),
        device.idlePowerW(),
        device.energyJ(),
        unlessZero(device.layerOverheadMs()),
        unlessZero(device.sliceOverheadMs()),
        device.uplinkMbps(),
        device.downlinkMbps(),
        unlessZero(device.accessLatencyMs()),
        device.medium(),
        device.cost(),
        device.profile(),
        device.source());
  }

  private static OptionalDouble unlessZero(double value) {
    return value == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Reads a device. */
  public static Device read(JsonValue json) {
    return read(json, (field, value) -> value.number());
  }

  /**
   * Reads a device some of whose numbers may be written in another form.
   *
   * @param numbers reads the number of a field
   * @param others fields that may occur beside those of a device
   */
  public static Device read(
      JsonValue json, ToDoubleBiFunction<String, JsonValue> numbers, String... others) {
    json.allowing(Stream.concat(FIELDS.stream(), Stream.of(others)).toArray(String[]::new));
    Function<String, OptionalDouble> number =
        field ->
            json.optional(field)
                .map(value -> OptionalDouble.of(numbers.applyAsDouble(field, value)))
                .orElseGet(OptionalDouble::empty);
    return json.make(
        () ->
            Device.builder(
                    json.field("name").text(),
                    numbers.applyAsDouble("gflops", json.field("gflops")),
                    numbers.applyAsDouble("ioMBps", json.field("ioMBps")))
                .memoryMiB(number.apply("memoryMiB"))
                .powerW(number.apply("powerW"))
                .idlePowerW(number.apply("idlePowerW"))
                .energyJ(number.apply("energyJ"))
                .layerOverheadMs(number.apply("layerOverheadMs").orElse(0))
                .sliceOverheadMs(number.apply("sliceOverheadMs").orElse(0))
                .uplinkMbps(number.apply("uplinkMbps"))
                .downlinkMbps(number.apply("downlinkMbps"))
                .accessLatencyMs(number.apply("accessLatencyMs").orElse(0))
                .medium(json.optionalText("medium"))
                .cost(number.apply("cost"))
                .profile(json.optionalText("profile"))
                .source(json.optionalText("source"))
                .build());
  }
}
