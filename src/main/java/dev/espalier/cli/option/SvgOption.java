package dev.espalier.cli.option;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.FileReplacement;
import dev.espalier.io.svg.TimelineSvg;
import dev.espalier.report.Report;
import dev.espalier.study.LineChart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The destination of a drawing of the result. */
public final class SvgOption {
  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Also draw the result as an SVG file.")
  private Path svg;

  /** Whether the option is given. */
  public boolean isGiven() {
    return svg != null;
  }

  /**
   * Refuses to draw over the result or one of the files it is made from, or to no file.
   *
   * @throws InvalidFieldException if the file is one of these, or blank
   */
  public void refuse(OutputOptions output, String... inputs) {
    output.refuseOther("svg", svg, inputs);
  }

  /**
   * Refuses to draw into the file that another option writes, too.
   *
   * @param other what that option names, or null
   * @throws InvalidFieldException if both are one file
   */
  public void refuseBoth(String option, Path other) {
    OutputOptions.refuseBoth("svg", svg, option, other);
  }

  /**
   * Refuses to draw what has no room in one drawing, which shows one plan or some fronts.
   *
   * @param conditions number of conditions
   * @param areFronts whether there is a front under each
   * @throws InvalidFieldException if the option is given and there are too many
   */
  public void refuseConditions(int conditions, boolean areFronts) {
    if (isGiven() && areFronts && conditions > LineChart.MAX_LINES) {
      throw new InvalidFieldException(
          "svg",
          "--svg can show %d conditions at most, but there are %d; name one with --condition"
              .formatted(LineChart.MAX_LINES, conditions));
    }
    if (isGiven() && !areFronts && conditions > 1) {
      throw new InvalidFieldException(
          "svg",
          "--svg draws one plan or fronts, and needs --condition or --pareto: there are %d conditions"
              .formatted(conditions));
    }
  }

  /**
   * Draws the timeline of a report, if the option is given.
   *
   * @throws OutputFailedException if the file cannot be written
   */
  public void write(Supplier<Report> report) {
    if (isGiven()) {
      report.get().timeline().map(TimelineSvg::of).ifPresent(this::write);
    }
  }

  /**
   * Writes the drawing.
   *
   * @throws OutputFailedException if the file cannot be written
   */
  public void write(String drawing) {
    try {
      FileReplacement.write(svg, drawing);
    } catch (IOException e) {
      throw OutputFailedException.of(svg, e);
    }
  }
}
