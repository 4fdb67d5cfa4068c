package dev.espalier.plan;

import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.NearestName;
import dev.espalier.model.Exit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A partition, a deployment and everything that follows from them for one problem. It may break
 * limits, which {@code PlanValidator} reports.
 *
 * @param problem the problem
 * @param slices all positions in order, each slice with its device
 * @param value the objective's value, in its unit
 * @param expectedLatencyMs mean latency over all samples, ms
 * @param worstCaseLatencyMs latency of a sample that leaves at the final exit, ms
 * @param energyJ expected energy of an inference over all devices that run a slice, J; empty where
 *     the power of one is unknown
 * @param periodMs minimum period of a pipeline of samples, ms
 * @param exits latency of a sample by the exit at which it leaves, in the order of the network's
 *     exits
 * @param devices the resource use of each device: one entry for each slice, in order
 */
public record Plan(
    PlanningProblem problem,
    List<Slice> slices,
    double value,
    double expectedLatencyMs,
    double worstCaseLatencyMs,
    OptionalDouble energyJ,
    double periodMs,
    List<ExitLatency> exits,
    List<DeviceUse> devices) {
  /** Printed probabilities sum to 1 up to 1e-6 only, so equation (2) holds up to that too. */
  private static final double ROUNDING = 2e-6;

  /**
   * @throws IllegalArgumentException if the slices do not cover the network, there is not one entry
   *     for each exit and slice, a number is negative or not a number, or the latencies contradict
   *     each other
   */
  public Plan {
    slices = List.copyOf(slices);
    exits = List.copyOf(exits);
    devices = List.copyOf(devices);
    checkCover(problem, slices);
    notNegative("value", value);
    notNegative("expectedLatencyMs", expectedLatencyMs);
    notNegative("worstCaseLatencyMs", worstCaseLatencyMs);
    notNegative("periodMs", periodMs);
    energyJ.ifPresent(joules -> notNegative("energyJ", joules));
    checkExits(problem, exits, expectedLatencyMs, worstCaseLatencyMs);
    checkDevices(slices, devices);
  }

  private static void notNegative(String field, double value) {
    if (!(value >= 0)) {
      throw new InvalidFieldException(
          field, "plan: %s must be >= 0 but is %s".formatted(field, value));
    }
  }

  /**
   * Checks that slices cover every position once, in order, on devices of the catalog.
   *
   * @throws IllegalArgumentException if they do not
   */
  public static void checkCover(PlanningProblem problem, List<Slice> slices) {
    int next = 0;
    for (int k = 0; k < slices.size(); k++) {
      Slice slice = slices.get(k);
      if (problem.catalog().indexOf(slice.device()) < 0) {
        throw new InvalidFieldException(
            "slices/" + k + "/device",
            "slice %d: device \"%s\" is not in catalog \"%s\"%s"
                .formatted(
                    k,
                    slice.device(),
                    problem.catalog().name(),
                    NearestName.hint(
                        slice.device(),
                        problem.catalog().devices().stream().map(Device::name).toList())));
      }
      if (slice.from() != next) {
        throw new InvalidFieldException(
            "slices/" + k + "/from",
            "slice %d: from must be %d, where the one before it ends, but is %d"
                .formatted(k, next, slice.from()));
      }
      next = slice.to();
    }
    int length = problem.linearization().length();
    if (next != length) {
      throw new InvalidFieldException(
          "slices",
          "slices must cover the %d positions of model \"%s\" but end at %d"
              .formatted(length, problem.linearization().net().name(), next));
    }
  }

  private static void checkExits(
      PlanningProblem problem, List<ExitLatency> exits, double expectedMs, double worstCaseMs) {
    List<String> names = new ArrayList<>();
    for (Exit exit : problem.linearization().net().exits()) {
      names.add(exit.name());
    }
    List<String> found = new ArrayList<>();
    double max = 0;
    for (ExitLatency exit : exits) {
      found.add(exit.exit());
      max = Math.max(max, exit.latencyMs());
    }
    if (!found.equals(names)) {
      throw new InvalidFieldException(
          "exits",
          "plan: exits must be those of the model, %s".formatted(String.join(", ", names)));
    }
    double mean = 0;
    for (ExitLatency exit : exits) {
      mean += exit.probability() * exit.latencyMs();
    }
    check("expectedLatencyMs", expectedMs, "the mean over the exits", mean, max);
    double last = exits.get(exits.size() - 1).latencyMs();
    check("worstCaseLatencyMs", worstCaseMs, "the latency of the final exit", last, max);
  }

  private static void check(String field, double value, String what, double expected, double max) {
    if (!(value == expected || Math.abs(value - expected) <= ROUNDING * max)) {
      throw new InvalidFieldException(
          field,
          String.format(
              Locale.ROOT, "plan: %s must be %s, %s, but is %s", field, what, expected, value));
    }
  }

  private static void checkDevices(List<Slice> slices, List<DeviceUse> devices) {
    boolean same = devices.size() == slices.size();
    for (int k = 0; same && k < slices.size(); k++) {
      same = devices.get(k).device().equals(slices.get(k).device());
    }
    if (!same) {
      throw new InvalidFieldException(
          "devices", "plan: devices must list the device of each slice, in order");
    }
  }

  /**
   * Latency of the samples that leave at an exit.
   *
   * @param exit name of the exit
   * @param probability probability that a sample leaves there
   * @param latencyMs latency of such a sample, ms
   */
  public record ExitLatency(String exit, double probability, double latencyMs) {

    /**
     * @throws IllegalArgumentException if the probability is not from 0 to 1 or the latency not
     *     &gt;= 0
     */
    public ExitLatency {
      Checks.probability(Checks.quoted("exit", exit), "probability", probability);
      notNegative("latencyMs", latencyMs);
    }
  }

  /**
   * Use of a limit by a slice.
   *
   * @param limit name of the limit
   * @param unit unit of the numbers
   * @param used use by the slice; empty where unknown
   * @param allowed amount that the device allows; empty = unlimited
   */
  public record LimitUse(String limit, String unit, OptionalDouble used, OptionalDouble allowed) {

    /**
     * @throws IllegalArgumentException if a number is negative or not a number
     */
    public LimitUse {
      used.ifPresent(value -> notNegative("used", value));
      allowed.ifPresent(value -> notNegative("allowed", value));
    }
  }

  /**
   * Resource use of a slice on its device.
   *
   * @param device name of the device
   * @param busyMs computing, receiving and sending of one full run, ms
   * @param limits use of each limit of the problem, in order
   */
  public record DeviceUse(String device, double busyMs, List<LimitUse> limits) {

    /**
     * @throws IllegalArgumentException if the time is negative or not a number
     */
    public DeviceUse {
      notNegative("busyMs", busyMs);
      limits = List.copyOf(limits);
    }

    /** Memory that the slice fills, MiB. */
    public double memoryMiB() {
      return of(SliceLimit.MEMORY).used().orElseThrow();
    }

    /** Memory of the device, MiB; empty = unlimited. */
    public OptionalDouble memoryLimitMiB() {
      return of(SliceLimit.MEMORY).allowed();
    }

    /** Energy of an inference, J; empty where the device's power is unknown. */
    public OptionalDouble energyJ() {
      return of(SliceLimit.ENERGY).used();
    }

    /** Energy that the device may spend on an inference, J; empty = unlimited. */
    public OptionalDouble energyLimitJ() {
      return of(SliceLimit.ENERGY).allowed();
    }

    private LimitUse of(SliceLimit limit) {
      return limits.stream()
          .filter(use -> use.limit().equals(limit.name()))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The partitioning vector: bit b - 1 is set if boundary b is cut; L - 1 bits in all. */
  public boolean[] partition() {
    boolean[] cut = new boolean[problem.linearization().length() - 1];
    for (Slice slice : slices.subList(1, slices.size())) {
      cut[slice.from() - 1] = true;
    }
    return cut;
  }

  /**
   * The deployment as a matrix with a row for each device that may run a slice, in the order of the
   * problem, and below for any other that does.
   */
  public DeploymentMatrix deploymentMatrix() {
    Set<String> rows = new LinkedHashSet<>();
    problem.devices().forEach(device -> rows.add(device.name()));
    slices.forEach(slice -> rows.add(slice.device()));
    return DeploymentMatrix.of(List.copyOf(rows), slices);
  }
}
