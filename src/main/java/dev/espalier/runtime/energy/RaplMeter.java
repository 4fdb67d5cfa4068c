package dev.espalier.runtime.energy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A package of processors, whose energy is counted by the kernel's interface to RAPL ({@code
 * powercap}): microjoules, up to a maximum and again from 0. Zones within a package are part of it;
 * the zone {@code psys}, of the whole machine, contains packages and stands only where there are
 * none.
 */
final class RaplMeter extends SampledMeter {
  private static final double JOULES_PER_UNIT = 1e-6;

  /** Counters wrap after a minute at the earliest: 262 kJ, or 65 kJ on some, at 1 kW. */
  private static final long PERIOD_MS = 1_000;

  private final Path counter;
  private final long range;
  private long last;
  private boolean isRead;

  private RaplMeter(String name, Path counter, long range) {
    super("RAPL " + name, PERIOD_MS);
    this.counter = counter;
    this.range = range;
  }

  static List<RaplMeter> find(Path root) {
    List<RaplMeter> packages = new ArrayList<>();
    List<RaplMeter> whole = new ArrayList<>();
    Path zones = root.resolve("class").resolve("powercap");
    for (Path zone : MeterFiles.folders(zones, "intel-rapl:\\d+")) {
      String name = MeterFiles.text(zone.resolve("name")).orElse("");
      Path counter = zone.resolve("energy_uj");
      OptionalLong range = MeterFiles.number(zone.resolve("max_energy_range_uj"));
      if (!name.isEmpty() && MeterFiles.number(counter).isPresent() && range.isPresent()) {
        (name.startsWith("package") ? packages : whole)
            .add(new RaplMeter(name, counter, range.getAsLong()));
      }
    }
    return packages.isEmpty() ? whole : packages;
  }

  @Override
  void begin() {
    OptionalLong now = MeterFiles.number(counter);
    isRead = now.isPresent();
    last = now.orElse(0);
  }

  @Override
  double more() {
    OptionalLong now = MeterFiles.number(counter);
    if (!isRead || now.isEmpty()) {
      return Double.NaN;
    }
    long units = now.getAsLong() - last;
    last = now.getAsLong();
    return JOULES_PER_UNIT * (units < 0 ? units + range : units);
  }
}
