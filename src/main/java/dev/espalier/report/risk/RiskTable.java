package dev.espalier.report.risk;

import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.search.risk.RiskSummary;
import dev.espalier.study.PlanRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the values of a plan over samples: what was minimized, and other measures beside it. */
public final class RiskTable {
  private RiskTable() {}

  /**
   * The report of a plan, with its values over the samples at the end, if it was made for these.
   */
  public static Report below(Report report, PlanRun run) {
    return run.risk().map(risk -> below(report, run.shown().plan(), risk)).orElse(report);
  }

  private static Report below(Report report, Plan plan, RiskSummary summary) {
    List<Block> blocks = new ArrayList<>();
    for (Block block : report.blocks()) {
      blocks.add(block instanceof Title title ? withLinks(title, plan, summary) : block);
    }
    blocks.add(new Heading("Over the samples"));
    blocks.add(table(plan.problem(), summary));
    return new Report(blocks, report.data());
  }

  private static Title withLinks(Title title, Plan plan, RiskSummary summary) {
    List<String> lines = new ArrayList<>(title.lines());
    lines.add(
        "that is its %s over %d %s of bandwidth (%d distinct)"
            .formatted(
                summary.measure().label(),
                summary.samples(),
                summary.samples() == 1 ? "sample" : "samples",
                summary.distinct()));
    plan.problem()
        .bandwidthMbps()
        .ifPresent(
            mbps ->
                lines.add(
                    "times are those of links at %s Mbps, at which it takes as long"
                        .formatted(Numbers.of(mbps))));
    return new Title(title.text(), lines, title.items());
  }

  private static Table table(PlanningProblem problem, RiskSummary summary) {
    Map<String, Double> rows = new LinkedHashMap<>();
    rows.put("mean", summary.mean());
    rows.put("p50", summary.median());
    rows.put("p95", summary.p95());
    rows.put("cvar95", summary.cvar95());
    rows.put("largest", summary.max());
    rows.putIfAbsent(summary.measure().label(), summary.value());
    return Table.of(rows.entrySet())
        .words(Column.words("measure", "measure"), Map.Entry::getKey)
        .column(
            Column.numbers(problem.objective().quantity(), "value").in(problem.objective().unit()),
            row -> Cell.number(row.getValue()))
        .build();
  }
}
