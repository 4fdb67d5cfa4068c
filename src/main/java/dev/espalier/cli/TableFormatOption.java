package dev.espalier.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The format of a result that is a table. */
final class TableFormatOption {
  private static final List<String> FORMATS = List.of("text", "json", "csv");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private String format;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "text|json|csv",
      description = "text for people (default), json or csv for programs.")
  private void setFormat(String wanted) {
    if (!FORMATS.contains(wanted)) {
      throw new ParameterException(
          spec.commandLine(), "--format must be text, json or csv but is \"" + wanted + "\"");
    }
    format = wanted;
  }

  boolean isJson() {
    return format.equals("json");
  }

  boolean isCsv() {
    return format.equals("csv");
  }
}
