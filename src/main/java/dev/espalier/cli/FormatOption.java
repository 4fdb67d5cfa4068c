package dev.espalier.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The format of a result that is more than a table. */
final class FormatOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private boolean json;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "text|json",
      description = "text for people (default) or json for programs.")
  private void setFormat(String format) {
    if (!format.equals("text") && !format.equals("json")) {
      throw new ParameterException(
          spec.commandLine(), "--format must be text or json but is \"" + format + "\"");
    }
    json = format.equals("json");
  }

  boolean isJson() {
    return json;
  }
}
