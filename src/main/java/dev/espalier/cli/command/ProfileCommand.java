package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.console.Terminal;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.ModelOptions;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.run.LinkOptions;
import dev.espalier.cli.option.run.MeasureOptions;
import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.FileReplacement;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.profile.FitFile;
import dev.espalier.io.json.profile.ProfileFile;
import dev.espalier.io.onnx.OnnxImport;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.io.onnx.file.OnnxFile;
import dev.espalier.model.Linearization;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.Profile;
import dev.espalier.profile.ProfileFit;
import dev.espalier.profile.Setup;
import dev.espalier.report.Numbers;
import dev.espalier.report.profile.ProfileReport;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.runtime.measure.ModelProfiler;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fits a device to measured times of layers. */
@Command(
    name = "profile",
    description =
        "Measures the layers of a network on this machine, or reads measured times, and fits a"
            + " device to them: rates for a catalog, and estimates of layers that were not"
            + " measured.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ProfileCommand implements Callable<Integer> {
  private static final String DEFAULT_DEVICE = "device";

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Measured times: an espalier-profile/1 file, what the profiler of ONNX Runtime writes, or"
              + " CSV with the columns layer,ms. Without it, --model is measured on this machine.")
  private String from;

  /** The network that was measured: adds operators and work; null if not given. */
  @ArgGroup(
      exclusive = false,
      heading =
          "The network that is measured, an ONNX file, or that was, for its flops and bytes:%n")
  private ModelOptions model;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Name of the device that was measured.")
  private String device;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the profile to FILE, which a device of a catalog can name.")
  private Path out;

  @Mixin private MeasureOptions measuring;
  @Mixin private LinkOptions links;
  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (links.areGiven()) {
      return measureLinks();
    }
    OutputOptions.refuse(
        "out", out, from, measuring.manifestFile(), model == null ? null : model.name());
    OutputOptions.checkFolder(out);
    Profile profile = named(from == null ? measured() : read());
    String source = from == null ? model.name() : from;
    ProfileFit fit = ProfileFit.of(profile);
    Optional<Device> fitted =
        fit.device(
            profile.setup().device().orElse(DEFAULT_DEVICE),
            (out == null ? source : out.toString()));
    PrintWriter standardOutput = spec.commandLine().getOut();
    standardOutput.print(
        format.write(
            () -> FitFile.write(fit, source, fitted),
            () -> ProfileReport.of(fit, source, fitted.map(FitFile::device).orElse("")),
            Terminal.page(false),
            spec.commandLine().getErr()));
    standardOutput.flush();
    if (out != null) {
      write(ProfileFile.write(profile));
    }
    return ExitCodes.DONE;
  }

  private int measureLinks() {
    for (Object other : new Object[] {from, model, device}) {
      if (other != null) {
        throw new InvalidFieldException(
            "links", "--links measures no layers: leave out --from, --model and --device");
      }
    }
    PrintWriter err = spec.commandLine().getErr();
    String text = new LinkMeasuring(links, measuring.settings().runs(), err).run(format);
    if (out == null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return ExitCodes.DONE;
    }
    write(text);
    return ExitCodes.DONE;
  }

  private Profile read() {
    measuring.refuse("is for measuring --model on this machine, but --from is given");
    return described(InputOptions.profile(from));
  }

  /** Measures the network on this machine; says what is measured on a terminal. */
  private Profile measured() {
    if (model == null) {
      throw new InvalidFieldException(
          "from", "expected --model M to measure it on this machine, or --from FILE");
    }
    Path file = model.onnxFile();
    OnnxFile onnx = OnnxFile.read(file);
    OnnxNetwork network = model.naming(() -> OnnxImport.of(onnx, model.importOptions()));
    PrintWriter err = spec.commandLine().getErr();
    network.warnings().forEach(text -> model.print(err, "warning", text));
    MeasureSettings settings = measuring.settings();
    ProgressLine progress = ProgressLine.start(err);
    try {
      return new ModelProfiler(network, file, settings, progress::begin)
          .measure(measuring.manifest());
    } finally {
      progress.stop();
    }
  }

  private Profile described(Profile profile) {
    if (model == null) {
      return profile;
    }
    Linearization net = Linearization.of(model.read(spec.commandLine().getErr()));
    String name = net.net().name();
    if (!profile.isOf(name)) {
      throw new InvalidFieldException(
          "model",
          "--model %s is network \"%s\" but %s is a profile of \"%s\""
              .formatted(model.name(), name, from, profile.network().orElse("")));
    }
    List<String> others =
        profile.layers().stream()
            .map(LayerTime::name)
            .filter(layer -> net.positionOf(layer).isEmpty())
            .toList();
    if (others.size() == profile.layers().size()) {
      throw new InvalidFileException(
          "%s: none of its layers, such as \"%s\", is in network \"%s\", whose first layer is \"%s\""
              .formatted(from, others.get(0), name, net.layer(0).name()));
    }
    if (!others.isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "warning: %s: not in network \"%s\": %s of %s, such as \"%s\"%n",
              Printable.line(from),
              name,
              others.size(),
              Numbers.count(profile.layers().size(), "layer"),
              Printable.line(others.get(0)));
    }
    return profile.with(net);
  }

  private Profile named(Profile profile) {
    if (device == null) {
      return profile;
    }
    Setup setup = profile.setup();
    return profile.withSetup(
        new Setup(
            Optional.of(Checks.name("--device", "name", device)),
            setup.machine(),
            setup.runtime(),
            setup.options()));
  }

  private void write(String text) {
    try {
      FileReplacement.write(out, text);
    } catch (IOException e) {
      throw OutputFailedException.of(out, e);
    }
  }
}
