package dev.espalier.cli.help;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays out the help: options and commands in groups, then examples, within 80 columns. */
public final class GroupedHelp {
  /** Lines are no longer than this, even where the terminal is wider: they are prose. */
  private static final int MAX_WIDTH = 80;

  /** Commands in the order in which a user meets them. */
  private static final List<CommandGroup> COMMANDS =
      List.of(
          new CommandGroup("Plan", List.of("plan", "evaluate", "compare", "sweep", "inspect")),
          new CommandGroup("Measure", List.of("profile", "calibrate", "reproduce")),
          new CommandGroup(
              "Deploy and run", List.of("import", "export", "split", "verify", "agent", "run")));

  private static final String OTHERS = "Other";

  private GroupedHelp() {}

  /** Lays out the help of a command line and its commands. */
  public static void layOut(CommandLine commandLine) {
    CommandSpec spec = commandLine.getCommandSpec();
    Map<String, CommandLine.IHelpSectionRenderer> sections = commandLine.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, GroupedHelp::options);
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, GroupedHelp::commands);
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> Examples.of(spec));
    commandLine.setHelpSectionMap(sections);
    commandLine.getSubcommands().values().forEach(GroupedHelp::layOut);
    spec.usageMessage().width(MAX_WIDTH).autoWidth(false);
    if (spec.parent() != null) {
      spec.usageMessage().customSynopsis(synopsis(spec));
    }
  }

  /**
   * Commands with something in common.
   *
   * @param names their names, in order
   */
  private record CommandGroup(String heading, List<String> names) {}

  /** What must be given; all else stands below. */
  private static String synopsis(CommandSpec spec) {
    Stream<String> required =
        spec.options().stream()
            .filter(option -> option.required() && option.group() == null)
            .map(option -> option.longestName() + " " + option.paramLabel());
    Stream<String> choices =
        spec.argGroups().stream()
            .filter(group -> group.multiplicity().min() > 0)
            .map(ArgGroupSpec::synopsis);
    Stream<String> operands = spec.positionalParameters().stream().map(GroupedHelp::operand);
    return Stream.of(
            Stream.of(spec.qualifiedName()), required, choices, operands, Stream.of("[OPTIONS]"))
        .flatMap(Function.identity())
        .collect(Collectors.joining(" "));
  }

  private static String operand(PositionalParamSpec operand) {
    String label = operand.paramLabel() + (operand.arity().isVariable() ? "..." : "");
    return operand.required() ? label : "[" + label + "]";
  }

  private static String options(Help help) {
    StringBuilder text = new StringBuilder();
    List<OptionSpec> all =
        help.commandSpec().options().stream().filter(option -> !option.hidden()).toList();
    for (OptionGroup group : OptionGroup.values()) {
      List<OptionSpec> options =
          all.stream().filter(each -> OptionGroup.of(each.longestName()) == group).toList();
      if (!options.isEmpty()) {
        // One group in a command of few options needs no name.
        text.append(heading(options.size() == all.size() ? "Options" : group.heading()))
            .append(help.optionListExcludingGroups(options));
      }
    }
    return text.toString();
  }

  private static String commands(Help help) {
    Map<String, Help> all = help.subcommands();
    if (all.isEmpty()) {
      return "";
    }
    List<String> grouped = COMMANDS.stream().flatMap(group -> group.names().stream()).toList();
    List<String> others = all.keySet().stream().filter(name -> !grouped.contains(name)).toList();
    String heading = help.commandSpec().parent() == null ? OTHERS : "Commands";
    return Stream.concat(COMMANDS.stream(), Stream.of(new CommandGroup(heading, others)))
        .map(group -> commands(group, all, help))
        .collect(Collectors.joining());
  }

  private static String commands(CommandGroup group, Map<String, Help> all, Help help) {
    Map<String, Help> present = new LinkedHashMap<>();
    for (String name : group.names()) {
      if (all.containsKey(name)) {
        present.put(name, all.get(name));
      }
    }
    return present.isEmpty() ? "" : heading(group.heading()) + help.commandList(present);
  }

  private static String heading(String words) {
    return "%n%s:%n".formatted(words);
  }
}
