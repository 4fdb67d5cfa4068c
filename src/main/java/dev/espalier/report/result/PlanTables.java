package dev.espalier.report.result;

import dev.espalier.device.Device;
import dev.espalier.exit.ExitUse;
import dev.espalier.model.Linearization;
import dev.espalier.plan.EnergyBasis;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Strip;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of a plan: its slices with their devices, and its exits. */
final class PlanTables {
  /** Idle devices up to this number are all named. */
  private static final int MAX_IDLE = 8;

  /** Idle devices that are named where there are more. */
  private static final int SHOWN_IDLE = 3;

  private final Plan plan;
  private final Linearization net;

  PlanTables(Plan plan) {
    this.plan = plan;
    net = plan.problem().linearization();
  }

  /** A row for each slice with its use of each limit; devices without a slice stand below. */
  Table limits() {
    return Table.of(indices(plan.slices()))
        .column(Column.words(""), k -> Cell.of(Strip.letter(k)))
        .words(Column.words("device", "device"), k -> plan.slices().get(k).device())
        .column(
            Column.numbers("busy", "busyMs").in("ms"),
            k -> Cell.number(plan.devices().get(k).busyMs()))
        .column(
            Column.words("memory", "memoryMiB", "memoryLimitMiB").in("MiB"),
            k -> memory(plan.devices().get(k)))
        .column(
            Column.words("energy", "energyJ", "energyLimitJ").in("J"),
            k -> energy(plan.devices().get(k)))
        .lanes()
        .build()
        .withFooter(footer());
  }

  private List<String> footer() {
    List<String> lines = new ArrayList<>(List.of(basis()));
    lines.addAll(idle());
    return lines;
  }

  private static List<Integer> indices(List<?> things) {
    return IntStream.range(0, things.size()).boxed().toList();
  }

  private static Cell memory(Plan.DeviceUse use) {
    return use(use.memoryMiB(), use.memoryLimitMiB());
  }

  private static Cell energy(Plan.DeviceUse use) {
    return use.energyJ().isPresent()
        ? use(use.energyJ().getAsDouble(), use.energyLimitJ())
        : Cell.of(Cell.NOTHING);
  }

  private static Cell use(double used, OptionalDouble limit) {
    return Cell.of(Numbers.use(used, limit), Value.of(used), Value.of(limit));
  }

  private List<String> idle() {
    Set<String> busy = plan.slices().stream().map(Slice::device).collect(Collectors.toSet());
    plan.problem().source().ifPresent(busy::add);
    plan.problem().sink().ifPresent(busy::add);
    List<String> idle =
        plan.problem().devices().stream()
            .map(Device::name)
            .filter(name -> !busy.contains(name))
            .toList();
    return idle.isEmpty() ? List.of() : List.of("idle: " + idle(idle));
  }

  /** Of which run busy times and energies are. */
  private String basis() {
    return plan.problem().energyBasis() == EnergyBasis.FULL
        ? "busy (computing, receiving, sending) and energy: of a full run"
        : "busy (computing, receiving, sending): of a full run; energy: of a mean inference";
  }

  /** Names, of which a few stand for all where there are many. */
  private String idle(List<String> names) {
    if (names.size() <= MAX_IDLE) {
      return String.join(", ", names);
    }
    return "%d of %d devices, %s and %d more"
        .formatted(
            names.size(),
            plan.problem().devices().size(),
            String.join(", ", names.subList(0, SHOWN_IDLE)),
            names.size() - SHOWN_IDLE);
  }

  /** A row for each exit. */
  Table exits() {
    return exits(List.of());
  }

  /**
   * A row for each exit, with the decision on it.
   *
   * @param decided decision on each of them; empty where nothing was decided
   */
  Table exits(List<ExitUse> decided) {
    Table.Builder<Integer> table =
        Table.of(indices(plan.exits()))
            .column(Column.words(""), e -> Cell.of(Strip.sign(e)))
            .words(Column.words("exit", "exit"), e -> plan.exits().get(e).exit())
            .words(Column.words("layer", "layer"), e -> net.net().exits().get(e).layer())
            .column(Column.numbers("position", "position"), e -> Cell.integer(net.exitPosition(e)));
    if (decided.isEmpty()) {
      table.column(
          Column.numbers("probability", "probability"), e -> probability(plan.exits().get(e)));
    } else {
      table
          .column(
              Column.numbers("threshold", "threshold"),
              e ->
                  Cell.of(
                      ExitWords.threshold(decided.get(e)), Value.of(decided.get(e).threshold())))
          .column(
              Column.numbers("probability", "probability"),
              e -> Cell.number(OptionalDouble.of(decided.get(e).probability()), ExitWords::percent))
          .column(
              Column.numbers("accuracy", "accuracy"),
              e -> Cell.number(decided.get(e).accuracy(), ExitWords::percent));
    }
    return table
        .column(
            Column.numbers("latency", "latencyMs").in("ms"),
            e -> Cell.number(plan.exits().get(e).latencyMs()))
        .build();
  }

  private static Cell probability(Plan.ExitLatency exit) {
    return Cell.of(Numbers.probability(exit.probability()), Value.of(exit.probability()));
  }
}
