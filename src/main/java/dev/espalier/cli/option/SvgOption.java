package dev.espalier.cli.option;

import dev.espalier.internal.FileReplacement;
import dev.espalier.internal.InvalidFieldException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a drawing of the result goes. */
public final class SvgOption {
  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the result, as SVG.")
  private Path svg;

  /** Whether a drawing is wanted. */
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
