package dev.espalier.cli.command.plan;

import dev.espalier.cli.command.EvaluateCommand;
import dev.espalier.cli.console.Terminal;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.online.KeepOptions;
import dev.espalier.io.json.PlanDocument;
import dev.espalier.io.json.change.KeepFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.World;
import dev.espalier.report.online.KeepReport;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.Replanner;
import java.io.PrintWriter;

/** The output of {@code plan --keep}: whether moving from a plan in force pays. */
final class KeepPlanning {
  private final PlanningProblem problem;
  private final MovePolicy policy;
  private final SearchOptions options;
  private final Decision decision;

  private KeepPlanning(
      PlanningProblem problem, MovePolicy policy, SearchOptions options, Decision decision) {
    this.problem = problem;
    this.policy = policy;
    this.options = options;
    this.decision = decision;
  }

  /** Decides once, as a replanner does upon a change. */
  static KeepPlanning decide(
      PlanningProblem problem,
      KeepOptions keep,
      Planner planner,
      SearchOptions options,
      PrintWriter err) {
    MovePolicy policy = keep.policy();
    PlanDocument document = keep.read();
    EvaluateCommand.warnOfOtherModel(
        document, keep.fileName(), problem.linearization().net().name(), err);
    Replanner replanner =
        Replanner.keeping(World.of(problem), document.evaluate(problem).slices(), policy, options);
    return new KeepPlanning(problem, policy, options, replanner.refine(planner, 0));
  }

  /** Whether any plan works now. */
  boolean hasPlan() {
    return decision.best().isPresent();
  }

  /** The reason why no plan was found. */
  PlanningResult whyNone(Planner planner) {
    return planner.plan(problem, options.withListener(SearchListener.NONE));
  }

  /** The answer in a format. */
  String text(FormatOption format, boolean isFile, PrintWriter err) {
    return format.write(
        () -> KeepFile.write(problem, decision, policy),
        () -> KeepReport.of(decision, policy),
        Terminal.page(isFile),
        err);
  }
}
