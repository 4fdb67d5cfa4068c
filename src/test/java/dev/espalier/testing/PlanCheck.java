package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import java.util.List;
import java.util.OptionalDouble;

/** Asserts every number of a plan against the {@link Oracle}. */
final class PlanCheck {
  private static final double RELATIVE = 1e-9;
  private static final double ABSOLUTE = 1e-12;

  private final Plan plan;
  private final PlanningProblem problem;
  private final List<Slice> slices;
  private final Oracle oracle;
  private final String context;

  private PlanCheck(Plan plan, String context) {
    this.plan = plan;
    this.context = context;
    problem = plan.problem();
    slices = plan.slices();
    oracle = new Oracle(problem);
  }

  static void numbers(Plan plan, String context) {
    PlanCheck check = new PlanCheck(plan, context);
    check.cover();
    check.latencies();
    check.exits();
    for (int k = 0; k < plan.slices().size(); k++) {
      check.device(k);
    }
    check.violations();
  }

  /** Whether two numbers are the same but for rounding. */
  static boolean isClose(double left, double right) {
    return left == right
        || Math.abs(left - right)
            <= RELATIVE * Math.max(Math.abs(left), Math.abs(right)) + ABSOLUTE;
  }

  static void assertClose(double actual, double expected, String what) {
    assertThat(isClose(actual, expected))
        .as("%s: expected %s but was %s", what, expected, actual)
        .isTrue();
  }

  private String in(String what) {
    return "%s: %s of %s".formatted(context, what, slices);
  }

  private void cover() {
    assertThat(slices).as(in("slices")).isNotEmpty();
    int next = 0;
    for (Slice slice : slices) {
      assertThat(slice.from()).as(in("start of a slice")).isEqualTo(next);
      assertThat(slice.to()).as(in("end of a slice")).isGreaterThan(next);
      next = slice.to();
    }
    int length = problem.linearization().net().layers().size();
    assertThat(next).as(in("end")).isEqualTo(length);
    boolean[] cut = new boolean[length - 1];
    slices.stream().skip(1).forEach(slice -> cut[slice.from() - 1] = true);
    assertThat(plan.partition()).as(in("partition")).isEqualTo(cut);
  }

  private void latencies() {
    assertClose(plan.value(), oracle.latencyMs(slices), in("latency"));
    assertClose(plan.expectedLatencyMs(), oracle.expectedMs(slices), in("expected latency"));
    assertClose(plan.worstCaseLatencyMs(), oracle.worstCaseMs(slices), in("worst-case latency"));
    assertClose(plan.periodMs(), oracle.periodMs(slices), in("period"));
    plan.energyJ()
        .ifPresent(joules -> assertClose(joules, oracle.energyJ(slices), in("total energy")));
    // Printed probabilities may sum to 1 only up to 1e-6; then so do the two forms.
    double sum =
        problem.linearization().net().exits().stream().mapToDouble(e -> e.probability()).sum();
    if (Math.abs(sum - 1) <= 1e-12) {
      assertClose(plan.expectedLatencyMs(), oracle.expectedByExitMs(slices), in("equation (2)"));
    }
  }

  private void exits() {
    var exits = problem.linearization().net().exits();
    assertThat(plan.exits()).as(in("exits")).hasSameSizeAs(exits);
    for (int e = 0; e < exits.size(); e++) {
      Plan.ExitLatency found = plan.exits().get(e);
      assertThat(found.exit()).as(in("exit")).isEqualTo(exits.get(e).name());
      assertThat(found.probability())
          .as(in("probability of exit " + found.exit()))
          .isEqualTo(exits.get(e).probability());
      assertClose(
          found.latencyMs(), oracle.sampleMs(slices, e), in("time of exit " + found.exit()));
    }
  }

  private void device(int k) {
    assertThat(plan.devices()).as(in("devices")).hasSameSizeAs(slices);
    Slice slice = slices.get(k);
    Plan.DeviceUse use = plan.devices().get(k);
    Device device = problem.catalog().devices().get(oracle.index(slice.device()));
    String of = " of slice " + k;
    assertThat(use.device()).as(in("device" + of)).isEqualTo(slice.device());
    double memoryMiB = oracle.neededBytes(oracle.runs(slices).get(k)) / 1024.0 / 1024.0;
    assertClose(use.memoryMiB(), memoryMiB, in("memory" + of));
    assertThat(use.memoryLimitMiB()).as(in("memory limit" + of)).isEqualTo(device.memoryMiB());
    double busyMs = oracle.busyMs(slices, k);
    assertClose(use.busyMs(), busyMs, in("busy time" + of));
    assertThat(use.energyJ().isPresent())
        .as(in("known energy" + of))
        .isEqualTo(device.powerW().isPresent());
    use.energyJ()
        .ifPresent(
            joules -> assertClose(joules, oracle.chargedEnergyJ(slices, k), in("energy" + of)));
    OptionalDouble limitJ = use.energyLimitJ();
    assertThat(limitJ.isPresent())
        .as(in("known energy limit" + of))
        .isEqualTo(device.energyJ().isPresent());
    device
        .energyJ()
        .ifPresent(
            joules ->
                assertClose(
                    limitJ.getAsDouble(), joules / problem.inferences(), in("energy limit" + of)));
  }

  private void violations() {
    List<String> found =
        PlanValidator.violations(plan).stream().map(PlanCheck::label).distinct().toList();
    assertThat(found)
        .as(in("violations"))
        .containsExactlyInAnyOrderElementsOf(oracle.broken(slices).stream().distinct().toList());
  }

  /** The name of a violation in the oracle. */
  static String label(Violation violation) {
    String kind;
    if (violation instanceof Violation.LimitExceeded exceeded) {
      kind = exceeded.limit().name();
    } else if (violation instanceof Violation.PathLimitExceeded exceeded) {
      kind = exceeded.limit().objective().label();
    } else if (violation instanceof Violation.PinBroken) {
      kind = "pin";
    } else if (violation instanceof Violation.DeviceReused) {
      kind = "reused";
    } else if (violation instanceof Violation.DeviceNotChosen) {
      kind = "not-chosen";
    } else {
      kind = "count";
    }
    return kind + " " + violation.subject();
  }
}
