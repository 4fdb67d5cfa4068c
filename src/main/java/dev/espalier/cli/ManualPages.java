package dev.espalier.cli;

import dev.espalier.internal.Version;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Manual pages in troff, one for the program and one for each command, from what --help shows. */
final class ManualPages {
  private ManualPages() {}

  /** Returns the pages by file name, such as {@code espalier-plan.1}. */
  static Map<String, String> of(CommandLine commandLine) {
    Map<String, String> pages = new LinkedHashMap<>();
    CommandSpec root = commandLine.getCommandSpec();
    pages.put(root.name() + ".1", page(root));
    addCommands(commandLine, pages);
    return pages;
  }

  private static void addCommands(CommandLine commandLine, Map<String, String> pages) {
    for (CommandLine command : visible(commandLine)) {
      CommandSpec spec = command.getCommandSpec();
      pages.put(spec.qualifiedName("-") + ".1", page(spec));
      addCommands(command, pages);
    }
  }

  private static List<CommandLine> visible(CommandLine commandLine) {
    return commandLine.getSubcommands().values().stream()
        .filter(command -> !command.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private static String page(CommandSpec spec) {
    String name = spec.qualifiedName("-");
    UsageMessageSpec usage = spec.usageMessage();
    StringBuilder page = new StringBuilder();
    // The date stays empty, so that equal sources give equal pages.
    page.append(
        ".TH \"%s\" 1 \"\" \"espalier %s\" \"Espalier Manual\"\n"
            .formatted(name.toUpperCase(Locale.ROOT), Version.current()));
    String description = text(usage.description());
    page.append(".SH NAME\n%s \\- %s\n".formatted(troff(name), troff(headline(description))));
    page.append(".SH SYNOPSIS\n");
    synopsis(page, spec);
    page.append(".SH DESCRIPTION\n").append(lines(description));
    arguments(page, spec);
    commands(page, spec);
    exitCodes(page, usage);
    footer(page, usage);
    seeAlso(page, spec);
    return page.toString();
  }

  private static String firstSentence(String description) {
    return description.strip().replaceAll("\\s+", " ").replaceAll("(?<=[.:]) .*", "");
  }

  /** The first sentence as manual pages have it: without a capital letter and a full stop. */
  private static String headline(String description) {
    String sentence = firstSentence(description).replaceAll("[.:]$", "");
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private static void synopsis(StringBuilder page, CommandSpec spec) {
    page.append(".B ").append(troff(spec.qualifiedName(" "))).append('\n');
    if (!spec.subcommands().isEmpty()) {
      page.append("COMMAND [ARGUMENT ...]\n");
      return;
    }
    page.append("[OPTION ...]");
    for (OptionSpec option : spec.options()) {
      if (option.required() && option.group() == null) {
        page.append(' ').append(names(option));
      }
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      page.append(" \\fI").append(troff(parameter.paramLabel())).append("\\fR");
    }
    page.append('\n');
  }

  private static void arguments(StringBuilder page, CommandSpec spec) {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      argument(sections, parameter, "\\fI" + troff(parameter.paramLabel()) + "\\fR");
    }
    for (OptionSpec option : spec.options()) {
      argument(sections, option, names(option));
    }
    page.append(".SH OPTIONS\n");
    sections.forEach(
        (heading, content) -> {
          if (!heading.isEmpty()) {
            page.append(".SS ").append(troff(heading)).append('\n');
          }
          page.append(content);
        });
  }

  private static void argument(Map<String, StringBuilder> sections, ArgSpec argument, String name) {
    if (argument.hidden()) {
      return;
    }
    String heading = argument.group() == null ? null : argument.group().heading();
    sections
        .computeIfAbsent(heading == null ? "" : heading(heading), key -> new StringBuilder())
        .append(".TP\n")
        .append(name)
        .append('\n')
        .append(lines(text(argument.description())));
  }

  private static String names(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : "\\fI" + troff(option.paramLabel()) + "\\fR";
    return Arrays.stream(option.names())
        .map(name -> "\\fB" + troff(name) + "\\fR" + (value.isEmpty() ? "" : "=" + value))
        .collect(Collectors.joining(", "));
  }

  private static void commands(StringBuilder page, CommandSpec spec) {
    if (spec.subcommands().isEmpty()) {
      return;
    }
    page.append(".SH COMMANDS\n");
    for (CommandLine command : visible(spec.commandLine())) {
      CommandSpec sub = command.getCommandSpec();
      page.append(".TP\n\\fB%s\\fR\n".formatted(troff(sub.name())));
      page.append(lines(firstSentence(text(sub.usageMessage().description()))));
    }
  }

  private static void exitCodes(StringBuilder page, UsageMessageSpec usage) {
    if (!usage.exitCodeList().isEmpty()) {
      page.append(".SH EXIT STATUS\n");
      usage
          .exitCodeList()
          .forEach((code, meaning) -> page.append(".TP\n%s\n%s".formatted(code, lines(meaning))));
    }
  }

  /** What stands below the options is set out by hand, such as examples: its lines stay. */
  private static void footer(StringBuilder page, UsageMessageSpec usage) {
    String footer = text(usage.footer()).replaceAll("\\A(\\h*\\R)+", "").stripTrailing();
    if (!footer.isEmpty()) {
      String heading = heading(text(usage.footerHeading()));
      page.append(".SH ")
          .append(troff((heading.isEmpty() ? "Notes" : heading).toUpperCase(Locale.ROOT)))
          .append("\n.nf\n")
          .append(lines(footer))
          .append(".fi\n");
    }
  }

  private static void seeAlso(StringBuilder page, CommandSpec spec) {
    List<String> names =
        spec.parent() == null
            ? visible(spec.commandLine()).stream()
                .map(command -> command.getCommandSpec().qualifiedName("-"))
                .toList()
            : List.of(spec.root().name());
    if (!names.isEmpty()) {
      page.append(".SH SEE ALSO\n");
      page.append(
          names.stream()
              .map(name -> "\\fB" + troff(name) + "\\fR(1)")
              .collect(Collectors.joining(",\n", "", "\n")));
    }
  }

  private static String heading(String heading) {
    return text(heading).strip().replaceAll(":$", "");
  }

  /** The lines as picocli shows them: its markup and line ends are resolved. */
  private static String text(String... lines) {
    return Arrays.stream(lines)
        .map(line -> Ansi.OFF.text(line.replace("%n", "\n").replace("%%", "%")).toString())
        .collect(Collectors.joining("\n"));
  }

  /** Lines of text, none of which troff takes for a request. */
  private static String lines(String text) {
    return text.lines()
        .map(ManualPages::troff)
        .map(line -> line.matches("[.'].*") ? "\\&" + line : line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String troff(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
