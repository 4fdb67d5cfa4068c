package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.console.Interruption;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine;

/** Runs a command in this JVM and catches what it prints. */
final class CommandLineRunner {
  private CommandLineRunner() {}

  /**
   * What a command did.
   *
   * @param exitCode its exit code
   * @param out what it printed
   * @param err what it printed to standard error
   */
  record Outcome(int exitCode, String out, String err) {

    /** What it printed with each row on one line, though tables fold their cells. */
    String unfolded() {
      return out.replaceAll("\\s+", " ");
    }

    /** The lines that report an error. */
    List<String> errors() {
      return err.lines().filter(line -> line.startsWith("error:")).toList();
    }

    /** The one error, without its label. */
    String error() {
      assertThat(errors()).as(err).hasSize(1);
      return errors().get(0).substring("error: ".length());
    }

    /** The result of a command that must succeed, as JSON. */
    Json json() {
      assertThat(exitCode).as(err).isZero();
      return Json.parse(out);
    }

    /** Asserts that it ended with this code, one error and no result, and gives the error. */
    String failsWith(int code) {
      assertThat(exitCode).as(err).isEqualTo(code);
      assertThat(out).isEmpty();
      assertThat(err)
          .doesNotContain("Exception", "\tat ", "internal error", "Jackson", "StreamRead");
      assertThat(err.lines()).allMatch(line -> line.length() < 1000, "is short");
      return error();
    }
  }

  /** Names of all commands but help, those of a command's commands behind its own. */
  static List<String> commands() {
    List<String> names = new ArrayList<>();
    addCommands(Main.commandLine(new Interruption()), names);
    return names;
  }

  private static void addCommands(CommandLine of, List<String> names) {
    for (CommandLine command : of.getSubcommands().values()) {
      String name = command.getCommandSpec().qualifiedName(" ").replaceFirst("^espalier ", "");
      if (!name.equals("help")) {
        names.add(name);
        addCommands(command, names);
      }
    }
  }

  /**
   * Runs a command.
   *
   * @param command its words, separated by blanks; each {@code %s} stands for the next value
   */
  static Outcome run(String command, Object... values) {
    Iterator<Object> next = List.of(values).iterator();
    return runWords(
        Arrays.stream(command.split(" "))
            .map(word -> word.contains("%s") ? word.formatted(next.next()) : word)
            .toArray(String[]::new));
  }

  /** Runs a command of these words, which may be blank. */
  static Outcome runWords(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new Interruption(), new PrintWriter(out), new PrintWriter(err), words);
    return new Outcome(code, out.toString(), err.toString());
  }
}
