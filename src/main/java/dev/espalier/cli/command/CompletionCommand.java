package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.parse.Choices;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.solvers.Planners;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that lets a shell complete commands, options and their values. */
@Command(
    name = "completion",
    description = "Prints a script that completes commands, options and values in a shell.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "For the shell's start-up file, such as ~/.bashrc:",
      "  alias espalier='java -jar /path/to/espalier.jar'",
      "  source <(java -jar /path/to/espalier.jar completion bash)"
    })
public final class CompletionCommand implements Callable<Integer> {
  private static final List<String> SHELLS = List.of("bash", "zsh");

  /** Labels, in the help, of values that name files. */
  private static final Set<String> FILES = Set.of("M", "C", "P", "FILE");

  @Parameters(paramLabel = "bash|zsh", description = "The shell that reads the script.")
  private String shell;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!SHELLS.contains(shell)) {
      throw new InvalidFieldException(
          "shell",
          "the shell must be %s but is \"%s\"%s"
              .formatted(Choices.listed(SHELLS), shell, NearestName.hint(shell, SHELLS)));
    }
    output.refuse();
    CommandSpec root = spec.root();
    root.subcommands().values().forEach(command -> offerValues(command.getCommandSpec()));
    // One script serves both shells: in zsh it loads what makes zsh understand bash's.
    output.write(AutoComplete.bash(root.name(), root.commandLine()), spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  /** Lets a command offer the values that its help lists, names of solvers, and files. */
  private static void offerValues(CommandSpec command) {
    for (OptionSpec option : List.copyOf(command.options())) {
      boolean isSolver = option.longestName().startsWith("--solver");
      List<String> values = isSolver ? Planners.names() : listed(option.paramLabel());
      // picocli can take out only what stands in no group.
      if (option.group() == null && FILES.contains(option.paramLabel())) {
        replace(command, option, OptionSpec.builder(option.names()).type(Path.class));
      } else if (option.group() == null && !values.isEmpty()) {
        replace(command, option, option.toBuilder().completionCandidates(values));
      }
    }
    for (PositionalParamSpec parameter : List.copyOf(command.positionalParameters())) {
      boolean isPaper = parameter.paramLabel().equals("PAPER");
      List<String> values = isPaper ? Paper.labels() : listed(parameter.paramLabel());
      if (!values.isEmpty()) {
        command.remove(parameter);
        command.addPositional(parameter.toBuilder().completionCandidates(values).build());
      }
    }
  }

  private static void replace(CommandSpec command, OptionSpec old, OptionSpec.Builder changed) {
    command.remove(old);
    command.addOption(changed.build());
  }

  /** The values of a label such as {@code text|json}; empty if it lists none. */
  private static List<String> listed(String label) {
    return label.contains("|") ? Arrays.asList(label.split("\\|")) : List.of();
  }
}
