package dev.espalier.cli.command;

import dev.espalier.cli.option.ModelOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.ImportOptions.Granularity;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.PlanDocument;
import dev.espalier.io.json.PlannedSlices;
import dev.espalier.io.onnx.OnnxImport;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.io.onnx.file.OnnxFile;
import dev.espalier.model.BranchyNet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * An ONNX model imported so that a plan fits it.
 *
 * @param plan the plan
 * @param file the model
 * @param options how it was imported
 * @param network the network
 * @param net the network for planning, with its inputs sent as the options say
 * @param planned what the plan says of the network
 */
public record ModelFit(
    PlanDocument plan,
    Path file,
    ImportOptions options,
    OnnxNetwork network,
    BranchyNet net,
    PlannedSlices planned) {

  /**
   * Imports a model with the granularity that was given, or else the first one that the layers of
   * the plan fit.
   *
   * @throws InvalidFieldException if the model is a built-in network
   * @throws InvalidFileException if a file cannot be read, or the plan is that of another model; of
   *     several granularities, the message is that of the first one
   */
  public static ModelFit of(ModelOptions model, PlanDocument plan, Path planFile, PrintWriter err) {
    Path path = model.onnxFile();
    OnnxFile file = OnnxFile.read(path);
    ModelFit fit = fitting(model, plan, planFile, path, file);
    fit.network.warnings().forEach(text -> model.print(err, "warning", text));
    return fit;
  }

  private static ModelFit fitting(
      ModelOptions model, PlanDocument plan, Path planFile, Path path, OnnxFile file) {
    List<Granularity> candidates =
        model.isGranularityGiven()
            ? List.of(model.importOptions().granularity())
            : List.of(Granularity.NODE, Granularity.BLOCK);
    InvalidFileException first = null;
    for (Granularity granularity : candidates) {
      ImportOptions options = model.importOptions(granularity);
      OnnxNetwork network = model.naming(() -> OnnxImport.of(file, options));
      BranchyNet net = model.sent(network.net());
      try {
        PlannedSlices planned = plan.on(net, planFile.getFileName().toString());
        return new ModelFit(plan, path, options, network, net, planned);
      } catch (InvalidFileException e) {
        first = first == null ? e : first;
      }
    }
    throw first;
  }
}
