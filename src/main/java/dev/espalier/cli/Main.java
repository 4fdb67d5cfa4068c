package dev.espalier.cli;

import dev.espalier.internal.InvalidFieldException;
import dev.espalier.internal.Version;
import dev.espalier.io.json.InvalidFileException;
import java.io.PrintWriter;
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
    subcommands = {PlanCommand.class, EvaluateCommand.class, InspectCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:anything else",
      "2:wrong usage",
      "3:bad input file",
      "4:no feasible plan",
    })
public final class Main {

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    Interruption interruption = Interruption.install();
    int code;
    try {
      code = run(interruption, args);
    } catch (OutOfMemoryError e) {
      System.err.println("error: out of memory; give Java more with -Xmx");
      code = ExitCodes.FAILED;
    }
    System.out.flush();
    System.err.flush();
    interruption.finished(code);
    System.exit(code);
  }

  static int run(Interruption interruption, String... args) {
    CommandLine commandLine =
        new CommandLine(new Main(), new InterruptionFactory(interruption))
            .setParameterExceptionHandler(Main::wrongUsage)
            .setExecutionExceptionHandler(Main::failed)
            .setUsageHelpAutoWidth(true);
    if (args.length == 0) {
      commandLine.usage(commandLine.getErr());
      return ExitCodes.WRONG_USAGE;
    }
    return commandLine.execute(args);
  }

  private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return ExitCodes.WRONG_USAGE;
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println("error: " + message(e));
    if (e instanceof InvalidFileException) {
      return ExitCodes.BAD_INPUT;
    }
    return e instanceof InvalidFieldException ? ExitCodes.WRONG_USAGE : ExitCodes.FAILED;
  }

  private static String message(Exception e) {
    if (e instanceof InvalidFileException
        || e instanceof InvalidFieldException
        || e instanceof OutputFailedException) {
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

  /** Hands the commands the interruption that they listen to. */
  private record InterruptionFactory(Interruption interruption) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type == PlanCommand.class
          ? type.cast(new PlanCommand(interruption))
          : CommandLine.defaultFactory().create(type);
    }
  }
}
