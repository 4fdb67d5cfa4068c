package dev.espalier.cli.option.vary;

import dev.espalier.cli.parse.RangeText;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.sweep.Setting;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that names parameters and their ranges. */
public final class RangeOptions {
  private static final int MAX_AXES = 2;

  @Option(
      names = "--vary",
      required = true,
      paramLabel = "PARAM[=FROM:TO]",
      description = {
        "What to vary, once or twice. PARAM: bandwidth or bandwidth:A:B (Mbps), link-latency or"
            + " link-latency:A:B (ms), probability:EXIT, gamma:EDGE:CLOUD (compute time of device"
            + " EDGE over that of CLOUD), input-bytes[:NAME] (bytes sent for an input).",
        "FROM:TO: its range; by default all probabilities, latencies from 0, and of anything else"
            + " a hundredth to a hundred times the present value."
      })
  private List<String> vary;

  /**
   * The parameters and their ranges.
   *
   * @param base what they are varied in
   * @throws InvalidFieldException if there are more than two, or a parameter or range is wrong
   */
  public List<MapAxis> axes(Setting base) {
    if (vary.size() > MAX_AXES) {
      throw new InvalidFieldException(
          "vary", "--vary may be given once or twice but is given %d times".formatted(vary.size()));
    }
    return vary.stream().map(text -> axis(text, base)).toList();
  }

  private static MapAxis axis(String text, Setting base) {
    try {
      return RangeText.parse(text, base);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("vary", "--vary %s: %s".formatted(text, e.getMessage()));
    }
  }
}
