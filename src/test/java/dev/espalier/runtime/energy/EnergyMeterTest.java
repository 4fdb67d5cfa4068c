package dev.espalier.runtime.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyMeterTest {
  @TempDir private Path root;

  private Path zone(int number, String name, long microjoules) throws IOException {
    return device(
        "class/powercap/intel-rapl:" + number,
        Map.of("name", name, "energy_uj", "" + microjoules, "max_energy_range_uj", "262143328850"));
  }

  private Path device(String folder, Map<String, String> files) throws IOException {
    Path path = Files.createDirectories(root.resolve(folder));
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(path.resolve(file.getKey()), file.getValue());
    }
    return path;
  }

  /** At once, as the system does: a reader never finds an empty file. */
  private static void write(Path file, String text) throws IOException {
    Path written = Files.writeString(file.resolveSibling("new"), text + "\n");
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> names() {
    return EnergyMeter.find(root).stream().map(EnergyMeter::name).toList();
  }

  @Test
  void packagesAreFoundWithoutTheirPartsAndTheWholeMachine() throws IOException {
    zone(0, "package-0", 5);
    zone(1, "package-1", 5);
    zone(2, "psys", 5);
    device(
        "class/powercap/intel-rapl:0:0",
        Map.of("name", "core", "energy_uj", "1", "max_energy_range_uj", "9"));
    assertThat(names()).containsExactly("RAPL package-0", "RAPL package-1");
  }

  @Test
  void theWholeMachineStandsWhereThereAreNoPackages() throws IOException {
    zone(0, "psys", 5);
    assertThat(names()).containsExactly("RAPL psys");
  }

  @Test
  void nothingIsFoundWhereNothingCanBeRead() throws IOException {
    assertThat(EnergyMeter.find(root.resolve("missing"))).isEmpty();
    assertThat(names()).isEmpty();
    device("class/powercap/intel-rapl:0", Map.of("name", "package-0", "energy_uj", "none"));
    device("class/hwmon/hwmon0", Map.of("name", "ina219"));
    device("class/hwmon/hwmon1", Map.of("name", "coretemp", "power1_input", "5"));
    assertThat(names()).isEmpty();
  }

  @Test
  void aCounterCountsFromTheStart() throws IOException {
    Path zone = zone(0, "package-0", 7_000_000);
    EnergyMeter meter = EnergyMeter.find(root).get(0);
    assertThat(meter.joules()).isZero();
    meter.start();
    assertThat(meter.joules()).isZero();
    write(zone.resolve("energy_uj"), "9500000");
    assertThat(meter.joules()).isCloseTo(2.5, within(1e-9));
    write(zone.resolve("energy_uj"), "9600000");
    meter.close();
    assertThat(meter.joules()).isCloseTo(2.6, within(1e-9));
    write(zone.resolve("energy_uj"), "9900000");
    assertThat(meter.joules()).isCloseTo(2.6, within(1e-9));
    meter.start();
    assertThat(meter.joules()).isZero();
    meter.close();
  }

  @Test
  void aCounterThatWrapsGoesOn() throws IOException {
    Path zone = zone(0, "package-0", 262_143_000_000L);
    try (EnergyMeter meter = EnergyMeter.find(root).get(0)) {
      meter.start();
      write(zone.resolve("energy_uj"), "1671150");
      assertThat(meter.joules()).isCloseTo(2.0, within(1e-9));
    }
  }

  /** Nobody polls: the thread of the meter has to see both ends of the range. */
  @Test
  void aCounterThatWrapsTwiceIsReadMeanwhile() throws Exception {
    Path zone = zone(0, "package-0", 262_143_000_000L);
    try (EnergyMeter meter = EnergyMeter.find(root).get(0)) {
      meter.start();
      write(zone.resolve("energy_uj"), "1671150");
      Thread.sleep(1_500);
      write(zone.resolve("energy_uj"), "262143328850");
      Thread.sleep(1_500);
      write(zone.resolve("energy_uj"), "1000000");
      assertThat(meter.joules()).isCloseTo(2.0 + (262143.328850 - 1.671150) + 1.0, within(1e-6));
    }
  }

  @Test
  void powerIsIntegrated() throws Exception {
    device("class/hwmon/hwmon2", Map.of("name", "ina219", "power1_input", "4000000"));
    EnergyMeter meter = EnergyMeter.find(root).get(0);
    assertThat(meter.name()).isEqualTo("ina219 hwmon2 channel 1");
    long before = System.nanoTime();
    meter.start();
    long begun = System.nanoTime();
    Thread.sleep(200);
    long ending = System.nanoTime();
    meter.close();
    long ended = System.nanoTime();
    assertThat(meter.joules())
        .isBetween(4 * (ending - begun) / 1e9 - 1e-9, 4 * (ended - before) / 1e9 + 1e-9);
  }

  /** Half of the time twice the power: only a meter that is read meanwhile can see it. */
  @Test
  void powerIsSampledMeanwhile() throws Exception {
    Path sensor = device("class/hwmon/hwmon0", Map.of("name", "ina226", "power1_input", "0"));
    try (EnergyMeter meter = EnergyMeter.find(root).get(0)) {
      meter.start();
      write(sensor.resolve("power1_input"), "10000000");
      long begun = System.nanoTime();
      Thread.sleep(300);
      write(sensor.resolve("power1_input"), "0");
      double joules = 10 * (System.nanoTime() - begun) / 1e9;
      Thread.sleep(300);
      assertThat(meter.joules()).isCloseTo(joules, within(0.25 * joules));
    }
  }

  @Test
  void powerIsVoltageTimesCurrentWhereOnlyTheseAreOffered() throws Exception {
    device(
        "class/hwmon/hwmon1",
        Map.of(
            "name",
            "ina3221",
            "in1_label",
            "VDD_IN",
            "in1_input",
            "5000",
            "curr1_input",
            "400",
            "in2_label",
            "VDD_CPU",
            "in2_input",
            "5000",
            "curr2_input",
            "-1"));
    assertThat(names()).containsExactly("ina3221 VDD_IN", "ina3221 VDD_CPU");
    EnergyMeter meter = EnergyMeter.find(root).get(0);
    long before = System.nanoTime();
    meter.start();
    Thread.sleep(100);
    meter.close();
    assertThat(meter.joules()).isBetween(0.2, 2 * (System.nanoTime() - before) / 1e9);
  }

  @Test
  void aMeterThatVanishesHasNoEnergy() throws IOException {
    Path zone = zone(0, "package-0", 7);
    Path sensor = device("class/hwmon/hwmon0", Map.of("name", "ina219", "power1_input", "1"));
    List<EnergyMeter> meters = EnergyMeter.find(root);
    assertThat(meters).hasSize(2);
    meters.forEach(EnergyMeter::start);
    Files.delete(zone.resolve("energy_uj"));
    Files.delete(sensor.resolve("power1_input"));
    assertThat(meters).allMatch(meter -> Double.isNaN(meter.joules()));
    meters.forEach(EnergyMeter::close);
  }
}
