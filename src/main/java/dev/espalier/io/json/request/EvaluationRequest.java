package dev.espalier.io.json.request;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.PlanDocument;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;

/** A request to check a plan. */
public final class EvaluationRequest {
  private EvaluationRequest() {}

  /**
   * Reads a request. Options that the plan records apply unless the request has them.
   *
   * @return the plan, priced; it may break limits
   * @throws InvalidFileException if it is no valid request; the message names the place, what was
   *     found and what was expected
   */
  public static Plan read(byte[] body) {
    JsonValue root = ProblemFields.document(body, "model", "catalog", "options", "plan");
    root.optional("options")
        .ifPresent(given -> ProblemFields.checkNames(given, ProblemFields.OPTIONS));
    PlanDocument document = PlanDocument.plan(root.field("plan"));
    PlanningProblem problem = ProblemFields.problem(root, document::applyOptions);
    return document.evaluate(problem);
  }
}
