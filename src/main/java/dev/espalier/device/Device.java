package dev.espalier.device;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A device that can run one slice of a network. Immutable; created by a {@link DeviceBuilder},
 * which also describes what each attribute means when it is absent.
 */
public final class Device {
  private static final List<String> FIELDS =
      List.of(
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

  private final String name;
  private final double gflops;
  private final double ioMBps;
  private final OptionalDouble memoryMiB;
  private final OptionalDouble powerW;
  private final OptionalDouble idlePowerW;
  private final OptionalDouble energyJ;
  private final double layerOverheadMs;
  private final double sliceOverheadMs;
  private final OptionalDouble uplinkMbps;
  private final OptionalDouble downlinkMbps;
  private final double accessLatencyMs;
  private final Optional<String> medium;
  private final OptionalDouble cost;
  private final Optional<String> profile;
  private final Optional<String> source;

  /**
   * A device without limits, of unknown power, on the default network.
   *
   * @throws IllegalArgumentException if the name is blank or a rate is not from 1e-30 to 1e30
   */
  public Device(String name, double gflops, double ioMBps) {
    this(new DeviceBuilder(name, gflops, ioMBps));
  }

  Device(DeviceBuilder builder) {
    name = Checks.name("device", "name", builder.name);
    String subject = Checks.quoted("device", name);
    gflops = Checks.positive(subject, "gflops", builder.gflops);
    ioMBps = Checks.positive(subject, "ioMBps", builder.ioMBps);
    memoryMiB = positive(subject, "memoryMiB", builder.memoryMiB);
    powerW = notNegative(subject, "powerW", builder.powerW);
    idlePowerW = notNegative(subject, "idlePowerW", builder.idlePowerW);
    energyJ = positive(subject, "energyJ", builder.energyJ);
    layerOverheadMs = Checks.notNegative(subject, "layerOverheadMs", builder.layerOverheadMs);
    sliceOverheadMs = Checks.notNegative(subject, "sliceOverheadMs", builder.sliceOverheadMs);
    uplinkMbps = positive(subject, "uplinkMbps", builder.uplinkMbps);
    downlinkMbps = positive(subject, "downlinkMbps", builder.downlinkMbps);
    accessLatencyMs = Checks.notNegative(subject, "accessLatencyMs", builder.accessLatencyMs);
    medium = builder.medium.map(value -> Checks.name(subject, "medium", value));
    cost = notNegative(subject, "cost", builder.cost);
    profile = builder.profile.map(value -> Checks.name(subject, "profile", value));
    source = builder.source;
    checkIdlePower(subject);
  }

  private static OptionalDouble positive(String subject, String field, OptionalDouble value) {
    value.ifPresent(number -> Checks.positive(subject, field, number));
    return value;
  }

  private static OptionalDouble notNegative(String subject, String field, OptionalDouble value) {
    value.ifPresent(number -> Checks.notNegative(subject, field, number));
    return value;
  }

  private void checkIdlePower(String subject) {
    if (idlePowerW.isEmpty()) {
      return;
    }
    double idle = idlePowerW.getAsDouble();
    if (!(powerW.isPresent() && idle <= powerW.getAsDouble())) {
      String power = powerW.isPresent() ? "is " + powerW.getAsDouble() : "is not given";
      throw new InvalidFieldException(
          "idlePowerW",
          "%s: idlePowerW must be at most powerW, but idlePowerW is %s and powerW %s"
              .formatted(subject, idle, power));
    }
  }

  /** A builder of a device with a name, a computing speed and an I/O rate. */
  public static DeviceBuilder builder(String name, double gflops, double ioMBps) {
    return new DeviceBuilder(name, gflops, ioMBps);
  }

  /** A builder that starts with every attribute of this device. */
  public DeviceBuilder toBuilder() {
    return new DeviceBuilder(this);
  }

  /** This device with a limit on its memory, MiB. */
  public Device withMemoryMiB(double limit) {
    return toBuilder().memoryMiB(limit).build();
  }

  /** This device with its power, W, and a limit on its energy, J. */
  public Device withEnergy(double power, double limit) {
    return toBuilder().powerW(power).energyJ(limit).build();
  }

  /** This device at another computing speed, 10^9 operations per second, and another I/O rate. */
  public Device withRates(double newGflops, double newIoMBps) {
    return toBuilder().gflops(newGflops).ioMBps(newIoMBps).build();
  }

  /** Name, unique within the catalog. */
  public String name() {
    return name;
  }

  /** Computing speed, 10^9 operations per second; one multiply-accumulate counts as one. */
  public double gflops() {
    return gflops;
  }

  /** Rate at which tensors and weights are read and written, 10^6 bytes per second. */
  public double ioMBps() {
    return ioMBps;
  }

  /** Memory that a slice may fill, MiB; empty = unlimited. */
  public OptionalDouble memoryMiB() {
    return memoryMiB;
  }

  /** Power drawn while it computes, receives or sends, W; empty = unknown. */
  public OptionalDouble powerW() {
    return powerW;
  }

  /** Power drawn while it waits, W, at most {@link #powerW()}; empty = unknown. */
  public OptionalDouble idlePowerW() {
    return idlePowerW;
  }

  /** Energy it may spend, J; empty = unlimited. */
  public OptionalDouble energyJ() {
    return energyJ;
  }

  /** Time added to each layer it runs, ms. */
  public double layerOverheadMs() {
    return layerOverheadMs;
  }

  /** Time added once to the slice it runs, ms. */
  public double sliceOverheadMs() {
    return sliceOverheadMs;
  }

  /** Bandwidth at which it sends over the default network, 10^6 bits per second. */
  public OptionalDouble uplinkMbps() {
    return uplinkMbps;
  }

  /** Bandwidth at which it receives over the default network, 10^6 bits per second. */
  public OptionalDouble downlinkMbps() {
    return downlinkMbps;
  }

  /** Latency that its access adds to each default link that it sends or receives over, ms. */
  public double accessLatencyMs() {
    return accessLatencyMs;
  }

  /** Name of the medium it shares with the devices of the same medium; empty = none. */
  public Optional<String> medium() {
    return medium;
  }

  /** Cost of using it, in the user's own unit. */
  public OptionalDouble cost() {
    return cost;
  }

  /** Path of the file with its measured profile, as written. */
  public Optional<String> profile() {
    return profile;
  }

  /** Source of the numbers. */
  public Optional<String> source() {
    return source;
  }

  /** The attributes in the order of {@link #FIELDS}: what two equal devices have in common. */
  private Object[] values() {
    return new Object[] {
      name, gflops, ioMBps, memoryMiB, powerW, idlePowerW, energyJ, layerOverheadMs,
      sliceOverheadMs, uplinkMbps, downlinkMbps, accessLatencyMs, medium, cost, profile, source
    };
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Device that && Arrays.equals(values(), that.values());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values());
  }

  /** The attributes that are given, by name. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Device[");
    Object[] values = values();
    for (int i = 0; i < values.length; i++) {
      boolean isAbsent =
          values[i].equals(OptionalDouble.empty())
              || values[i].equals(Optional.empty())
              || values[i].equals(0.0);
      if (!isAbsent) {
        text.append(i == 0 ? "" : ", ").append(FIELDS.get(i)).append('=').append(plain(values[i]));
      }
    }
    return text.append(']').toString();
  }

  private static Object plain(Object value) {
    if (value instanceof OptionalDouble number) {
      return number.getAsDouble();
    }
    return value instanceof Optional<?> text ? text.get() : value;
  }
}
