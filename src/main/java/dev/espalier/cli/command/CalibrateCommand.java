package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.option.CriterionOption;
import dev.espalier.cli.option.CurveOptions;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.internal.FileReplacement;
import dev.espalier.internal.NearestName;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.csv.ExitLogFile;
import dev.espalier.io.json.CalibrationFile;
import dev.espalier.io.text.Page;
import dev.espalier.report.Drawing;
import dev.espalier.report.Report;
import dev.espalier.report.result.CalibrationReport;
import dev.espalier.study.calibration.Calibration;
import dev.espalier.study.calibration.TemperatureScope;
import dev.espalier.study.curve.CalibrationCurves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fits a temperature to each exit of a log. */
@Command(
    name = "calibrate",
    description =
        "Calibrates the confidence of each exit: fits a temperature to its logits and reports"
            + " what changes.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class CalibrateCommand implements Callable<Integer> {
  /** Default confidence from which samples leave. */
  private static final double DEFAULT_CONFIDENCE = 0.8;

  /**
   * Default entropy up to which samples leave, nats: that of two classes at 0.8 and 0.2, the
   * minimum for any distribution with a class at 0.8.
   */
  private static final double DEFAULT_ENTROPY = 0.5;

  @Option(
      names = "--log",
      required = true,
      paramLabel = "FILE",
      description = "Exit log with logits and labels (CSV).")
  private String log;

  @Mixin private CriterionOption criterionOption;

  @Option(
      names = "--threshold",
      split = ",",
      paramLabel = "T",
      description =
          "Exit threshold: minimum confidence or maximum entropy at which samples leave; one"
              + " for all side exits, or one for each, separated by commas. 0.8, or 0.5 nats, by"
              + " default.")
  private List<Double> thresholds;

  @Option(
      names = "--condition",
      paramLabel = "NAME",
      description = "Fit on the samples of this condition only; by default on all samples.")
  private String condition;

  @Option(
      names = "--temperature",
      defaultValue = "per-exit",
      paramLabel = "per-exit|single",
      description =
          "Fit a temperature to each exit (default), or a single one that minimizes the sum of the"
              + " negative log-likelihoods of all exits.")
  private TemperatureScope scope;

  @Mixin private CurveOptions curveOptions;

  @Option(
      names = "--calibrated",
      paramLabel = "FILE",
      description = "Write the calibrated log to FILE.")
  private Path calibrated;

  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    output.refuse(log);
    output.refuseOther("calibrated", calibrated, log);
    curveOptions.check(output, log, calibrated);
    Optional<List<Double>> along = curveOptions.thresholds(criterion());
    Map<String, LogitLog> logs = ExitLogFile.readLogits(InputOptions.path("log", log));
    checkCondition(logs);
    double[] chosen = thresholds(logs.values().iterator().next().exits());
    curveOptions.checkLines(chosen.length, logs.size());
    Calibration calibration = calibration(logs, chosen);
    Optional<CalibrationCurves> curves = along.map(list -> curves(calibration, logs, list));
    List<Drawing> drawings =
        curves
            .map(made -> curveOptions.drawings(made, chosen.length, logs.size()))
            .orElse(List.of());
    output.write(text(calibration, curves, drawings), spec.commandLine().getOut());
    curves.ifPresent(curveOptions::draw);
    if (calibrated != null) {
      write(calibration);
    }
    return ExitCodes.DONE;
  }

  private void checkCondition(Map<String, LogitLog> logs) {
    if (condition != null && !logs.containsKey(condition)) {
      throw new InvalidFieldException(
          "condition",
          logs.containsKey("")
              ? "--condition %s: %s has no conditions".formatted(condition, log)
              : "--condition must be one of %s but is \"%s\"%s"
                  .formatted(
                      String.join(", ", logs.keySet()),
                      condition,
                      NearestName.hint(condition, logs.keySet())));
    }
  }

  private Criterion criterion() {
    return criterionOption.criterion().orElse(Criterion.CONFIDENCE);
  }

  private double[] thresholds(List<String> exits) {
    Criterion criterion = criterion();
    int sideExits = exits.size() - 1;
    List<Double> given =
        thresholds != null
            ? thresholds
            : List.of(criterion == Criterion.CONFIDENCE ? DEFAULT_CONFIDENCE : DEFAULT_ENTROPY);
    if (given.size() != 1 && given.size() != sideExits) {
      throw new InvalidFieldException(
          "threshold",
          "--threshold must list one number, or one for each of the %d side exits, but lists %d"
              .formatted(sideExits, given.size()));
    }
    given.forEach(threshold -> criterion.check("--threshold", threshold));
    return (given.size() == 1 ? Collections.nCopies(sideExits, given.get(0)) : given)
        .stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The only remaining error is in the file: logits that rule out the label of a sample. */
  private Calibration calibration(Map<String, LogitLog> logs, double[] chosen) {
    try {
      return Calibration.of(scope, logs, Optional.ofNullable(condition), criterion(), chosen);
    } catch (InvalidFieldException e) {
      throw new InvalidFileException(log + ": " + e.getMessage());
    }
  }

  private CalibrationCurves curves(
      Calibration calibration, Map<String, LogitLog> logs, List<Double> along) {
    try {
      return CalibrationCurves.of(calibration, logs, along);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(e.field(), "--curve: %s: %s".formatted(log, e.getMessage()));
    }
  }

  private String text(
      Calibration calibration, Optional<CalibrationCurves> curves, List<Drawing> drawings) {
    Supplier<Report> report =
        () ->
            curves
                .map(along -> CalibrationReport.of(calibration, along, log))
                .orElseGet(() -> CalibrationReport.of(calibration, log));
    return format.write(
        () ->
            curves
                .map(along -> CalibrationFile.write(calibration, along, log))
                .orElseGet(() -> CalibrationFile.write(calibration, log)),
        report,
        () -> report.get().drawn(drawings),
        Page.PLAIN,
        spec.commandLine().getErr());
  }

  private void write(Calibration calibration) {
    try {
      FileReplacement.write(calibrated, path -> ExitLogFile.write(path, calibration.calibrated()));
    } catch (IOException e) {
      throw OutputFailedException.of(calibrated, e);
    }
  }
}
