package dev.espalier.plan;

import java.util.Locale;

/** One way in which a plan breaks a limit or a rule. */
public sealed interface Violation {

  /** What is broken, where, found and allowed, in one line. */
  String message();

  /** The device concerned, or the whole plan. */
  String subject();

  private static String shortfall(
      String limited, Slice slice, double needed, String need, double limit, String unit) {
    return String.format(
        Locale.ROOT,
        "%s of device \"%s\": positions %d to %d " + need + " %.6g %s, short by %.6g %s",
        limited,
        slice.device(),
        slice.from(),
        slice.to() - 1,
        needed,
        limit,
        unit,
        needed - limit,
        unit);
  }

  /**
   * A slice needs more memory than its device has.
   *
   * @param slice the slice
   * @param neededMiB what it needs, MiB
   * @param limitMiB what the device has, MiB
   */
  record MemoryExceeded(Slice slice, double neededMiB, double limitMiB) implements Violation {
    @Override
    public String subject() {
      return slice.device();
    }

    @Override
    public String message() {
      return shortfall("memory", slice, neededMiB, "need %.6g MiB, it has", limitMiB, "MiB");
    }
  }

  /**
   * A slice needs more energy for an inference than its device may spend on one.
   *
   * @param slice the slice
   * @param neededJ energy of one full run, J
   * @param limitJ the device's energy divided by the number of inferences, J
   */
  record EnergyExceeded(Slice slice, double neededJ, double limitJ) implements Violation {
    @Override
    public String subject() {
      return slice.device();
    }

    @Override
    public String message() {
      return shortfall(
          "energy", slice, neededJ, "need %.6g J an inference, it may spend", limitJ, "J");
    }
  }

  /**
   * A pinned layer runs elsewhere.
   *
   * @param layer the pinned layer
   * @param pinnedTo the device it is pinned to
   * @param subject the device it runs on
   */
  record PinBroken(String layer, String pinnedTo, String subject) implements Violation {
    @Override
    public String message() {
      return "pin: layer \"%s\" must run on \"%s\" but runs on \"%s\""
          .formatted(layer, pinnedTo, subject);
    }
  }

  /**
   * A device runs more than one slice.
   *
   * @param subject the device
   * @param slices how many it runs
   */
  record DeviceReused(String subject, int slices) implements Violation {
    @Override
    public String message() {
      return "device \"%s\" runs %d slices but may run one".formatted(subject, slices);
    }
  }

  /**
   * A device runs a slice without being among the chosen ones.
   *
   * @param subject the device
   */
  record DeviceNotChosen(String subject) implements Violation {
    @Override
    public String message() {
      return "device \"%s\" is not among the chosen devices".formatted(subject);
    }
  }

  /**
   * The plan has too few or too many slices.
   *
   * @param found how many it has
   * @param least fewest allowed
   * @param most most allowed
   */
  record SliceCountOutside(int found, int least, int most) implements Violation {
    @Override
    public String subject() {
      return "plan";
    }

    @Override
    public String message() {
      String allowed = least == most ? "exactly " + least : "from " + least + " to " + most;
      return "number of slices must be %s but is %d".formatted(allowed, found);
    }
  }
}
