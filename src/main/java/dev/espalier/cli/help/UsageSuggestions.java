package dev.espalier.cli.help;

import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a user may have meant by an option or a command that does not exist. */
public final class UsageSuggestions {
  private static final String MODEL_FILE = "(zoo:.*|.*\\.(onnx|json))";

  private UsageSuggestions() {}

  /** The end of the message of an error: {@code ; did you mean "NAME"?}, or nothing. */
  public static String hint(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    String found = unmatched.getUnmatched().get(0);
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (found.startsWith("-")) {
      int equals = found.indexOf('=');
      return NearestName.hint(
          equals < 0 ? found : found.substring(0, equals), command.optionsMap().keySet());
    }
    Set<String> commands = command.subcommands().keySet();
    return commands.isEmpty()
        ? modelHint(command, unmatched.getUnmatched())
        : NearestName.hint(found, commands);
  }

  /** Files are named by options; one without is mostly the model. */
  private static String modelHint(CommandSpec command, List<String> unmatched) {
    boolean isModel =
        unmatched.size() == 1
            && unmatched.get(0).matches(MODEL_FILE)
            && command.optionsMap().containsKey("--model");
    return isModel
        ? "; did you mean \"--model %s\"?".formatted(Printable.line(unmatched.get(0)))
        : "";
  }
}
