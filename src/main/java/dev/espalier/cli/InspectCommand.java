package dev.espalier.cli;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.io.json.InspectionFile;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the linearization of a network. */
@Command(
    name = "inspect",
    description = "Shows a network laid flat: what each position computes, holds and sends.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {
  @Option(names = "--model", required = true, paramLabel = "M", description = InputOptions.MODEL)
  private String model;

  @Option(
      names = "--catalog",
      paramLabel = "C",
      description = "Catalog file: adds the time of each layer on each device.")
  private String catalog;

  @Mixin private TableFormatOption format;
  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    output.refuse(model, catalog);
    Linearization net = Linearization.of(InputOptions.model(model));
    List<Device> devices = catalog == null ? List.of() : InputOptions.catalog(catalog).devices();
    output.write(inspection(net, devices), spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  private String inspection(Linearization net, List<Device> devices) {
    if (format.isJson()) {
      return InspectionFile.write(net, devices);
    }
    return format.isCsv()
        ? table(net, devices, String::valueOf).csv()
        : "%s: %d layers, %d exits\n\n".formatted(net.net().name(), net.length(), exits(net))
            + table(net, devices, Figures::of).text();
  }

  private static int exits(Linearization net) {
    return net.net().exits().size();
  }

  private static TextTable table(
      Linearization net, List<Device> devices, DoubleFunction<String> number) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                ">position",
                "layer",
                "op",
                "exit",
                ">reach",
                ">payloadBytes",
                ">flops",
                ">weightBytes",
                ">outputBytes"));
    devices.forEach(device -> columns.add(">" + device.name() + " ms"));
    TextTable table = new TextTable(columns);
    Map<Integer, String> exits = exitNames(net);
    for (int i = 0; i < net.length(); i++) {
      Layer layer = net.layer(i);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  String.valueOf(i),
                  layer.name(),
                  layer.op(),
                  exits.getOrDefault(i, ""),
                  number.apply(net.reach(i)),
                  String.valueOf(net.payloadBytes(i)),
                  String.valueOf(layer.flops()),
                  String.valueOf(layer.weightBytes()),
                  String.valueOf(layer.outputBytes())));
      for (Device device : devices) {
        cells.add(number.apply(ComputeTime.ms(net, device, i)));
      }
      table.row(cells);
    }
    return table;
  }

  /** Names of the exits by position. */
  private static Map<Integer, String> exitNames(Linearization net) {
    return IntStream.range(0, exits(net))
        .boxed()
        .collect(Collectors.toMap(net::exitPosition, e -> net.net().exits().get(e).name()));
  }
}
