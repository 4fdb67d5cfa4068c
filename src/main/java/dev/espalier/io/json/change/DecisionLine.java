package dev.espalier.io.json.change;

import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.ViolationEntry;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.report.online.DecisionText;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.Move;
import dev.espalier.search.online.SwitchingCost;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Decisions as lines of JSON; equal decisions give equal lines. */
public final class DecisionLine {
  private DecisionLine() {}

  /**
   * A decision as an object on one line.
   *
   * @param switching how plans are moved
   */
  public static String write(Decision decision, SwitchingCost switching) {
    return JsonDocument.line(fields(decision, switching));
  }

  /** The fields of a decision, as a part of a document. */
  public static Object fields(Decision decision, SwitchingCost switching) {
    Optional<Plan> after = decision.after();
    return JsonDocument.Fields.of(
        new What(
            decision.number(),
            decision.atSeconds(),
            decision.action().label(),
            decision.reason().label(),
            DecisionText.of(decision)),
        new Plans(
            decision.before().map(Value::of),
            after.map(Value::of),
            decision.best().map(Value::of),
            decision.target().filter(plan -> !after.equals(Optional.of(plan))).map(Value::of)),
        decision.best().map(best -> Proof.of(best, decision)),
        new Change(
            after
                .filter(plan -> decision.action().isMove() || decision.number() == 1)
                .map(Plan::slices),
            decision
                .move()
                .filter(move -> decision.before().isPresent())
                .map(move -> MoveEntry.of(move, switching)),
            decision.obstacle(),
            Optional.of(ViolationEntry.of(decision.violations()))
                .filter(violations -> !violations.isEmpty())));
  }

  private record What(long decision, double at, String action, String reason, String text) {}

  /**
   * What plans cost now.
   *
   * @param target the plan that would have been moved to
   */
  private record Plans(
      Optional<Value> before,
      Optional<Value> after,
      Optional<Value> best,
      Optional<Value> target) {}

  private record Value(double value, OptionalDouble latencyMs) {
    static Value of(Plan plan) {
      return new Value(plan.value(), inMs(plan, plan.value()));
    }
  }

  private static OptionalDouble inMs(Plan plan, double value) {
    return plan.problem().objective().isInMs() ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** How good the best plan that was found is. */
  private record Proof(
      double lowerBound, OptionalDouble lowerBoundMs, double gap, boolean optimal) {
    static Proof of(Plan best, Decision decision) {
      double bound = decision.lowerBound();
      return new Proof(
          bound,
          inMs(best, bound),
          decision.isOptimal() ? 0 : (best.value() - bound) / bound,
          decision.isOptimal());
    }
  }

  private record Change(
      Optional<List<Slice>> slices,
      Optional<MoveEntry> move,
      Optional<String> obstacle,
      Optional<List<ViolationEntry>> violations) {}

  /**
   * What moves, or would move.
   *
   * @param costMsS cost over time, ms times s
   */
  private record MoveEntry(
      int devices,
      List<LoadedEntry> slices,
      long weightBytes,
      double loadMs,
      double pauseMs,
      double costMsS) {
    static MoveEntry of(Move move, SwitchingCost switching) {
      return new MoveEntry(
          move.devices(),
          move.slices().stream().map(LoadedEntry::of).toList(),
          move.weightBytes(),
          move.loadMs(),
          switching.pausedMs(move.loadMs()),
          switching.cost(move.loadMs()));
    }
  }

  private record LoadedEntry(
      String device, int from, int to, int layers, long weightBytes, double loadMs) {
    static LoadedEntry of(Move.Loaded loaded) {
      Slice slice = loaded.slice();
      return new LoadedEntry(
          slice.device(),
          slice.from(),
          slice.to(),
          loaded.layers(),
          loaded.weightBytes(),
          loaded.loadMs());
    }
  }
}
