package dev.espalier.io.json.tree;

import dev.espalier.device.Device;
import java.util.Optional;
import java.util.OptionalDouble;

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
    json.allowing(
        "name",
        "gflops",
        "ioMBps",
        "memoryMiB",
        "powerW",
        "idlePowerW",
        "energyJ",
        "layerOverheadMs",
        "sliceOverheadMs",
        "uplinkMbps",
        "downlinkMbps",
        "accessLatencyMs",
        "medium",
        "cost",
        "profile",
        "source");
    return json.make(
        () ->
            Device.builder(
                    json.field("name").text(),
                    json.field("gflops").number(),
                    json.field("ioMBps").number())
                .memoryMiB(json.optionalNumber("memoryMiB"))
                .powerW(json.optionalNumber("powerW"))
                .idlePowerW(json.optionalNumber("idlePowerW"))
                .energyJ(json.optionalNumber("energyJ"))
                .layerOverheadMs(json.optionalNumber("layerOverheadMs").orElse(0))
                .sliceOverheadMs(json.optionalNumber("sliceOverheadMs").orElse(0))
                .uplinkMbps(json.optionalNumber("uplinkMbps"))
                .downlinkMbps(json.optionalNumber("downlinkMbps"))
                .accessLatencyMs(json.optionalNumber("accessLatencyMs").orElse(0))
                .medium(json.optionalText("medium"))
                .cost(json.optionalNumber("cost"))
                .profile(json.optionalText("profile"))
                .source(json.optionalText("source"))
                .build());
  }
}
