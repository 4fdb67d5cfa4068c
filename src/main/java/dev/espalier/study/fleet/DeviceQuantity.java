package dev.espalier.study.fleet;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceBuilder;

/** A number of a device that may differ from one copy, or one time, to another. */
public enum DeviceQuantity {
  /** Computing speed, 10^9 operations per second. */
  GFLOPS("gflops") {
    @Override
    DeviceBuilder set(DeviceBuilder device, double value) {
      return device.gflops(value);
    }
  },

  /** Rate at which tensors and weights are read and written, 10^6 bytes per second. */
  IO_MBPS("ioMBps") {
    @Override
    DeviceBuilder set(DeviceBuilder device, double value) {
      return device.ioMBps(value);
    }
  },

  /** Memory that a slice may fill, MiB. */
  MEMORY_MIB("memoryMiB") {
    @Override
    DeviceBuilder set(DeviceBuilder device, double value) {
      return device.memoryMiB(value);
    }
  },

  /** Bandwidth at which it sends, 10^6 bits per second. */
  UPLINK_MBPS("uplinkMbps") {
    @Override
    DeviceBuilder set(DeviceBuilder device, double value) {
      return device.uplinkMbps(value);
    }
  },

  /** Bandwidth at which it receives, 10^6 bits per second. */
  DOWNLINK_MBPS("downlinkMbps") {
    @Override
    DeviceBuilder set(DeviceBuilder device, double value) {
      return device.downlinkMbps(value);
    }
  },

  /** Latency that its access adds to each default link, ms. */
  ACCESS_LATENCY_MS("accessLatencyMs") {
    @Override
    DeviceBuilder set(DeviceBuilder device, double value) {
      return device.accessLatencyMs(value);
    }
  };

  private final String field;

  DeviceQuantity(String field) {
    this.field = field;
  }

  /** Name of the quantity in files. */
  public String field() {
    return field;
  }

  abstract DeviceBuilder set(DeviceBuilder device, double value);

  /** The device with another value of this quantity. */
  Device with(Device device, double value) {
    return set(device.toBuilder(), value).build();
  }
}
