package dev.espalier.cli;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.help.GroupedHelp;
import dev.espalier.cli.help.UsageSuggestions;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputFormat;
import dev.espalier.cli.parse.ChoiceConverter;
import dev.espalier.cli.parse.NumberConverters;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.search.SearchEvents;
import dev.espalier.study.calibration.TemperatureScope;
import dev.espalier.study.curve.CurveChart;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import picocli.CommandLine;

/** How commands run, wherever they are started: help, values, messages and exit codes. */
public final class Execution {
  private Execution() {}

  /**
   * Runs a command that is a program of its own. The process exits with its code, unless that is 0:
   * what started the program may have more to do.
   *
   * @param command the command, as picocli takes it
   */
  public static void main(Object command, String... args) {
    settle();
    PrintWriter out = writer(System.out);
    PrintWriter err = writer(System.err);
    CommandLine commandLine = prepared(new CommandLine(command)).setOut(out).setErr(err);
    int code = guarded(() -> commandLine.execute(args), err);
    if (code != ExitCodes.DONE) {
      System.exit(code);
    }
  }

  /** Sets what holds for the process. */
  static void settle() {
    Locale.setDefault(Locale.ROOT);
    if (System.getProperty(SearchEvents.LOG) == null) {
      System.setProperty(SearchEvents.LOG, "false");
    }
  }

  /** Files are in UTF-8, so what is piped into one must be, whatever the locale says. */
  static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs a command; the code is that of a failure if it takes more memory than there is. */
  static int guarded(IntSupplier command, PrintWriter err) {
    try {
      return command.getAsInt();
    } catch (OutOfMemoryError e) {
      err.println("error: out of memory; give Java more with -Xmx");
    } catch (StackOverflowError e) {
      err.println("error: out of stack; give Java more with -Xss");
    }
    return ExitCodes.FAILED;
  }

  /** A command line, with all its commands, that reads values and reports errors as all do. */
  public static CommandLine prepared(CommandLine commandLine) {
    commandLine
        .setParameterExceptionHandler(Execution::wrongUsage)
        .setExecutionExceptionHandler(Execution::failed)
        .setExecutionStrategy(Execution::checkedRun)
        .setExpandAtFiles(false);
    GroupedHelp.layOut(commandLine);
    NumberConverters.register(commandLine);
    commandLine.registerConverter(OutputFormat.class, new ChoiceConverter<>(OutputFormat.class));
    commandLine.registerConverter(
        TemperatureScope.class, new ChoiceConverter<>(TemperatureScope.class));
    commandLine.registerConverter(
        CurveChart.Kind.class, new ChoiceConverter<>(CurveChart.Kind.class));
    return commandLine;
  }

  /** Runs a command once what it writes beside its result is checked. */
  private static int checkedRun(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    try {
      FormatOption.check(command);
    } catch (InvalidFieldException | OutputFailedException e) {
      CommandLine failing = command.commandSpec().commandLine();
      throw new CommandLine.ExecutionException(failing, e.getMessage(), e);
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    List<String> unmatched = command.getUnmatchedArguments();
    if (e instanceof CommandLine.MissingParameterException && !unmatched.isEmpty()) {
      // A mistyped option is why a required one is missing: the message must name the typo.
      wrongUsage(new CommandLine.UnmatchedArgumentException(command, unmatched), args);
      return ExitCodes.WRONG_USAGE;
    }
    err.println("error: " + Printable.line(e.getMessage()) + UsageSuggestions.hint(e));
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return ExitCodes.WRONG_USAGE;
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println("error: " + Printable.line(message(e)));
    if (e instanceof InvalidFileException) {
      return ExitCodes.BAD_INPUT;
    }
    return e instanceof InvalidFieldException ? ExitCodes.WRONG_USAGE : ExitCodes.FAILED;
  }

  private static String message(Exception e) {
    if (e instanceof InvalidFileException
        || e instanceof InvalidFieldException
        || e instanceof OutputFailedException
        || e instanceof RuntimeFailedException) {
      return e.getMessage();
    }
    StackTraceElement[] trace = e.getStackTrace();
    return "internal error, please report it: %s%s"
        .formatted(e, trace.length == 0 ? "" : " at " + trace[0]);
  }
}
