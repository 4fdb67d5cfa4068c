package dev.espalier.report.page;

import dev.espalier.plan.Plan;
import dev.espalier.plan.Plan.DeviceUse;
import dev.espalier.plan.Plan.LimitUse;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How much of each limit a plan uses and what is left, the scarcest first. */
final class LimitTable {
  private LimitTable() {}

  private record Entry(String device, LimitUse limit, double used, double allowed) {

    double fraction() {
      return used / allowed;
    }
  }

  /** The table; empty if nothing is limited. */
  static Optional<Table> of(Plan plan) {
    List<Entry> entries =
        plan.devices().stream()
            .flatMap(use -> use.limits().stream().flatMap(limit -> entry(use, limit).stream()))
            .sorted((a, b) -> Double.compare(b.fraction(), a.fraction()))
            .toList();
    return Optional.of(entries).filter(all -> !all.isEmpty()).map(LimitTable::table);
  }

  private static Optional<Entry> entry(DeviceUse use, LimitUse limit) {
    return limit.used().isPresent() && limit.allowed().isPresent()
        ? Optional.of(
            new Entry(
                use.device(), limit, limit.used().getAsDouble(), limit.allowed().getAsDouble()))
        : Optional.empty();
  }

  private static Table table(List<Entry> entries) {
    return Table.of(entries)
        .words(Column.words("device", "device"), Entry::device)
        .words(Column.words("limit", "limit"), entry -> entry.limit().limit())
        .column(Column.numbers("used", "used"), entry -> rough(entry.used()))
        .column(Column.numbers("allowed", "allowed"), entry -> rough(entry.allowed()))
        .column(Column.numbers("left", "left"), entry -> rough(entry.allowed() - entry.used()))
        .words(Column.words("unit", "unit"), entry -> entry.limit().unit())
        .column(
            Column.numbers("used %", "fraction"),
            entry -> Cell.of(Numbers.percent(entry.fraction()), Value.finite(entry.fraction())))
        .build();
  }

  private static Cell rough(double value) {
    return Cell.number(OptionalDouble.of(value), Numbers::rough);
  }
}
