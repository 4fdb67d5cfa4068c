package dev.espalier.io.json.change;

import dev.espalier.io.json.PlanParts.Head;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.MovePolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The answer to {@code plan --keep} as an {@code espalier-keep/1} document. */
public final class KeepFile {
  private static final String FORMAT = "espalier-keep/1";

  private KeepFile() {}

  /** A decision as text of a JSON document. */
  public static String write(PlanningProblem problem, Decision decision, MovePolicy policy) {
    return JsonDocument.of(
        Head.of(FORMAT, problem),
        new Policy(
            problem.objective().label(),
            policy.horizonSeconds(),
            policy.switching().name(),
            policy.maxMovedDevices()),
        DecisionLine.fields(decision, policy.switching()),
        new Slices(
            decision.before().map(Plan::slices),
            decision.target().map(Plan::slices),
            decision.best().map(Plan::slices)));
  }

  private record Policy(
      String objective, double horizonS, String switching, OptionalInt maxMoves) {}

  private record Slices(
      Optional<List<Slice>> slicesBefore,
      Optional<List<Slice>> slicesTarget,
      Optional<List<Slice>> slicesBest) {}
}
