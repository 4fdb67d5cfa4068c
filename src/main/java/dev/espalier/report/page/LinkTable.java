package dev.espalier.report.page;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.plan.Plan;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.study.schedule.Occupancy;
import dev.espalier.study.schedule.PlanSchedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The links that a plan uses, and the expected latency that it would have if one of them had half
 * or twice its bandwidth. Half the bandwidth doubles the time that bytes occupy the link and leaves
 * its latency as it is.
 */
final class LinkTable {
  private LinkTable() {}

  /**
   * A link.
   *
   * @param occupancyMs mean time over all samples for which bytes occupy it, ms
   */
  private record Use(Link link, double occupancyMs) {}

  /** The table; empty if the plan sends nothing. */
  static Optional<Table> of(PlanSchedule schedule) {
    DeviceCatalog catalog = schedule.plan().problem().catalog();
    Map<String, Link> links = new LinkedHashMap<>();
    schedule
        .crossings()
        .forEach(
            crossing ->
                links.putIfAbsent(crossing.link(), catalog.link(crossing.from(), crossing.to())));
    Map<String, Double> occupied =
        schedule.occupancies().stream()
            .filter(each -> each.kind() == Occupancy.Kind.LINK)
            .collect(Collectors.toMap(Occupancy::name, Occupancy::ms));
    List<Use> uses =
        links.entrySet().stream()
            .map(link -> new Use(link.getValue(), occupied.get(link.getKey())))
            .toList();
    return uses.isEmpty() ? Optional.empty() : Optional.of(table(uses, schedule.plan()));
  }

  private static Table table(List<Use> uses, Plan plan) {
    return Table.of(uses)
        .words(Column.words("link", "link"), use -> use.link().from() + " -> " + use.link().to())
        .column(
            Column.numbers("bandwidth", "bandwidthMbps").in("Mbps"),
            use -> rough(use.link().bandwidthMbps()))
        .column(
            Column.numbers("latency", "latencyMs").in("ms"), use -> rough(use.link().latencyMs()))
        .column(
            Column.numbers("expected at half", "atHalfMs").in("ms"),
            use -> changed(plan, use.occupancyMs()))
        .column(
            Column.numbers("expected at twice", "atTwiceMs").in("ms"),
            use -> changed(plan, -use.occupancyMs() / 2))
        .build()
        .withFooter(
            List.of(
                "expected latency of this plan with half or twice the bandwidth of one link;"
                    + " another plan may then be better"));
  }

  private static Cell rough(double value) {
    return Cell.of(Numbers.rough(value), Value.of(value));
  }

  private static Cell changed(Plan plan, double moreMs) {
    double before = plan.expectedLatencyMs();
    double after = before + moreMs;
    String change = before > 0 ? " (%s)".formatted(Numbers.signed(moreMs / before)) : "";
    return Cell.of(Numbers.of(after) + change, Value.of(after));
  }
}
