package dev.espalier.plan;

/** One way in which a plan breaks a limit or a rule. */
public sealed interface Violation {

  /** One line that names the limit or rule, the place, the value found and the value allowed. */
  String message();

  /** The device concerned, or the whole plan. */
  String subject();

  /** Factor by which the limit must be relaxed for the plan to keep it; 1 for a rule. */
  default double factorNeeded() {
    return 1;
  }

  /**
   * A slice uses more of a limit than its device allows.
   *
   * @param limit the limit
   * @param slice the slice
   * @param needed use by the slice, in the limit's unit
   * @param allowed amount that the device allows
   */
  record LimitExceeded(SliceLimit limit, Slice slice, double needed, double allowed)
      implements Violation {
    @Override
    public String subject() {
      return slice.device();
    }

    @Override
    public double factorNeeded() {
      return needed / allowed;
    }

    @Override
    public String message() {
      return "%s of device \"%s\": positions %d to %d %s, short by %s %s"
          .formatted(
              limit.name(),
              slice.device(),
              slice.from(),
              slice.to() - 1,
              limit.phrase(needed, allowed),
              MessageNumber.of(needed - allowed),
              limit.unit());
    }
  }

  /**
   * The whole plan exceeds a limit.
   *
   * @param limit the limit
   * @param needed the value of the limited objective
   */
  record PathLimitExceeded(PathLimit limit, double needed) implements Violation {
    @Override
    public String subject() {
      return "plan";
    }

    @Override
    public double factorNeeded() {
      return needed / limit.allowed();
    }

    @Override
    public String message() {
      String unit = limit.objective().unit();
      return "%s: the plan needs %s %s, allowed are %s %s, exceeded by %s %s"
          .formatted(
              limit.objective().quantity(),
              MessageNumber.of(needed),
              unit,
              MessageNumber.of(limit.allowed()),
              unit,
              MessageNumber.of(needed - limit.allowed()),
              unit);
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
   * A device runs positions outside of those that it may run.
   *
   * @param slice the slice that it runs
   * @param allowed the positions that it may run
   */
  record RestrictionBroken(Slice slice, Slice allowed) implements Violation {
    @Override
    public String subject() {
      return slice.device();
    }

    @Override
    public String message() {
      return "device \"%s\" may run positions %d to %d but runs %d to %d"
          .formatted(
              slice.device(), allowed.from(), allowed.to() - 1, slice.from(), slice.to() - 1);
    }
  }

  /**
   * A device runs more than one slice.
   *
   * @param subject the device
   * @param slices number of slices that it runs
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
   * @param found number of slices of the plan
   * @param minimum minimum number allowed
   * @param maximum maximum number allowed
   */
  record SliceCountOutside(int found, int minimum, int maximum) implements Violation {
    @Override
    public String subject() {
      return "plan";
    }

    @Override
    public String message() {
      String allowed =
          minimum == maximum ? "exactly " + minimum : "from " + minimum + " to " + maximum;
      return "number of slices must be %s but is %d".formatted(allowed, found);
    }
  }
}
