package dev.espalier.io.json.request;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A request for a plan.
 *
 * @param problem what is planned
 * @param planner what plans
 * @param options seed, threads and gap of the search
 * @param timeLimit time of the whole, if one is given
 * @param simplify tolerance within which the simplest plan is shown; empty for the best one
 * @param withMatrix whether to write the deployment matrix
 * @param isTimed whether to write how long the solver took
 */
public record PlanRequest(
    PlanningProblem problem,
    Planner planner,
    SearchOptions options,
    Optional<Duration> timeLimit,
    OptionalDouble simplify,
    boolean withMatrix,
    boolean isTimed) {

  /**
   * Reads a request.
   *
   * @throws InvalidFileException if it is no valid request; the message names the place, what was
   *     found and what was expected
   */
  public static PlanRequest read(byte[] body) {
    JsonValue root = ProblemFields.document(body, "model", "catalog", "options");
    Optional<JsonValue> options = root.optional("options");
    options.ifPresent(given -> ProblemFields.checkNames(given, SearchFields.WITH_PROBLEM));
    PlanningProblem problem = ProblemFields.problem(root, builder -> {});
    SearchFields search = new SearchFields(options);
    return new PlanRequest(
        problem,
        search.planner(root, problem),
        search.options(),
        search.timeLimit(),
        search.fraction("simplify"),
        search.flag("matrix"),
        !search.flag("noTiming"));
  }
}
