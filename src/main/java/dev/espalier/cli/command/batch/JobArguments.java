package dev.espalier.cli.command.batch;

import dev.espalier.cli.option.batch.EmitOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.batch.FileInputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The arguments of the batch in the pods of a job. */
final class JobArguments {
  private static final String RESUME = "--resume";
  private static final String END_OF_OPTIONS = "--";

  private JobArguments() {}

  /**
   * What was typed, without the options that the job itself has or sets; but for {@code --resume},
   * each of these takes one value.
   *
   * @param typed arguments behind the name of the command
   */
  static List<String> of(List<String> typed) {
    Set<String> ofJob =
        new HashSet<>(
            CommandSpec.forAnnotatedObjectLenient(new EmitOptions()).optionsMap().keySet());
    ofJob.add("--out");
    List<String> arguments = new ArrayList<>();
    int end = typed.contains(END_OF_OPTIONS) ? typed.indexOf(END_OF_OPTIONS) : typed.size();
    for (int i = 0; i < end; i++) {
      String argument = typed.get(i);
      int sign = argument.indexOf('=');
      if (ofJob.contains(argument)) {
        i++; // and its value
      } else if (!argument.equals(RESUME)
          && (sign < 0 || !ofJob.contains(argument.substring(0, sign)))) {
        arguments.add(argument);
      }
    }
    arguments.addAll(typed.subList(end, typed.size()));
    return arguments;
  }

  /** What was typed behind the name of a command. */
  static List<String> typed(CommandSpec command) {
    List<String> all = command.root().commandLine().getParseResult().originalArgs();
    return all.subList(all.indexOf(command.name()) + 1, all.size());
  }

  /**
   * Refuses a file that pods do not have.
   *
   * @param option the option that names it, or the operand
   * @param name name of the file, of a built-in network, or null
   * @param folders folders that pods have
   */
  static void checkFile(String option, String name, String... folders) {
    if (name == null || !FileInputs.isFile(name)) {
      return;
    }
    if (name.equals("-")) {
      throw new InvalidFieldException(
          option, "%s: a job has no standard input; expected a file".formatted(option));
    }
    Path path = Path.of(KubernetesJob.DATA).resolve(name).normalize();
    for (String folder : folders) {
      if (path.startsWith(folder) && !path.equals(Path.of(folder))) {
        return;
      }
    }
    throw new InvalidFieldException(
        option,
        "%s: pods have files in %s alone, but found %s; a relative name means a file of the claim"
            .formatted(option, String.join(" and ", folders), name));
  }
}
