package dev.espalier.report.page;

import dev.espalier.plan.Plan;
import dev.espalier.report.Block;
import dev.espalier.report.Heading;
import dev.espalier.report.Note;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.plan.PlanGraph;
import dev.espalier.search.PlanningResult;
import dev.espalier.study.schedule.PlanSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report of a plan in full, for a format that can draw, fold and sort. */
public final class PlanPage {
  private static final List<String> HINT =
      List.of(
          "Which plan would then be best is not computed: with --explain, the page shows it for"
              + " one more MiB on a device, one more Mbps on a link, and without each device; the"
              + " command sweep shows at which bandwidth, memory or load the plan changes.");

  private PlanPage() {}

  /**
   * The page of what a solver found.
   *
   * @param report the report of the plan
   * @param isExplained whether the report says what changes would do
   * @param isTimed whether to show how long the search took
   */
  public static Report planned(
      Report report, PlanningResult.Planned result, boolean isExplained, boolean isTimed) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(ProofTable.of(result, isTimed).titled("Value and proof"));
    if (!isExplained) {
      blocks.add(new Heading("What if"));
      blocks.add(Note.of(HINT));
    }
    return page(report, result.plan(), true, blocks, OptionsTable.of(result));
  }

  /** The page of the evaluation of a plan from elsewhere. */
  public static Report evaluated(Report report, Plan plan) {
    return page(
        report,
        plan,
        false,
        List.of(ProofTable.of(plan).titled("Value")),
        OptionsTable.of(plan.problem()));
  }

  /** The title, with the source of all its numbers. */
  private static Title withLayerTimes(Title title, Plan plan) {
    List<String> lines = new ArrayList<>(title.lines());
    lines.add(
        plan.problem().hasGivenTimes()
            ? "layer times: measured where devices have profiles, see Options"
            : "layer times: assumed from operations and bytes; measure them with profile");
    return new Title(title.text(), lines, title.items());
  }

  private static Report page(
      Report report, Plan plan, boolean isPlanned, List<Block> more, Table options) {
    List<Block> blocks = new ArrayList<>();
    for (Block block : report.blocks()) {
      if (block instanceof Title title) {
        blocks.add(withLayerTimes(title, plan));
        continue;
      }
      if (block instanceof Note note && !note.lines().isEmpty()) {
        blocks.add(new Heading(isPlanned ? "Compared with other plans" : "Remarks"));
      }
      blocks.add(block);
    }
    blocks.addAll(more);
    LimitTable.of(plan)
        .map(table -> table.titled("What is left of each limit"))
        .ifPresent(blocks::add);
    PlanSchedule schedule = PlanSchedule.of(plan);
    LinkTable.of(schedule)
        .map(table -> table.titled("What if a link gets slower or faster"))
        .ifPresent(blocks::add);
    blocks.add(new Heading("The network on its devices"));
    blocks.add(PlanGraph.of(schedule));
    blocks.add(Heading.folded("Layers"));
    blocks.add(LayerTable.of(plan));
    blocks.add(Heading.folded("Options"));
    blocks.add(options);
    return new Report(blocks, Optional.empty());
  }
}
