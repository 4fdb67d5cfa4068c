package dev.espalier.service.plan;

import dev.espalier.io.json.request.ProblemDocument;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.online.MovePolicy;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The problems that were planned, as many as there is room for. Thread-safe. */
final class ProblemStore {
  private final PlanningLimits limits;
  private final MovePolicy policy;
  private final Map<String, KeptProblem> problems = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  ProblemStore(PlanningLimits limits, MovePolicy policy) {
    this.limits = limits;
    this.policy = policy;
  }

  /**
   * Keeps a problem with the plan that is in force from now on. What was known of the same problem
   * is forgotten.
   *
   * @param requestBytes size of the request that it came from
   * @return its identifier
   */
  String keep(PlanningProblem problem, List<Slice> inForce, int requestBytes) {
    String id = ProblemDocument.id(problem);
    // Searches end by their effort, but not where the period of the plan itself drains batteries.
    SearchOptions options = SearchOptions.defaults().withTimeLimit(limits.maxTime());
    KeptProblem kept = KeptProblem.of(id, problem, inForce, policy, options, requestBytes);
    synchronized (problems) {
      drop(problems.remove(id));
      problems.put(id, kept);
      bytes += requestBytes;
      Iterator<KeptProblem> eldest = problems.values().iterator();
      while (problems.size() > limits.maxProblems()
          || bytes > limits.maxProblemBytes() && problems.size() > 1) {
        KeptProblem dropped = eldest.next();
        eldest.remove();
        drop(dropped);
      }
    }
    return id;
  }

  private void drop(KeptProblem problem) {
    bytes -= problem == null ? 0 : problem.requestBytes();
  }

  /** A problem by its identifier, which counts as used now; empty if it is not kept. */
  Optional<KeptProblem> find(String id) {
    synchronized (problems) {
      return Optional.ofNullable(problems.get(id));
    }
  }

  /** Number of problems that are kept. */
  int size() {
    synchronized (problems) {
      return problems.size();
    }
  }
}
