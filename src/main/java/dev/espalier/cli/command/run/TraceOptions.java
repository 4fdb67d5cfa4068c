package dev.espalier.cli.command.run;

import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.SvgOption;
import dev.espalier.internal.FileReplacement;
import dev.espalier.io.json.trace.TraceFile;
import dev.espalier.io.svg.TimelineSvg;
import dev.espalier.report.run.RunTimeline;
import dev.espalier.study.run.compare.RunComparison;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pictures and traces of a run. */
public final class TraceOptions {
  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Also write what happened when as Chrome trace events, which Perfetto opens"
              + " (ui.perfetto.dev).")
  private Path trace;

  @Mixin private SvgOption svg;

  /** Refuses to overwrite a file that the run reads, or the other output. */
  void refuse(OutputOptions output, String... inputs) {
    output.refuseOther("trace", trace, inputs);
    svg.refuse(output, inputs);
    svg.refuseBoth("trace", trace);
  }

  /**
   * Writes the files of the options that are given.
   *
   * @throws OutputFailedException if a file cannot be written
   */
  void write(RunComparison result) {
    if (trace != null) {
      try {
        FileReplacement.write(trace, TraceFile.write(result.run()));
      } catch (IOException e) {
        throw OutputFailedException.of(trace, e);
      }
    }
    if (svg.isGiven()) {
      svg.write(TimelineSvg.of(RunTimeline.of(result.run(), RunTimeline.USUAL_SAMPLES)));
    }
  }
}
