package dev.espalier.cli;

import dev.espalier.cli.command.CalibrateCommand;
import dev.espalier.cli.command.CompareCommand;
import dev.espalier.cli.command.CompletionCommand;
import dev.espalier.cli.command.EvaluateCommand;
import dev.espalier.cli.command.ExportCommand;
import dev.espalier.cli.command.ImportCommand;
import dev.espalier.cli.command.InspectCommand;
import dev.espalier.cli.command.ProfileCommand;
import dev.espalier.cli.command.ReproduceCommand;
import dev.espalier.cli.command.SplitCommand;
import dev.espalier.cli.command.SweepCommand;
import dev.espalier.cli.command.VerifyCommand;
import dev.espalier.cli.command.batch.BatchCommand;
import dev.espalier.cli.command.online.MapCommand;
import dev.espalier.cli.command.online.ReplayCommand;
import dev.espalier.cli.command.online.ServeCommand;
import dev.espalier.cli.command.plan.PlanCommand;
import dev.espalier.cli.command.run.AgentCommand;
import dev.espalier.cli.command.run.RunCommand;
import dev.espalier.cli.command.study.FleetCommand;
import dev.espalier.cli.command.study.StudyCommand;
import dev.espalier.cli.command.watch.WatchCommand;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.help.ArgumentFiles;
import dev.espalier.cli.help.GroupedHelp;
import dev.espalier.cli.help.UsageSuggestions;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputFormat;
import dev.espalier.cli.parse.ChoiceConverter;
import dev.espalier.cli.parse.NumberConverters;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.internal.Version;
import dev.espalier.io.InvalidFileException;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.search.SearchEvents;
import dev.espalier.study.calibration.TemperatureScope;
import dev.espalier.study.curve.CurveChart;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code java -jar espalier.jar COMMAND}. */
@Command(
    name = "espalier",
    description =
        "Plans how an early-exit neural network is cut into slices and which device runs which"
            + " slice.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:any other error",
      "2:invalid usage",
      "3:invalid input file",
      "4:no feasible plan",
    })
public final class Main {
  private static final List<Class<?>> COMMANDS =
      List.of(
          PlanCommand.class,
          CompareCommand.class,
          SweepCommand.class,
          BatchCommand.class,
          WatchCommand.class,
          MapCommand.class,
          ReplayCommand.class,
          StudyCommand.class,
          ReproduceCommand.class,
          CalibrateCommand.class,
          EvaluateCommand.class,
          InspectCommand.class,
          ImportCommand.class,
          SplitCommand.class,
          VerifyCommand.class,
          ProfileCommand.class,
          AgentCommand.class,
          RunCommand.class,
          ServeCommand.class,
          ExportCommand.class,
          CompletionCommand.class,
          CommandLine.HelpCommand.class);

  /** Commands that list the others. */
  private static final Set<Class<?>> ABOUT_ALL =
      Set.of(CompletionCommand.class, CommandLine.HelpCommand.class);

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    if (System.getProperty(SearchEvents.LOG) == null) {
      System.setProperty(SearchEvents.LOG, "false");
    }
    Interruption interruption = Interruption.install(System.err);
    // Files are in UTF-8, so what is piped into one must be, whatever the locale says.
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code;
    try {
      code = run(interruption, out, err, args);
    } catch (OutOfMemoryError e) {
      err.println("error: out of memory; give Java more with -Xmx");
      code = ExitCodes.FAILED;
    } catch (StackOverflowError e) {
      err.println("error: out of stack; give Java more with -Xss");
      code = ExitCodes.FAILED;
    }
    interruption.finished(code);
    System.exit(code);
  }

  /** Runs a command and returns its exit code; both writers are flushed. */
  static int run(Interruption interruption, PrintWriter out, PrintWriter err, String... typed) {
    String[] args;
    try {
      args = ArgumentFiles.expanded(typed);
    } catch (InvalidFieldException e) {
      err.println("error: " + Printable.line(e.getMessage()));
      err.flush();
      return ExitCodes.WRONG_USAGE;
    }
    CommandLine commandLine = commandLine(interruption, commands(args)).setOut(out).setErr(err);
    int code = args.length == 0 ? noCommand(commandLine) : commandLine.execute(args);
    if (out.checkError() && code == ExitCodes.DONE) {
      err.println("error: cannot write to standard output");
      code = ExitCodes.FAILED;
    }
    err.flush();
    return code;
  }

  /** The command line with all commands. */
  static CommandLine commandLine(Interruption interruption) {
    return commandLine(interruption, COMMANDS);
  }

  private static CommandLine commandLine(Interruption interruption, List<Class<?>> commands) {
    CommandLine commandLine = new CommandLine(new Main(), new InterruptionFactory(interruption));
    // First, as settings reach only the commands that are there.
    commands.forEach(commandLine::addSubcommand);
    commandLine
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failed)
        .setExecutionStrategy(Main::checkedRun)
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

  /**
   * Only the command that runs, where one is named: picocli reads all options of each command that
   * it has, which takes a third of the time of a short run.
   */
  private static List<Class<?>> commands(String... args) {
    for (Class<?> command : COMMANDS) {
      String name = command.getAnnotation(Command.class).name();
      if (args.length > 0 && args[0].equals(name) && !ABOUT_ALL.contains(command)) {
        return List.of(command);
      }
    }
    return COMMANDS;
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

  private static int noCommand(CommandLine commandLine) {
    commandLine.usage(commandLine.getErr());
    return ExitCodes.WRONG_USAGE;
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

  static final class VersionProvider implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"espalier " + Version.current()};
    }
  }

  /** Passes the interruption to the commands that poll it. */
  private record InterruptionFactory(Interruption interruption) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == PlanCommand.class) {
        return type.cast(new PlanCommand(interruption));
      }
      if (type == CompareCommand.class) {
        return type.cast(new CompareCommand(interruption));
      }
      if (type == SweepCommand.class) {
        return type.cast(new SweepCommand(interruption));
      }
      if (type == BatchCommand.class) {
        return type.cast(new BatchCommand(interruption));
      }
      if (type == MapCommand.class) {
        return type.cast(new MapCommand(interruption));
      }
      if (type == ReplayCommand.class) {
        return type.cast(new ReplayCommand(interruption));
      }
      if (type == FleetCommand.class) {
        return type.cast(new FleetCommand(interruption));
      }
      if (type == WatchCommand.class) {
        return type.cast(new WatchCommand(interruption));
      }
      if (type == AgentCommand.class) {
        return type.cast(new AgentCommand(interruption));
      }
      if (type == RunCommand.class) {
        return type.cast(new RunCommand(interruption));
      }
      if (type == ServeCommand.class) {
        return type.cast(new ServeCommand(interruption));
      }
      if (type == SplitCommand.class) {
        return type.cast(new SplitCommand(interruption));
      }
      return type == ReproduceCommand.class
          ? type.cast(new ReproduceCommand(interruption))
          : CommandLine.defaultFactory().create(type);
    }
  }
}
