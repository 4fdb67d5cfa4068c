package dev.espalier.service.plan;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.PlanFile;
import dev.espalier.io.json.request.EvaluationRequest;
import dev.espalier.io.json.request.PlanRequest;
import dev.espalier.io.json.request.ReplanRequest;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Violation;
import dev.espalier.report.plan.NoPlanWords;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.SwitchingCost;
import dev.espalier.service.http.Answer;
import dev.espalier.service.http.HttpCall;
import dev.espalier.service.http.Problem;
import dev.espalier.service.http.ProblemException;
import dev.espalier.service.http.Route;
import dev.espalier.service.metrics.Metrics;
import dev.espalier.study.PlanRun;
import dev.espalier.study.TimeBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers requests for plans with the documents that the command line writes. */
public final class PlanningService implements AutoCloseable {
  private final PlanningLimits limits;
  private final Metrics metrics;
  private final PlanningQueue queue;
  private final ProblemStore store;

  /**
   * A service that keeps no problem yet.
   *
   * @param policy when the plans of kept problems are left for better ones
   */
  public PlanningService(PlanningLimits limits, MovePolicy policy, Metrics metrics) {
    this.limits = limits;
    this.metrics = metrics;
    queue = new PlanningQueue(limits, metrics);
    store = new ProblemStore(limits, policy);
  }

  /** What it answers. */
  public List<Route> routes() {
    return List.of(
        Route.post("/plan", call -> queue.submit("plan", () -> plan(call))),
        Route.post("/evaluate", call -> queue.submit("evaluate", () -> evaluate(call))),
        Route.post("/replan", call -> queue.submit("replan", () -> replan(call))),
        Route.get("/problems/{id}", this::problem));
  }

  private Answer plan(HttpCall call) {
    PlanRequest request = PlanRequest.read(call.body());
    PlanningProblem problem = request.problem();
    Duration limit =
        request
            .timeLimit()
            .filter(given -> given.compareTo(limits.maxTime()) < 0)
            .orElse(limits.maxTime());
    TimeBudget budget = new TimeBudget(System.nanoTime(), Optional.of(limit));
    SearchOptions options = request.options().withCancellation(queue::isStopped);
    List<PlanningResult> variants =
        PlanRun.search(request.planner(), problem, limited(options, budget.forSearch(problem, 1)));
    PlanningResult result = PlanningResult.best(variants);
    if (!(result instanceof PlanningResult.Planned planned)) {
      return noPlan(call, problem, result);
    }
    PlanRun run =
        PlanRun.of(planned, variants, request.simplify(), limited(options, budget.part(1)));
    String document =
        PlanFile.write(run, Optional.empty(), request.withMatrix(), request.isTimed());
    String id = store.keep(problem, run.shown().plan().slices(), call.body().length);
    metrics.kept(store.size());
    return Answer.json(document).with("Location", "/problems/" + id);
  }

  private static SearchOptions limited(SearchOptions options, Optional<Duration> limit) {
    return options.withTimeLimit(limit.orElseThrow());
  }

  private Answer noPlan(HttpCall call, PlanningProblem problem, PlanningResult result) {
    if (queue.isStopped()) {
      throw new ProblemException(Problem.busy("the service is being stopped"));
    }
    String detail =
        NoPlanWords.violations(result).stream()
            .map(Violation::message)
            .collect(Collectors.joining("; ", NoPlanWords.of(result) + ": ", ""))
            .replaceFirst(": $", "");
    if (result.search().interrupted() && !NoPlanWords.isAnswer(result)) {
      throw new ProblemException(Problem.timeLimit(detail));
    }
    Problem none = new Problem("NoPlan", "No feasible plan", 422, detail, Optional.empty());
    return new Answer(
        none.status(),
        Problem.MEDIA_TYPE,
        PlanFile.writeNoPlan(none.members(call.path()), problem, result),
        Map.of());
  }

  private Answer evaluate(HttpCall call) {
    return Answer.json(PlanFile.writeEvaluation(EvaluationRequest.read(call.body())));
  }

  private Answer replan(HttpCall call) {
    long startNanos = System.nanoTime();
    ReplanRequest request = ReplanRequest.read(call.body());
    KeptProblem kept = kept(request.problem());
    Optional<Decision> decision;
    try {
      decision = kept.decide(request);
    } catch (InvalidFileException e) {
      metrics.changed("refused", request.changes().size());
      throw e;
    }
    metrics.changed("applied", request.changes().size());
    decision.ifPresent(made -> metrics.decided(made, System.nanoTime() - startNanos));
    SwitchingCost switching = kept.replanner().policy().switching();
    return decision
        .map(made -> Answer.json(ReplanRequest.write(kept.id(), made, switching)))
        .orElseGet(Answer::empty);
  }

  private Answer problem(HttpCall call) {
    return Answer.json(kept(call.parameter()).document());
  }

  private KeptProblem kept(String id) {
    return store
        .find(id)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.notFound(
                        "no problem is kept under this name; POST /plan plans one and keeps it")));
  }

  /** Lets what is being planned end with the best plan so far; refuses everything else. */
  public void stop() {
    queue.stop();
  }

  @Override
  public void close() {
    queue.stop();
    queue.await(Duration.ofSeconds(1));
  }
}
