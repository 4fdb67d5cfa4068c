package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Terminal;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.ModelOptions;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.parse.StandardInput;
import dev.espalier.device.Device;
import dev.espalier.io.json.InspectionFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.report.result.InspectionReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the linearization of a network. */
@Command(
    name = "inspect",
    description = "Shows a linearized network: what each position computes, holds and sends.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class InspectCommand implements Callable<Integer> {
  @Mixin private ModelOptions model;

  /** Devices whose times are shown at most: wider tables are not read. */
  private static final int MAX_COLUMNS = 64;

  @Option(
      names = "--catalog",
      paramLabel = "C",
      description = "Catalog file: adds the time of each layer on each device.")
  private String catalog;

  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    output.refuse(model.name(), catalog);
    StandardInput.refuseBoth("model", model.name(), "catalog", catalog);
    PrintWriter err = spec.commandLine().getErr();
    BranchyNet net = model.read(err);
    String text =
        format.write(
            () ->
                catalog == null
                    ? InspectionFile.write(Linearization.of(net), List.of())
                    : InspectionFile.write(onDevices(net, err)),
            () ->
                catalog == null
                    ? InspectionReport.of(Linearization.of(net), List.of())
                    : InspectionReport.of(onDevices(net, err)),
            Terminal.page(output.isFile()),
            err);
    output.write(text, spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  private PlanningProblem onDevices(BranchyNet net, PrintWriter err) {
    PlanningProblemBuilder builder = InputOptions.problem(net, catalog);
    List<String> names = builder.build().devices().stream().map(Device::name).toList();
    if (names.size() > MAX_COLUMNS) {
      err.printf(
          "note: times are those of the first %d of %d devices%n", MAX_COLUMNS, names.size());
      builder.devices(names.subList(0, MAX_COLUMNS));
    }
    return builder.build();
  }
}
