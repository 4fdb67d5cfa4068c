package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Units;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PathLimit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.SliceLimit;
import dev.espalier.plan.Weighting;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The memory that the tables of a problem take, estimated before it is taken: a problem that Java
 * has no room for is refused with what would fit.
 *
 * <p>A table of times or costs has a row of 16 bytes a position for each kind of devices whose
 * times differ; a table of ends, a row of 4 bytes for each kind whose limits differ; a bound, a row
 * of 8 bytes for each kind of devices. What a search keeps besides is not counted.
 */
public final class PlanningMemory {
  private static final long COST_BYTES = 16;
  private static final long END_BYTES = 4;
  private static final long BOUND_BYTES = 8;

  private PlanningMemory() {}

  /**
   * Refuses a problem whose tables would not fit into the memory that Java has left.
   *
   * @param timeKind kind of each device by index; devices of one kind take equally long for every
   *     layer
   * @throws InvalidFieldException if they would not
   */
  public static void require(PlanningProblem problem, IntUnaryOperator timeKind) {
    long needed = bytes(problem, timeKind);
    if (needed > availableBytes()) {
      // What nobody refers to any more still counts as used until it is collected.
      System.gc();
      require(problem, needed, availableBytes());
    }
  }

  private static long availableBytes() {
    Runtime java = Runtime.getRuntime();
    return java.maxMemory() - (java.totalMemory() - java.freeMemory());
  }

  static void require(PlanningProblem problem, long needed, long available) {
    if (needed > available) {
      int devices = problem.devices().size();
      throw new InvalidFieldException(
          "devices",
          String.format(
              Locale.ROOT,
              "planning %d devices and %d layers takes about %.0f MiB for tables, but Java has"
                  + " %.0f MiB left; about %d such devices would fit: choose fewer (--devices), give"
                  + " Java more memory (-Xmx), or plan blocks of layers (--granularity block)",
              devices,
              problem.linearization().length(),
              Units.bytesToMib(needed),
              Units.bytesToMib(available),
              (long) (devices * ((double) available / needed))));
    }
  }

  /** Bytes of all tables of a problem, about. */
  static long bytes(PlanningProblem problem, IntUnaryOperator timeKind) {
    int devices = problem.devices().size();
    long timeKinds = IntStream.range(0, devices).map(timeKind).distinct().count();
    Set<Object> limitKinds = new HashSet<>();
    Set<Object> kinds = new HashSet<>();
    for (int d = 0; d < devices; d++) {
      List<OptionalDouble> allowed = allowed(problem, problem.devices().get(d));
      limitKinds.add(allowed);
      kinds.add(List.of(timeKind.applyAsInt(d), allowed));
    }
    long row =
        COST_BYTES * costTables(problem) * timeKinds
            + END_BYTES * limitKinds.size()
            + BOUND_BYTES * (1 + problem.pathLimits().size()) * kinds.size();
    return row * (problem.linearization().length() + 1);
  }

  private static List<OptionalDouble> allowed(PlanningProblem problem, Device device) {
    return problem.sliceLimits().stream().map(limit -> limit.allowed(problem, device)).toList();
  }

  /**
   * Number of tables of times and costs: that of the times, and one for each way to weight them.
   */
  private static long costTables(PlanningProblem problem) {
    Set<Object> tables = new HashSet<>();
    tables.add(weights(problem, Weighting.FULL));
    add(problem, problem.objective(), tables);
    for (PathLimit limit : problem.pathLimits()) {
      add(problem, limit.objective(), tables);
    }
    for (SliceLimit limit : problem.sliceLimits()) {
      if (problem.devices().stream().anyMatch(device -> isTimed(problem, limit, device))) {
        tables.add(weights(problem, limit.weighting(problem)));
      }
    }
    return tables.size();
  }

  private static void add(PlanningProblem problem, Objective objective, Set<Object> tables) {
    boolean isTime = objective.isInMs() && objective.combination() == Objective.Combination.SUM;
    tables.add(isTime ? weights(problem, objective.weighting()) : objective);
  }

  private static boolean isTimed(PlanningProblem problem, SliceLimit limit, Device device) {
    return limit.isKnown(device)
        && limit.allowed(problem, device).isPresent()
        && limit.rates(problem, device).perComputeMs() > 0;
  }

  /** Weights of layers; those of exits count only where results are sent to a sink. */
  private static List<Object> weights(PlanningProblem problem, Weighting weighting) {
    double[] layers = weighting.layers(problem.linearization());
    double[] exits =
        problem.sink().isPresent() ? weighting.exits(problem.linearization()) : new double[0];
    return List.of(Arrays.stream(layers).boxed().toList(), Arrays.stream(exits).boxed().toList());
  }
}
