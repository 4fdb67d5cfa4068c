package dev.espalier.device;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Builds a {@link Device}. Each setter takes a value or, where an attribute may be absent, an
 * optional one; what an attribute must be is checked by {@link #build()}. Not thread-safe.
 */
public final class DeviceBuilder {
  String name;
  double gflops;
  double ioMBps;
  OptionalDouble memoryMiB = OptionalDouble.empty();
  OptionalDouble powerW = OptionalDouble.empty();
  OptionalDouble idlePowerW = OptionalDouble.empty();
  OptionalDouble energyJ = OptionalDouble.empty();
  double layerOverheadMs;
  double sliceOverheadMs;
  OptionalDouble uplinkMbps = OptionalDouble.empty();
  OptionalDouble downlinkMbps = OptionalDouble.empty();
  double accessLatencyMs;
  Optional<String> medium = Optional.empty();
  OptionalDouble cost = OptionalDouble.empty();
  Optional<String> profile = Optional.empty();
  Optional<String> source = Optional.empty();

  DeviceBuilder(String name, double gflops, double ioMBps) {
    this.name = name;
    this.gflops = gflops;
    this.ioMBps = ioMBps;
  }

  DeviceBuilder(Device device) {
    this(device.name(), device.gflops(), device.ioMBps());
    memoryMiB = device.memoryMiB();
    powerW = device.powerW();
    idlePowerW = device.idlePowerW();
    energyJ = device.energyJ();
    layerOverheadMs = device.layerOverheadMs();
    sliceOverheadMs = device.sliceOverheadMs();
    uplinkMbps = device.uplinkMbps();
    downlinkMbps = device.downlinkMbps();
    accessLatencyMs = device.accessLatencyMs();
    medium = device.medium();
    cost = device.cost();
    profile = device.profile();
    source = device.source();
  }

  /** Name, unique within the catalog. */
  public DeviceBuilder name(String value) {
    name = value;
    return this;
  }

  /** Computing speed, 10^9 operations per second; one multiply-accumulate counts as one. */
  public DeviceBuilder gflops(double value) {
    gflops = value;
    return this;
  }

  /** Rate at which tensors and weights are read and written, 10^6 bytes per second. */
  public DeviceBuilder ioMBps(double value) {
    ioMBps = value;
    return this;
  }

  /** Memory that a slice may fill, MiB; absent = unlimited. */
  public DeviceBuilder memoryMiB(double value) {
    return memoryMiB(OptionalDouble.of(value));
  }

  /** Memory that a slice may fill, MiB; empty = unlimited. */
  public DeviceBuilder memoryMiB(OptionalDouble value) {
    memoryMiB = value;
    return this;
  }

  /** Power drawn while it computes, receives or sends, W; absent = unknown. */
  public DeviceBuilder powerW(double value) {
    return powerW(OptionalDouble.of(value));
  }

  /**
   * Power drawn while it computes, receives or sends, W; empty = unknown, energy then counts as 0
   * and is not limited.
   */
  public DeviceBuilder powerW(OptionalDouble value) {
    powerW = value;
    return this;
  }

  /** Power drawn while it waits, W; needs a power and is at most that. */
  public DeviceBuilder idlePowerW(double value) {
    return idlePowerW(OptionalDouble.of(value));
  }

  /** Power drawn while it waits, W; empty = unknown, waiting then counts as 0. */
  public DeviceBuilder idlePowerW(OptionalDouble value) {
    idlePowerW = value;
    return this;
  }

  /** Energy it may spend, J; absent = unlimited. */
  public DeviceBuilder energyJ(double value) {
    return energyJ(OptionalDouble.of(value));
  }

  /** Energy it may spend, J; empty = unlimited. */
  public DeviceBuilder energyJ(OptionalDouble value) {
    energyJ = value;
    return this;
  }

  /** Time added to each layer it runs, ms; 0 unless set. */
  public DeviceBuilder layerOverheadMs(double value) {
    layerOverheadMs = value;
    return this;
  }

  /** Time added once to the slice it runs, ms; 0 unless set. */
  public DeviceBuilder sliceOverheadMs(double value) {
    sliceOverheadMs = value;
    return this;
  }

  /** Bandwidth at which it sends, 10^6 bits per second; explicit links replace it. */
  public DeviceBuilder uplinkMbps(double value) {
    return uplinkMbps(OptionalDouble.of(value));
  }

  /** Bandwidth at which it sends; empty = that of the network. */
  public DeviceBuilder uplinkMbps(OptionalDouble value) {
    uplinkMbps = value;
    return this;
  }

  /** Bandwidth at which it receives, 10^6 bits per second; explicit links replace it. */
  public DeviceBuilder downlinkMbps(double value) {
    return downlinkMbps(OptionalDouble.of(value));
  }

  /** Bandwidth at which it receives; empty = that of the network. */
  public DeviceBuilder downlinkMbps(OptionalDouble value) {
    downlinkMbps = value;
    return this;
  }

  /** Latency that its access adds to each default link, ms; 0 unless set. */
  public DeviceBuilder accessLatencyMs(double value) {
    accessLatencyMs = value;
    return this;
  }

  /** Name of the medium (a radio channel, a bus) that it shares with others. */
  public DeviceBuilder medium(String value) {
    return medium(Optional.of(value));
  }

  /** Name of the medium that it shares with others; empty = none. */
  public DeviceBuilder medium(Optional<String> value) {
    medium = value;
    return this;
  }

  /** Cost of using it, in the user's own unit. */
  public DeviceBuilder cost(double value) {
    return cost(OptionalDouble.of(value));
  }

  /** Cost of using it, in the user's own unit; empty = unknown. */
  public DeviceBuilder cost(OptionalDouble value) {
    cost = value;
    return this;
  }

  /** Path of the file with its measured profile. */
  public DeviceBuilder profile(String value) {
    return profile(Optional.of(value));
  }

  /** Path of the file with its measured profile; empty = none. */
  public DeviceBuilder profile(Optional<String> value) {
    profile = value;
    return this;
  }

  /** Source of the numbers. */
  public DeviceBuilder source(String value) {
    return source(Optional.of(value));
  }

  /** Source of the numbers; empty = none given. */
  public DeviceBuilder source(Optional<String> value) {
    source = value;
    return this;
  }

  /**
   * The device.
   *
   * @throws IllegalArgumentException if a name is blank, a rate, limit or bandwidth is not from
   *     1e-30 to 1e30, a power, time or cost is not from 0 to 1e30, or the idle power exceeds the
   *     power or stands without one
   */
  public Device build() {
    return new Device(this);
  }
}
