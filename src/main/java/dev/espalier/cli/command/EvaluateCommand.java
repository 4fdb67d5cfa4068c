package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Terminal;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.ProblemOptions;
import dev.espalier.cli.option.SvgOption;
import dev.espalier.cli.option.view.ViewOptions;
import dev.espalier.cost.PlanValidator;
import dev.espalier.internal.Printable;
import dev.espalier.io.json.PlanDocument;
import dev.espalier.io.json.PlanFile;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.page.PlanPage;
import dev.espalier.report.result.PlanReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a plan made by hand or by another tool. */
@Command(
    name = "evaluate",
    description = {
      "Checks a plan made by hand or by another tool: its latency, which limits it breaks,"
          + " and by how much.",
      "Options recorded in the plan file apply unless they are given here."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class EvaluateCommand implements Callable<Integer> {
  /** Claimed latencies are often printed with few digits. */
  private static final double CLAIM_TOLERANCE = 1e-3;

  @Option(
      names = "--plan",
      required = true,
      paramLabel = "P",
      description = "Plan file; only its format and slices are required.")
  private String planFile;

  @Mixin private ProblemOptions problemOptions;
  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;
  @Mixin private SvgOption svg;
  @Mixin private ViewOptions views;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    format.refuseCsv("needs a table, which one plan is not");
    output.refuse(planFile, problemOptions.modelName(), problemOptions.catalogName());
    svg.refuse(output, planFile, problemOptions.modelName(), problemOptions.catalogName());
    views.refuse(output, svg, planFile, problemOptions.modelName(), problemOptions.catalogName());
    PlanDocument document = PlanDocument.read(InputOptions.path("plan", planFile));
    PlanningProblemBuilder builder = problemOptions.read(err, false);
    document.applyOptions(builder);
    problemOptions.applyTo(builder);
    PlanningProblem problem = problemOptions.build(builder);
    warnOfOtherModel(document, planFile, problem.linearization().net().name(), err);
    Plan plan = document.evaluate(problem);
    warnOfOtherValue(planFile, document, plan, err);
    Supplier<Report> report = () -> PlanReport.evaluated(plan);
    String text =
        format.write(
            () -> PlanFile.writeEvaluation(plan),
            report,
            () -> PlanPage.evaluated(report.get(), plan),
            Terminal.page(output.isFile()),
            err);
    output.write(text, spec.commandLine().getOut());
    svg.write(report);
    views.write(plan, problemOptions.modelNodes(), err);
    return PlanValidator.violations(plan).isEmpty() ? ExitCodes.DONE : ExitCodes.NO_FEASIBLE_PLAN;
  }

  /** Warns where a plan file names another model than the one it is used with. */
  public static void warnOfOtherModel(
      PlanDocument document, String planFile, String used, PrintWriter err) {
    document
        .model()
        .filter(model -> !model.equals(used))
        .ifPresent(
            model ->
                err.printf(
                    "warning: %s was planned for model \"%s\", not for \"%s\"%n",
                    Printable.line(planFile), Printable.line(model), used));
  }

  /** Warns where a plan file claims another value than the plan has. */
  static void warnOfOtherValue(String planFile, PlanDocument document, Plan plan, PrintWriter err) {
    document
        .claimedValue(plan.problem().objective())
        .ifPresent(
            claimed -> {
              if (Math.abs(claimed - plan.value()) > CLAIM_TOLERANCE * plan.value()) {
                Objective objective = plan.problem().objective();
                err.printf(
                    "warning: %s claims %s %s %s; under these options it is %s %s%n",
                    Printable.line(planFile),
                    objective.quantity(),
                    Numbers.of(claimed),
                    objective.unit(),
                    Numbers.of(plan.value()),
                    objective.unit());
              }
            });
  }
}
