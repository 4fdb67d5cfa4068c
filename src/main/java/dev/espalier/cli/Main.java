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
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.internal.Version;
import java.io.PrintWriter;
import java.util.List;
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
    Execution.settle();
    Interruption interruption = Interruption.install(System.err);
    PrintWriter out = Execution.writer(System.out);
    PrintWriter err = Execution.writer(System.err);
    int code = Execution.guarded(() -> run(interruption, out, err, args), err);
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
    return Execution.prepared(commandLine);
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

  private static int noCommand(CommandLine commandLine) {
    commandLine.usage(commandLine.getErr());
    return ExitCodes.WRONG_USAGE;
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
