package dev.espalier.report.page;

import dev.espalier.cost.ComputeTime;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The layers of a plan in the order in which they run, each with the device that runs it. */
final class LayerTable {
  private final PlanningProblem problem;
  private final Linearization net;
  private final List<String> devices = new ArrayList<>();

  private LayerTable(Plan plan) {
    problem = plan.problem();
    net = problem.linearization();
    for (Slice slice : plan.slices()) {
      for (int i = slice.from(); i < slice.to(); i++) {
        devices.add(slice.device());
      }
    }
  }

  static Table of(Plan plan) {
    return new LayerTable(plan).table();
  }

  private Table table() {
    Map<Integer, String> exits = new HashMap<>();
    for (int e = 0; e < net.net().exits().size(); e++) {
      exits.put(net.exitPosition(e), net.net().exits().get(e).name());
    }
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < net.length(); i++) {
      positions.add(i);
    }
    return Table.of(positions)
        .column(Column.numbers("position", "position"), Cell::integer)
        .words(Column.words("layer", "layer"), i -> net.layer(i).name())
        .words(Column.words("op", "op"), i -> net.layer(i).op())
        .words(Column.words("exit", "exit"), i -> exits.getOrDefault(i, ""))
        .words(Column.words("device", "device"), devices::get)
        .column(Column.numbers("compute", "computeMs").in("ms"), i -> Cell.number(ms(i)))
        .column(
            Column.numbers("reach", "reach"),
            i -> Cell.of(Numbers.probability(net.reach(i)), Value.of(net.reach(i))))
        .column(
            Column.numbers("payload before", "payloadBytes").in("bytes"),
            i -> Cell.integer(net.payloadBytes(i)))
        .column(
            Column.numbers("weights", "weightBytes").in("bytes"),
            i -> Cell.integer(net.layer(i).weightBytes()))
        .column(
            Column.numbers("output", "outputBytes").in("bytes"),
            i -> Cell.integer(net.layer(i).outputBytes()))
        .column(Column.numbers("operations", "flops"), i -> Cell.integer(net.layer(i).flops()))
        .build();
  }

  private double ms(int position) {
    int device = problem.catalog().indexOf(devices.get(position));
    return ComputeTime.ms(problem, problem.catalog().devices().get(device), position);
  }
}
