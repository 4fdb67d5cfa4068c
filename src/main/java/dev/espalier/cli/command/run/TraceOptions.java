package dev.espalier.cli.command.run;

import dev.espalier.cli.option.OutputOptions;
import dev.espalier.study.run.compare.RunComparison;

/** Pictures and traces of a run. */
public final class TraceOptions {
  void refuse(OutputOptions output, String... inputs) {}

  void write(RunComparison result) {}
}
