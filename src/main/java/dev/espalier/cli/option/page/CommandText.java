package dev.espalier.cli.option.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command line of a result, as a shell reads it. */
public final class CommandText {
  /** Options that decide where the result goes and not what it is. */
  private static final Set<String> DESTINATIONS = Set.of("--html", "--out", "--format");

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private CommandText() {}

  /** The command line without what decides where its result goes. */
  public static String of(List<String> arguments) {
    List<String> kept = new ArrayList<>();
    boolean isValue = false;
    for (String argument : arguments) {
      boolean isName = DESTINATIONS.contains(argument);
      boolean isBoth = DESTINATIONS.stream().anyMatch(name -> argument.startsWith(name + "="));
      if (!isName && !isBoth && !isValue) {
        kept.add(argument);
      }
      isValue = isName;
    }
    return "espalier " + kept.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
