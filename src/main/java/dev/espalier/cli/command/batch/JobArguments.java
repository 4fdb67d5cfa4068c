package dev.espalier.cli.command.batch;

import dev.espalier.cli.option.batch.EmitOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The arguments of the batch in the pods of a job. */
final class JobArguments {
  private static final String RESUME = "--resume";
  private static final String END_OF_OPTIONS = "--";

  private JobArguments() {}

  /**
   * What was typed, without the options that describe the job, each of which takes one value; and
   * with {@code --resume}, so that a pod goes on where the one before it ended.
   *
   * @param typed arguments from the name of the command on
   */
  static List<String> of(List<String> typed) {
    Set<String> ofJob =
        CommandSpec.forAnnotatedObjectLenient(new EmitOptions()).optionsMap().keySet();
    List<String> arguments = new ArrayList<>();
    int end = typed.contains(END_OF_OPTIONS) ? typed.indexOf(END_OF_OPTIONS) : typed.size();
    for (int i = 0; i < end; i++) {
      String argument = typed.get(i);
      int sign = argument.indexOf('=');
      if (ofJob.contains(argument)) {
        i++; // and its value
      } else if (sign < 0 || !ofJob.contains(argument.substring(0, sign))) {
        arguments.add(argument);
      }
    }
    if (!arguments.contains(RESUME)) {
      arguments.add(RESUME);
    }
    arguments.addAll(typed.subList(end, typed.size()));
    return arguments;
  }
}
