package dev.espalier.benchmarks.quality;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A planning problem whose costs add up, as a model of CP-SAT in an order encoding.
 *
 * <p>For device d and position p, {@code begun[d][p]} says that its slice begins at p or before,
 * {@code ended[d][p]} that it ends before p. Both grow with p, and d runs p if it has begun and not
 * ended; every position is run once. A slice that has begun by p has ended by the farthest end that
 * memory and pins leave to one that begins at p, as that end never moves back: one clause of two
 * literals for each p, so that all limits together stay linear in devices times positions. The
 * linear relaxation of a device's variables is exact. Where the cost of handing over depends on the
 * sender, a variable for each (sender, receiver, boundary) joins what ends to what begins.
 *
 * <p>Costs are integers: whole {@value #UNIT} of the objective's unit, rounded down, so that a
 * bound of the model is one of the problem. It is too low by at most two of them for each position.
 */
final class CpSatModel {
  /** Part of the objective's unit in which costs are counted. */
  static final double UNIT = 1e-6;

  private final CpModel model = new CpModel();
  private final LinearExprBuilder cost = LinearExpr.newBuilder();
  private final PlanningProblem problem;
  private final CostTables costs;
  private final int devices;
  private final int length;
  private final BoolVar[][] begun;
  private final BoolVar[][] ended;

  CpSatModel(PlanningProblem problem, CostTables costs) {
    this.problem = problem;
    this.costs = costs;
    devices = costs.deviceCount();
    length = costs.length();
    begun = new BoolVar[devices][length];
    ended = new BoolVar[devices][length];
    for (int d = 0; d < devices; d++) {
      addSlice(d);
    }
    addCover();
    addCount();
    if (isSenderIrrelevant()) {
      addCuts();
    } else {
      addTransfers();
    }
    model.minimize(cost);
  }

  CpModel model() {
    return model;
  }

  private void addSlice(int d) {
    for (int p = 0; p < length; p++) {
      begun[d][p] = model.newBoolVar("");
      ended[d][p] = model.newBoolVar("");
    }
    model.addEquality(ended[d][0], 0);
    for (int p = 1; p < length; p++) {
      model.addImplication(begun[d][p - 1], begun[d][p]);
      model.addImplication(ended[d][p - 1], ended[d][p]);
      // No slice is empty.
      model.addImplication(ended[d][p], begun[d][p - 1]);
    }
    for (int p = 0; p < length; p++) {
      int end = costs.end(d, p);
      if (end < length) {
        model.addImplication(begun[d][p], ended[d][end]);
      }
      long run = scaled(costs.slice(d, p, p + 1));
      cost.addTerm(begun[d][p], run);
      cost.addTerm(ended[d][p], -run);
    }
    cost.addTerm(begun[d][0], scaled(costs.entry(d)));
  }

  private void addCover() {
    for (int p = 0; p < length; p++) {
      LinearExprBuilder running = LinearExpr.newBuilder();
      for (int d = 0; d < devices; d++) {
        running.add(begun[d][p]).addTerm(ended[d][p], -1);
      }
      model.addEquality(running, 1);
    }
  }

  private void addCount() {
    LinearExprBuilder count = LinearExpr.newBuilder();
    for (int d = 0; d < devices; d++) {
      count.add(begun[d][length - 1]);
    }
    model.addLinearConstraint(count, costs.minSlices(), costs.maxSlices());
  }

  private boolean isSenderIrrelevant() {
    for (int to = 0; to < devices; to++) {
      int any = to == 0 ? 1 : 0;
      for (int from = 0; from < devices; from++) {
        for (int b = 1; from != to && b < length; b++) {
          if (costs.cut(from, to, b) != costs.cut(any, to, b)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void addCuts() {
    for (int d = 0; devices > 1 && d < devices; d++) {
      for (int b = 1; b < length; b++) {
        long cut = scaled(costs.cut(d == 0 ? 1 : 0, d, b));
        cost.addTerm(begun[d][b], cut);
        cost.addTerm(begun[d][b - 1], -cut);
      }
    }
  }

  private void addTransfers() {
    for (int b = 1; b < length; b++) {
      LinearExprBuilder[] sent = builders();
      LinearExprBuilder[] received = builders();
      for (int from = 0; from < devices; from++) {
        for (int to = 0; to < devices; to++) {
          if (from != to) {
            BoolVar transfer = model.newBoolVar("");
            sent[from].add(transfer);
            received[to].add(transfer);
            cost.addTerm(transfer, scaled(costs.cut(from, to, b)));
          }
        }
      }
      for (int d = 0; d < devices; d++) {
        model.addEquality(sent[d], step(ended[d], b));
        model.addEquality(received[d], step(begun[d], b));
      }
    }
  }

  private LinearExprBuilder[] builders() {
    LinearExprBuilder[] all = new LinearExprBuilder[devices];
    for (int d = 0; d < devices; d++) {
      all[d] = LinearExpr.newBuilder();
    }
    return all;
  }

  /** 1 where what is told begins at a boundary. */
  private static LinearExprBuilder step(BoolVar[] told, int boundary) {
    return LinearExpr.newBuilder().add(told[boundary]).addTerm(told[boundary - 1], -1);
  }

  private static long scaled(double value) {
    return (long) Math.floor(value / UNIT);
  }

  /** The slices of a solution. */
  List<Slice> slices(Predicate<BoolVar> isTrue) {
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    while (from < length) {
      int device = running(from, isTrue);
      int to = from + 1;
      while (to < length && !isTrue.test(ended[device][to])) {
        to++;
      }
      slices.add(new Slice(problem.devices().get(device).name(), from, to));
      from = to;
    }
    return slices;
  }

  private int running(int position, Predicate<BoolVar> isTrue) {
    for (int d = 0; d < devices; d++) {
      if (isTrue.test(begun[d][position]) && !isTrue.test(ended[d][position])) {
        return d;
      }
    }
    throw new IllegalStateException("no device runs position " + position);
  }
}
