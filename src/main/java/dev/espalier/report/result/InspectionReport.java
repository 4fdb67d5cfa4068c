package dev.espalier.report.result;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import java.util.List;
import java.util.Map;
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
    return Report.of(
        Title.of(
            "%s: %s, %s"
                .formatted(
                    net.net().name(),
                    Numbers.count(net.length(), "layer"),
                    Numbers.count(net.net().exits().size(), "exit"))),
        table(net, devices));
  }

  private static Table table(Linearization net, List<Device> devices) {
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
          Column.numbers(device.name(), device.name() + " ms").in("ms"),
          i -> Cell.number(ComputeTime.ms(net, device, i)));
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
