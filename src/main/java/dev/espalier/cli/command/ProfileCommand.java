package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Terminal;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.ModelOptions;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.FileReplacement;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.profile.FitFile;
import dev.espalier.io.json.profile.ProfileFile;
import dev.espalier.model.Linearization;
import dev.espalier.profile.Profile;
import dev.espalier.profile.ProfileFit;
import dev.espalier.profile.Setup;
import dev.espalier.report.profile.ProfileReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
        "Fits a device to measured times of layers: rates for a catalog, and estimates of layers"
            + " that were not measured.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ProfileCommand implements Callable<Integer> {
  private static final String DEFAULT_DEVICE = "device";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description =
          "Measured times: an espalier-profile/1 file, what the profiler of ONNX Runtime writes, or"
              + " CSV with the columns layer,ms.")
  private String from;

  /** The network that was measured: adds operators and work; null if not given. */
  @ArgGroup(
      exclusive = false,
      heading = "The network that was measured, for its flops and bytes:%n")
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

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    OutputOptions.refuse("out", out, from, model == null ? null : model.name());
    Profile profile = named(described(InputOptions.profile(from)));
    ProfileFit fit = ProfileFit.of(profile);
    Optional<Device> fitted =
        fit.device(
            profile.setup().device().orElse(DEFAULT_DEVICE), (out == null ? from : out.toString()));
    PrintWriter standardOutput = spec.commandLine().getOut();
    standardOutput.print(
        format.write(
            () -> FitFile.write(fit, from, fitted),
            () -> ProfileReport.of(fit, from, fitted.map(FitFile::device).orElse("")),
            Terminal.page(false),
            spec.commandLine().getErr()));
    standardOutput.flush();
    if (out != null) {
      write(profile);
    }
    return ExitCodes.DONE;
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
    if (profile.layers().stream().noneMatch(l -> net.positionOf(l.name()).isPresent())) {
      throw new InvalidFileException(
          "%s: none of its layers, such as \"%s\", is in network \"%s\", whose first layer is \"%s\""
              .formatted(from, profile.layers().get(0).name(), name, net.layer(0).name()));
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

  private void write(Profile profile) {
    try {
      FileReplacement.write(out, ProfileFile.write(profile));
    } catch (IOException e) {
      throw OutputFailedException.of(out, e);
    }
  }
}
