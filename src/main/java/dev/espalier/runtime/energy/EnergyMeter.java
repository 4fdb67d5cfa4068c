package dev.espalier.runtime.energy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A meter of the machine: of its processors (RAPL) or of a supply rail (INA chips on boards). It
 * measures everything that draws from there, whichever process that is. Rails may feed one another,
 * so energies of several meters must not be added. Thread-safe.
 */
public interface EnergyMeter extends AutoCloseable {

  /**
   * Finds the meters that can be read, in order of their names: RAPL packages, and power sensors
   * whose name begins with {@code ina}. Reading RAPL usually needs root.
   *
   * @param root folder of the system's devices, {@code /sys} on Linux
   * @return none where the folder or all meters cannot be read
   */
  static List<EnergyMeter> find(Path root) {
    List<EnergyMeter> found = new ArrayList<>(RaplMeter.find(root));
    found.addAll(PowerMeter.find(root));
    return List.copyOf(found);
  }

  /** What is read, such as {@code RAPL package-0}. */
  String name();

  /** Begins to measure, from 0 J. */
  void start();

  /** Energy since {@link #start}, J; 0 without it, NaN if the meter could not be read meanwhile. */
  double joules();

  /** Ends measuring; {@link #joules} stays as it is. */
  @Override
  void close();
}
