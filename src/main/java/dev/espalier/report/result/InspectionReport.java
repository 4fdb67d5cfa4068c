package dev.espalier.report.result;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows a linearized network: what each position computes, holds and sends. */
public final class InspectionReport {
  private InspectionReport() {}

  /**
   * Describes a network.
   *
   * @param devices devices whose time for each layer is shown
   */
  public static Report of(Linearization net, List<Device> devices) {
    return Report.of(title(net), table(net, devices, (d, i) -> ComputeTime.ms(net, d, i)));
  }

  /** Describes a network with the time of each layer on each device, measured ones included. */
  public static Report of(PlanningProblem problem) {
    Linearization net = problem.linearization();
    Report report =
        Report.of(
            title(net), table(net, problem.devices(), (d, i) -> ComputeTime.ms(problem, d, i)));
    List<String> sources = TimeSourceWords.of(problem);
    return sources.isEmpty() ? report : report.with(Note.of(sources));
  }

  private static Title title(Linearization net) {
    return Title.of(
        "%s: %s, %s"
            .formatted(
                net.net().name(),
                Numbers.count(net.length(), "layer"),
                Numbers.count(net.net().exits().size(), "exit")));
  }

  private static Table table(
      Linearization net, List<Device> devices, ToDoubleBiFunction<Device, Integer> ms) {
    Map<Integer, String> exits = exitNames(net);
    Table.Builder<Integer> table =
        Table.of(IntStream.range(0, net.length()).boxed().toList())
            .column(Column.numbers("position", "position"), Cell::integer)
            .words(Column.words("flat", "flat"), net::flatName)
            .words(Column.words("label", "label"), net::label)
            .words(Column.words("layer", "layer"), i -> net.layer(i).name())
            .words(Column.words("op", "op"), i -> net.layer(i).op())
            .words(Column.words("exit", "exit"), i -> exits.getOrDefault(i, ""))
            .column(Column.numbers("reach", "reach"), i -> Cell.number(net.reach(i)))
            .column(
                Column.numbers("payloadBytes", "payloadBytes"),
                i -> Cell.integer(net.payloadBytes(i)));
    addLong(table, "flops", net, Layer::flops);
    addLong(table, "weightBytes", net, Layer::weightBytes);
    addLong(table, "outputBytes", net, Layer::outputBytes);
    for (Device device : devices) {
      table.column(
          Column.numbers(device.name(), device.name() + ".computeMs").in("ms"),
          i -> Cell.number(ms.applyAsDouble(device, i)));
    }
    return table.build();
  }

  private static void addLong(
      Table.Builder<Integer> table, String name, Linearization net, ToLongFunction<Layer> value) {
    table.column(Column.numbers(name, name), i -> Cell.integer(value.applyAsLong(net.layer(i))));
  }

  /** Names of the exits by position. */
  private static Map<Integer, String> exitNames(Linearization net) {
    return IntStream.range(0, net.net().exits().size())
        .boxed()
        .collect(Collectors.toMap(net::exitPosition, e -> net.net().exits().get(e).name()));
  }
}
