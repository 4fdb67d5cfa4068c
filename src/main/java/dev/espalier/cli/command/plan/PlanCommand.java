package dev.espalier.cli.command.plan;

import dev.espalier.cli.command.NoPlanMessage;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.console.Terminal;
import dev.espalier.cli.option.DemandOptions;
import dev.espalier.cli.option.ExitOptions;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.ProblemOptions;
import dev.espalier.cli.option.RunOptions;
import dev.espalier.cli.option.SolverNames;
import dev.espalier.cli.option.StopOptions;
import dev.espalier.cli.option.SvgOption;
import dev.espalier.cli.option.ThresholdsOption;
import dev.espalier.cli.option.TwoDeviceCliOptions;
import dev.espalier.cli.option.online.KeepOptions;
import dev.espalier.cli.option.view.ViewOptions;
import dev.espalier.cli.parse.FractionConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitData;
import dev.espalier.io.json.FrontFile;
import dev.espalier.io.json.PlanFile;
import dev.espalier.io.svg.chart.LineChartSvg;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.report.Report;
import dev.espalier.report.page.PlanPage;
import dev.espalier.report.result.ExplanationTable;
import dev.espalier.report.result.FrontReport;
import dev.espalier.report.result.PlanReport;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import dev.espalier.search.front.FrontPlanner;
import dev.espalier.search.front.ObjectiveFront;
import dev.espalier.search.joint.ExitAnswer;
import dev.espalier.search.joint.ExitDemand;
import dev.espalier.search.joint.JointPlanner;
import dev.espalier.study.PlanRun;
import dev.espalier.study.explain.Explainer;
import dev.espalier.study.explain.Explanation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plans a network once. */
@Command(
    name = "plan",
    description = "Cuts a network into slices and places them on devices.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PlanCommand implements Callable<Integer> {
  @Mixin private ProblemOptions problemOptions;

  @Option(
      names = "--solver",
      defaultValue = "genetic",
      paramLabel = "NAME",
      completionCandidates = SolverNames.Listed.class,
      description = "Solver, genetic by default: ${COMPLETION-CANDIDATES}.")
  private String solver;

  @Option(
      names = "--simplify",
      converter = FractionConverter.class,
      paramLabel = "S",
      description =
          "Return the simplest plan within this tolerance of the optimum, such as 1%%: fewest"
              + " slices, then fewest bytes transferred.")
  private Double simplify;

  @Option(
      names = "--matrix",
      description =
          "Also show the deployment as a matrix of 0 and 1: a row for each device, a column for"
              + " each position.")
  private boolean matrix;

  @Option(
      names = "--explain",
      description =
          "Also show what one more MiB on a device, one more Mbps on a link, or leaving a device"
              + " out would change, by planning again; the plan gets half of a time limit.")
  private boolean explain;

  @Mixin private KeepOptions keep;
  @Mixin private ExitOptions exitOptions;
  @Mixin private ThresholdsOption thresholds;
  @Mixin private DemandOptions demandOptions;

  @Mixin private RunOptions runOptions;

  @Mixin private StopOptions stop;
  @Mixin private TwoDeviceCliOptions twoDevices;
  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;
  @Mixin private SvgOption svg;
  @Mixin private ViewOptions views;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** Listens to an interruption. */
  public PlanCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    long startNanos = System.nanoTime(); // reading a large model counts against the time limit
    Planner planner = SolverNames.planner("--solver", solver, twoDevices.options());
    twoDevices.refuseUnused(List.of(planner));
    int threads = runOptions.threads().orElse(planner.usualThreads());
    PrintWriter err = spec.commandLine().getErr();
    output.refuse(problemOptions.modelName(), problemOptions.catalogName(), exitOptions.fileName());
    checkExitOptions();
    checkExplain(planner);
    PlanningProblemBuilder builder = problemOptions.read(err, exitOptions.areGiven());
    problemOptions.applyTo(builder);
    PlanningProblem problem = problemOptions.build(builder);
    twoDevices.checkDevices(problem);
    SolverNames.checkFits("--solver", planner, problem);
    if (demandOptions.objectives().isPresent()) {
      return planFront(demandOptions.objectives().get(), problem, startNanos, err);
    }
    if (exitOptions.areGiven()) {
      return planWithExits(problem, planner, threads, startNanos, err);
    }
    if (keep.isGiven()) {
      return planKeeping(problem, planner, threads, startNanos, err);
    }
    // An explanation needs time, too: some of its searches take as long as the plan.
    Optional<Duration> limit = stop.forSearch(startNanos, problem, explain ? 2 : 1);
    List<PlanningResult> variants =
        searching(limit, problem, threads, err, it -> PlanRun.search(planner, problem, it));
    PlanningResult result = PlanningResult.best(variants);
    if (result instanceof PlanningResult.Planned planned) {
      print(planner, planned, variants, startNanos, err);
      return ExitCodes.DONE;
    }
    return noPlan(problem, result, err);
  }

  private int planKeeping(
      PlanningProblem problem, Planner planner, int threads, long startNanos, PrintWriter err) {
    Optional<Duration> limit = stop.part(startNanos, 1);
    KeepPlanning keeping =
        searching(
            limit,
            problem,
            threads,
            err,
            it -> KeepPlanning.decide(problem, keep, planner, it, err));
    if (!keeping.hasPlan()) {
      return noPlan(problem, keeping.whyNone(planner), err);
    }
    output.write(keeping.text(format, output.isFile(), err), spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  private void checkExplain(Planner planner) {
    boolean isOther = exitOptions.areGiven() || demandOptions.objectives().isPresent();
    keep.refuse(isOther || explain || matrix || simplify != null || svg.isGiven());
    if (explain && (isOther || simplify != null)) {
      throw new InvalidFieldException(
          "explain",
          "--explain explains the best plan and excludes --exits, --pareto and --simplify");
    }
    if (explain && !planner.has(PlannerTrait.PROVES_OPTIMALITY)) {
      throw new InvalidFieldException(
          "explain",
          "--explain needs a solver that proves its plans, but %s does not"
              .formatted(planner.name()));
    }
  }

  private void checkExitOptions() {
    if (matrix && (exitOptions.areGiven() || demandOptions.objectives().isPresent())) {
      throw new InvalidFieldException(
          "matrix", "--matrix shows one plan and excludes --exits and --pareto");
    }
    if (demandOptions.objectives().isPresent()) {
      if (exitOptions.areGiven()) {
        throw new InvalidFieldException(
            "pareto",
            "--pareto A,B and --exits exclude each other; --pareto alone goes with --exits");
      }
      if (simplify != null) {
        throw new InvalidFieldException("simplify", "--simplify and --pareto exclude each other");
      }
      if (stop.gap() > 0) {
        throw new InvalidFieldException("gap", "--gap and --pareto A,B exclude each other");
      }
    }
    if (exitOptions.areGiven() && simplify != null) {
      throw new InvalidFieldException("simplify", "--simplify and --exits exclude each other");
    }
    boolean isFront = demandOptions.objectives().isPresent();
    views.refuseUnlessOnePlan(!isFront && !exitOptions.areGiven() && !keep.isGiven());
    if (!exitOptions.areGiven()) {
      demandOptions.refuse();
      exitOptions.refuse();
      if (thresholds.given().isPresent()) {
        throw new InvalidFieldException("thresholds", "--thresholds needs --exits FILE");
      }
    }
    if (!exitOptions.areGiven() && !isFront && !explain) {
      format.refuseCsv("needs --exits, --pareto A,B or --explain, as one plan is not a table");
    }
    svg.refuse(
        output, problemOptions.modelName(), problemOptions.catalogName(), exitOptions.fileName());
    views.refuse(output, svg, problemOptions.modelName(), problemOptions.catalogName());
  }

  private int planFront(
      String objectives, PlanningProblem problem, long startNanos, PrintWriter err) {
    FrontPlanner planner = FrontPlanning.planner(objectives, solver, problem);
    ProgressLine line = ProgressLine.start(err);
    line.begin("walking the front");
    SearchOptions options =
        runOptions.options(stop.part(startNanos, 1), interruption::isRequested, line.listener(""));
    StopSignal whole = StopSignal.start(options);
    ObjectiveFront front;
    try {
      front = FrontPlanning.front(planner, problem, options);
    } finally {
      line.stop();
    }
    if (front.points().isEmpty()) {
      return noPlan(front.problem(), FrontPlanning.whyEmpty(front, whole.rest(options)), err);
    }
    if (front.search().interrupted()) {
      err.println("stopped early: these are the plans found so far");
    }
    String text =
        format.write(
            () -> FrontFile.write(front, runOptions.isTimed()),
            () -> FrontReport.of(front, runOptions.isTimed()),
            () -> FrontPlanning.page(front, runOptions.isTimed()),
            Terminal.page(output.isFile()),
            err);
    output.write(text, spec.commandLine().getOut());
    if (svg.isGiven()) {
      svg.write(LineChartSvg.of(FrontPlanning.chart(front)));
    }
    return ExitCodes.DONE;
  }

  private int planWithExits(
      PlanningProblem problem, Planner planner, int threads, long startNanos, PrintWriter err) {
    Optional<ExitDemand> demand = demandOptions.demand();
    ExitData data = exitOptions.read(problem.linearization().net(), thresholds.grid());
    List<String> conditions = exitOptions.conditions(data);
    svg.refuseConditions(conditions.size(), demandOptions.isPareto());
    List<ExitAnswer> answers = new ArrayList<>();
    JointPlanner joint = new JointPlanner(problem, planner);
    ProgressLine line = ProgressLine.start(err);
    try {
      for (String condition : conditions) {
        line.begin("searching, condition " + condition);
        int left = conditions.size() - answers.size();
        SearchOptions options = options(stop.part(startNanos, left), problem, threads, line);
        // Reduced to its answer at once: the choices of one condition take much memory.
        answers.add(ExitAnswer.of(joint.plan(data.choices(condition), demand, options), demand));
      }
    } finally {
      line.stop();
    }
    Map<String, String> described = exitOptions.described(data);
    thresholds.given().ifPresent(given -> described.put("thresholds", given));
    return print(new ExitPlanning(problem, described, answers), err);
  }

  private int print(ExitPlanning planning, PrintWriter err) {
    planning.warning().ifPresent(err::println);
    try {
      if (planning.hasPlan() || !format.isForPeople()) {
        output.write(text(planning, err), spec.commandLine().getOut());
      }
      if (svg.isGiven()) {
        planning.svg(runOptions.isTimed()).ifPresent(svg::write);
      }
    } catch (OutputFailedException e) {
      planning.verdict(err);
      throw e;
    }
    return planning.verdict(err);
  }

  private String text(ExitPlanning planning, PrintWriter err) {
    return format.write(
        () -> planning.json(runOptions.isTimed()),
        () -> planning.report(runOptions.isTimed()),
        () -> planning.page(runOptions.isTimed()),
        Terminal.page(output.isFile()),
        err);
  }

  private <T> T searching(
      Optional<Duration> limit,
      PlanningProblem problem,
      int threads,
      PrintWriter err,
      Function<SearchOptions, T> search) {
    ProgressLine line = ProgressLine.start(err);
    line.begin("searching");
    try {
      return search.apply(options(limit, problem, threads, line));
    } finally {
      line.stop();
    }
  }

  private SearchOptions options(
      Optional<Duration> limit, PlanningProblem problem, int threads, ProgressLine line) {
    return runOptions
        .options(limit, interruption::isRequested, line.listener(problem.objective().unit()))
        .withThreads(threads)
        .withGap(stop.gap());
  }

  private void print(
      Planner planner,
      PlanningResult.Planned planned,
      List<PlanningResult> variants,
      long startNanos,
      PrintWriter err) {
    PlanRun run =
        PlanRun.of(
            planned,
            variants,
            simplify == null ? OptionalDouble.empty() : OptionalDouble.of(simplify),
            runOptions.options(
                stop.part(startNanos, 1), interruption::isRequested, SearchListener.NONE));
    if (planned.search().interrupted() && !planned.optimal()) {
      String why = interruption.isRequested() ? "interrupted" : "time limit reached";
      err.println(why + ": this is the best plan so far");
    }
    Optional<Explanation> explanation =
        explain ? Optional.of(explanation(planner, planned, startNanos, err)) : Optional.empty();
    boolean isTimed = runOptions.isTimed();
    Supplier<Report> report =
        () -> {
          Report plain =
              PlanReport.planned(run.shown(), run.variants(), run.alternatives(), matrix, isTimed);
          return explanation.map(made -> ExplanationTable.below(plain, made)).orElse(plain);
        };
    String text =
        format.write(
            () -> PlanFile.write(run, explanation, matrix, isTimed),
            report,
            () -> PlanPage.planned(report.get(), run.shown(), explain, isTimed),
            Terminal.page(output.isFile()),
            err);
    output.write(text, spec.commandLine().getOut());
    svg.write(report);
    views.write(run.shown().plan(), problemOptions.modelNodes(), err);
  }

  private Explanation explanation(
      Planner planner, PlanningResult.Planned planned, long startNanos, PrintWriter err) {
    ProgressLine line = ProgressLine.start(err);
    PlanningProblem problem = planned.plan().problem();
    int threads = runOptions.threads().orElse(planner.usualThreads());
    SearchOptions options = options(stop.forSearch(startNanos, problem, 1), problem, threads, line);
    try {
      return new Explainer(planner, options, line::begin).explain(planned);
    } finally {
      line.stop();
    }
  }

  private int noPlan(PlanningProblem problem, PlanningResult result, PrintWriter err) {
    int code = NoPlanMessage.print(result, err);
    if (format.isJson()) {
      output.write(PlanFile.writeNoPlan(problem, result), spec.commandLine().getOut());
    }
    return code;
  }
}
