package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.Terminal;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.ModelOptions;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.parse.Choices;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.io.json.PlanDocument;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.io.onnx.split.ModelAnnotator;
import dev.espalier.io.onnx.split.ModelAnnotator.Annotation;
import dev.espalier.io.onnx.split.ModelSplitter;
import dev.espalier.io.onnx.split.SplitFolder;
import dev.espalier.io.onnx.split.SplitInterruptedException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.report.segment.SplitReport;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.Prediction;
import dev.espalier.segment.Segmentation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Splits an ONNX model into the files that the devices of a plan run. */
@Command(
    name = "split",
    description = {
      "Splits an ONNX model into the files that the devices of a plan run. The model must be the"
          + " ONNX file itself.",
      "A slice becomes one file for each stretch up to an exit that is deployed in it."
          + " manifest.json beside them says what to run where, which tensors are exchanged, and"
          + " when samples leave."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SplitCommand implements Callable<Integer> {
  @Option(names = "--plan", required = true, paramLabel = "P", description = "Plan file.")
  private String planFile;

  @Mixin private ModelOptions model;

  @Option(
      names = "--catalog",
      paramLabel = "C",
      description =
          "Catalog file of the plan: adds the predicted time of each segment and transfer to the"
              + " manifest.")
  private String catalog;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder to write: new, empty, or that of an earlier split, which is replaced. With"
              + " --annotate, the file to write.")
  private String out;

  @Option(
      names = "--annotate",
      paramLabel = "metadata|ir11",
      description =
          "Write the whole model instead, with the plan in it: device, slice and exit as metadata"
              + " of each node; with ir11, as the multi-device annotation of ONNX IR 11 as well.")
  private String annotate;

  @Option(
      names = "--cut-behind",
      paramLabel = "LAYER|all",
      split = ",",
      description =
          "Layers behind which segments end, too, so that run --live can place them apart; all: as"
              + " small segments as there are.")
  private List<String> cutBehind = List.of();

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** A command that Ctrl-C stops, with nothing half-written. */
  public SplitCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Path target = InputOptions.path("out", out);
    PrintWriter err = spec.commandLine().getErr();
    Path plan = InputOptions.path("plan", planFile);
    try {
      if (annotate != null) {
        annotate(target, annotation(), fit(plan, err));
      } else {
        SplitFolder folder = folder(target);
        ModelFit fit = fit(plan, err);
        if (folder.holds(fit.file()) || folder.holds(plan)) {
          throw new InvalidFieldException(
              "out", "--out %s would replace the folder of an input file".formatted(out));
        }
        print(write(folder, fit), err);
      }
    } catch (IOException e) {
      throw OutputFailedException.of(target, e);
    } catch (SplitInterruptedException e) {
      throw new OutputFailedException(e.getMessage());
    }
    return ExitCodes.DONE;
  }

  private SplitFolder folder(Path target) throws IOException {
    try {
      return SplitFolder.at(target);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("out", "--out: " + e.getMessage());
    }
  }

  private ModelFit fit(Path plan, PrintWriter err) {
    PlanDocument document = PlanDocument.read(plan);
    ModelFit fit = ModelFit.of(model, document, plan, err);
    EvaluateCommand.warnOfOtherModel(document, planFile, fit.net().name(), err);
    return fit;
  }

  private Manifest write(SplitFolder folder, ModelFit fit) throws IOException {
    Segmentation segmentation = segmentation(fit);
    PlanRecord record = fit.planned().plan();
    Prediction prediction = Prediction.NONE;
    if (catalog != null) {
      Plan priced = priced(fit);
      record = record.priced(priced);
      prediction = Prediction.of(priced.problem(), segmentation);
    }
    // From here on a request to stop waits until the files that are half-written are gone.
    interruption.isRequested();
    ModelSplitter splitter =
        new ModelSplitter(fit.network(), segmentation, interruption::isRequested);
    return folder.write(splitter, segmentation, fit.file(), fit.options(), record, prediction);
  }

  private Segmentation segmentation(ModelFit fit) {
    Segmentation planned = fit.planned().segmentation();
    Linearization line = planned.linearization();
    Set<Integer> positions = new HashSet<>();
    for (String layer : cutBehind) {
      if (layer.equals("all")) {
        IntStream.range(0, line.length()).forEach(positions::add);
      } else {
        positions.add(line.positionOf(layer).orElseThrow(() -> unknown(layer, line)));
      }
    }
    return planned.cutBehind(positions);
  }

  private static InvalidFieldException unknown(String layer, Linearization line) {
    List<String> known = line.layers().stream().map(Layer::name).toList();
    return new InvalidFieldException(
        "cut-behind",
        "--cut-behind: layer \"%s\" is not in model \"%s\"%s"
            .formatted(layer, line.net().name(), NearestName.hint(layer, known)));
  }

  /** The plan with its numbers on the devices of the catalog, measured ones included. */
  private Plan priced(ModelFit fit) {
    PlanningProblemBuilder builder = InputOptions.problem(atPlannedProbabilities(fit), catalog);
    fit.plan().applyOptions(builder);
    Plan plan = fit.plan().evaluate(builder.build());
    EvaluateCommand.warnOfOtherValue(planFile, fit.plan(), plan, spec.commandLine().getErr());
    return plan;
  }

  /** The network with all its exits; those that the plan drops are dropped when it is priced. */
  private static BranchyNet atPlannedProbabilities(ModelFit fit) {
    BranchyNet planned = fit.planned().segmentation().linearization().net();
    return planned.exits().size() == fit.net().exits().size() ? planned : fit.net();
  }

  private void print(Manifest manifest, PrintWriter err) {
    PrintWriter standardOutput = spec.commandLine().getOut();
    standardOutput.print(
        format.write(
            () -> ManifestFile.write(manifest),
            () -> SplitReport.of(manifest, out),
            Terminal.page(false),
            err));
    standardOutput.flush();
  }

  private Annotation annotation() {
    for (Annotation each : Annotation.values()) {
      if (each.label().equals(annotate)) {
        return each;
      }
    }
    throw Choices.none(
        "annotate", annotate, Arrays.stream(Annotation.values()).map(Annotation::label).toList());
  }

  private void annotate(Path target, Annotation annotation, ModelFit fit) throws IOException {
    if (Files.isDirectory(target)) {
      throw new InvalidFieldException(
          "out",
          "--out: expected a file, as --annotate writes one, but %s is a folder".formatted(out));
    }
    OutputOptions.refuse("out", target, model.name(), planFile);
    new ModelAnnotator(fit.network(), fit.planned().segmentation(), annotation)
        .write(target, interruption::isRequested);
    spec.commandLine()
        .getOut()
        .printf(
            "%s in %d slices: device, slice and exit of each node are in %s%n",
            fit.net().name(),
            fit.planned().segmentation().slices().size(),
            Printable.line(target.toString()));
  }
}
