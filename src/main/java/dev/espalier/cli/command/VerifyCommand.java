package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.option.CriterionOption;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.run.RunSettingsOptions;
import dev.espalier.cli.option.run.SampleOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.internal.Checks;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.io.text.Page;
import dev.espalier.runtime.ExitDecision;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.StoredFiles;
import dev.espalier.runtime.sample.Labels;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.runtime.verify.Verification;
import dev.espalier.runtime.verify.VerificationFile;
import dev.espalier.runtime.verify.VerificationReport;
import dev.espalier.runtime.verify.Verifier;
import dev.espalier.segment.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the segments of a plan with the whole model. */
@Command(
    name = "verify",
    description = {
      "Runs a whole model and the segments that split made of it with ONNX Runtime and compares"
          + " every deployed exit.",
      "Without --optimize and with one thread, all bits must be equal, except in half precision."
          + " Ends with 1 where they are not, and names the first tensor that differs."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {
  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "FILE",
      description = "Manifest that split wrote; the files of its segments lie beside it.")
  private String manifestFile;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "The whole model (default: the file of that name beside the manifest, or in the working"
              + " folder).")
  private String model;

  @Mixin private SampleOptions samples;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Class of each sample of --inputs, .npy or IDX, from 0: counts correct answers.")
  private String labels;

  @Mixin private CriterionOption criterion;
  @Mixin private RunSettingsOptions run;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description =
          "Allowed deviation in relation to the range of an output (default: 0, with --optimize"
              + " 1e-5; 2e-2 in half precision).")
  private Double tolerance;

  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path path = InputOptions.path("manifest", manifestFile);
    output.refuse(manifestFile, model, labels);
    if (labels != null && !samples.areGiven()) {
      throw new InvalidFieldException(
          "labels", "--labels needs --inputs: random samples have no classes");
    }
    output.refuse(samples.files().toArray(String[]::new));
    OptionalDouble allowed =
        tolerance == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(Checks.notNegative("verify", "tolerance", tolerance));
    Manifest manifest = ManifestFile.read(path);
    Path folder = path.toAbsolutePath().getParent();
    output.refuse(StoredFiles.of(manifest, folder).map(Path::toString).toArray(String[]::new));
    StoredFiles.check(manifest, folder);
    Path whole = wholeModel(manifest, folder);
    output.refuse(whole.toString());
    StoredFiles.check(manifest.model().stored(), whole);
    Verification result = verify(manifest, folder, whole, allowed);
    String text =
        format.write(
            () -> VerificationFile.write(result),
            () -> VerificationReport.of(result),
            Page.PLAIN,
            spec.commandLine().getErr());
    output.write(text, spec.commandLine().getOut());
    refuse(result);
    return ExitCodes.DONE;
  }

  private Verification verify(Manifest manifest, Path folder, Path whole, OptionalDouble allowed) {
    Samples given = samples.read(manifest.inputs());
    Optional<Labels> classes =
        Optional.ofNullable(labels)
            .map(file -> Labels.read(InputOptions.path("labels", file), given.count()));
    return new Verifier(manifest, folder, whole, run.settings(), allowed)
        .run(given, classes, new ExitDecision(criterion.criterion().orElse(Criterion.CONFIDENCE)));
  }

  private Path wholeModel(Manifest manifest, Path folder) {
    if (model != null) {
      return InputOptions.path("model", model);
    }
    String name = manifest.model().stored().file();
    for (Path place : new Path[] {folder.resolve(name), Path.of(name)}) {
      if (Files.exists(place)) {
        return place;
      }
    }
    throw new InvalidFileException(
        "%s: the whole model %s lies neither beside it nor in the working folder; name it by --model"
            .formatted(manifestFile, name));
  }

  /** A difference is an error, which names where it begins. */
  private static void refuse(Verification result) {
    if (result.firstDifference().isPresent()) {
      Verification.Difference first = result.firstDifference().get();
      throw new RuntimeFailedException(
          String.format(
              Locale.ROOT,
              "the segments differ from the whole model: the first tensor that does is \"%s\","
                  + " produced by segment %d on %s, by %.3g at the maximum (%.2g of its range), for"
                  + " sample %d",
              first.tensor(),
              first.segment(),
              first.device(),
              first.absolute(),
              first.relative(),
              first.sample()));
    }
    if (!result.isConfirmed()) {
      throw new RuntimeFailedException("the segments differ from the whole model");
    }
  }
}
