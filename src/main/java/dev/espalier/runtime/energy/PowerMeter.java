package dev.espalier.runtime.energy;

import dev.espalier.internal.Units;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A sensor of power ({@code ina219}, {@code ina3221} and the like) that the kernel offers as {@code
 * hwmon}: microwatts, or millivolts and milliamperes. It is read every 10 ms, and energy is the
 * area below the line through what was read.
 */
final class PowerMeter extends SampledMeter {
  private static final double WATTS_PER_MICROWATT = 1e-6;
  private static final double WATTS_PER_MILLIVOLT_AND_MILLIAMPERE = 1e-6;
  private static final double NS_PER_MS = 1e6;
  private static final long PERIOD_MS = 10;

  /** Channels of a sensor: an {@code ina3221} has three, and their sum as a fourth. */
  private static final int MAX_CHANNELS = 3;

  private final Supplier<OptionalDouble> watts;
  private double lastWatts;
  private long lastNs;

  private PowerMeter(String name, Supplier<OptionalDouble> watts) {
    super(name, PERIOD_MS);
    this.watts = watts;
  }

  static List<PowerMeter> find(Path root) {
    List<PowerMeter> found = new ArrayList<>();
    Path sensors = root.resolve("class").resolve("hwmon");
    for (Path sensor : MeterFiles.folders(sensors, "hwmon\\d+")) {
      String chip = MeterFiles.text(sensor.resolve("name")).orElse("");
      if (chip.startsWith("ina")) {
        for (int channel = 1; channel <= MAX_CHANNELS; channel++) {
          addChannel(found, sensor, chip, channel);
        }
      }
    }
    return found;
  }

  private static void addChannel(List<PowerMeter> found, Path sensor, String chip, int channel) {
    Path power = sensor.resolve("power%d_input".formatted(channel));
    Path voltage = sensor.resolve("in%d_input".formatted(channel));
    Path current = sensor.resolve("curr%d_input".formatted(channel));
    String name =
        "%s %s"
            .formatted(
                chip,
                MeterFiles.text(sensor.resolve("in%d_label".formatted(channel)))
                    .filter(label -> !label.isEmpty())
                    .orElse(sensor.getFileName() + " channel " + channel));
    Supplier<OptionalDouble> direct = () -> watts(MeterFiles.number(power));
    Supplier<OptionalDouble> product =
        () -> watts(MeterFiles.number(voltage), MeterFiles.number(current));
    if (direct.get().isPresent()) {
      found.add(new PowerMeter(name, direct));
    } else if (product.get().isPresent()) {
      found.add(new PowerMeter(name, product));
    }
  }

  private static OptionalDouble watts(OptionalLong microwatts) {
    return microwatts.isPresent()
        ? OptionalDouble.of(WATTS_PER_MICROWATT * microwatts.getAsLong())
        : OptionalDouble.empty();
  }

  private static OptionalDouble watts(OptionalLong millivolts, OptionalLong milliamperes) {
    return millivolts.isPresent() && milliamperes.isPresent()
        ? OptionalDouble.of(
            WATTS_PER_MILLIVOLT_AND_MILLIAMPERE * millivolts.getAsLong() * milliamperes.getAsLong())
        : OptionalDouble.empty();
  }

  @Override
  void begin() {
    lastNs = System.nanoTime();
    lastWatts = watts.get().orElse(Double.NaN);
  }

  @Override
  double more() {
    double nowWatts = watts.get().orElse(Double.NaN);
    long nowNs = System.nanoTime();
    double ms = (nowNs - lastNs) / NS_PER_MS;
    double joules = Units.wattMsToJoules((lastWatts + nowWatts) / 2, ms);
    lastWatts = nowWatts;
    lastNs = nowNs;
    return joules;
  }
}
