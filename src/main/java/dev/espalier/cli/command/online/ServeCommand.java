package dev.espalier.cli.command.online;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.online.PolicyOptions;
import dev.espalier.cli.parse.DurationConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.wire.auth.TokenFile;
import dev.espalier.service.PlannerService;
import dev.espalier.service.http.BearerToken;
import dev.espalier.service.http.HttpLimits;
import dev.espalier.service.plan.PlanningLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plans on request over HTTP. */
@Command(
    name = "serve",
    description = {
      "Plans, evaluates and replans on request over HTTP, with the documents that plan and evaluate"
          + " write as JSON. /openapi.json describes the requests.",
      "Listens on this machine alone unless another address is given, which needs a token: in the"
          + " file of --token-file, or in the environment variable ESPALIER_TOKEN. Ctrl-C ends it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ServeCommand implements Callable<Integer> {
  private static final String TOKEN_VARIABLE = "ESPALIER_TOKEN";
  private static final int MAX_MIB = 16;
  private static final int MIB = 1 << 20;
  private static final long POLL_MS = 100;

  @Option(
      names = "--listen",
      paramLabel = "[HOST:]PORT",
      defaultValue = "127.0.0.1:8080",
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}). A port alone is that of all addresses of"
              + " this machine; port 0 takes a free one.")
  private String listen;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with a secret of at least 16 characters that clients send as \"Authorization:"
              + " Bearer SECRET\".")
  private String tokenFile;

  @Option(
      names = "--max-body-mib",
      paramLabel = "N",
      defaultValue = "8",
      description = "Maximum size of a request, MiB, 1 to 16 (default: ${DEFAULT-VALUE}).")
  private int maxBodyMib;

  @Option(
      names = "--max-time",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      defaultValue = "10s",
      description =
          "Maximum time of a request, after which the best plan so far is the answer (default:"
              + " ${DEFAULT-VALUE}). A request may give itself less.")
  private Duration maxTime;

  @Option(
      names = "--concurrent",
      paramLabel = "N",
      description = "Number of requests that are worked on at the same time; by default the cores.")
  private Integer concurrent;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "Number of requests that may wait for these; further ones are refused (default:"
              + " ${DEFAULT-VALUE}).")
  private int queue;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "256",
      description = "Maximum number of connections (default: ${DEFAULT-VALUE}).")
  private int maxConnections;

  @Option(
      names = "--max-problems",
      paramLabel = "N",
      defaultValue = "256",
      description =
          "Number of problems that are kept for /replan (default: ${DEFAULT-VALUE}); those that were"
              + " not used for the longest time are dropped first.")
  private int maxProblems;

  @Mixin private PolicyOptions policy;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** A command that runs until it is interrupted. */
  public ServeCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    InetSocketAddress address = LinkAddress.parse("listen", listen, true);
    Optional<BearerToken> token = token(err);
    HttpLimits http = httpLimits();
    PlanningLimits planning = planningLimits();
    try (PlannerService service =
        PlannerService.start(
            address, token, http, planning, policy.policy(), line -> print(err, line))) {
      print(err, "listening on http://" + LinkAddress.text(service.address()));
      while (!interruption.isRequested()) {
        Thread.sleep(POLL_MS); // everything happens in threads of the service
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCodes.DONE;
  }

  private static void print(PrintWriter err, String line) {
    synchronized (err) {
      err.println(Printable.line(line));
      err.flush();
    }
  }

  private HttpLimits httpLimits() {
    if (maxBodyMib < 1 || maxBodyMib > MAX_MIB) {
      throw new InvalidFieldException(
          "max-body-mib",
          "--max-body-mib must be from 1 to %d but is %d".formatted(MAX_MIB, maxBodyMib));
    }
    requirePositive("max-connections", maxConnections);
    return HttpLimits.DEFAULTS.with(maxBodyMib * MIB, maxConnections);
  }

  private PlanningLimits planningLimits() {
    int threads = concurrent == null ? PlanningLimits.DEFAULTS.concurrent() : concurrent;
    requirePositive("concurrent", threads);
    requirePositive("queue", queue);
    requirePositive("max-problems", maxProblems);
    return new PlanningLimits(
        maxTime, threads, queue, maxProblems, PlanningLimits.DEFAULTS.maxProblemBytes());
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new InvalidFieldException(
          option, "--%s must be >= 1 but is %d".formatted(option, value));
    }
  }

  private Optional<BearerToken> token(PrintWriter err) {
    String variable = System.getenv(TOKEN_VARIABLE);
    if (tokenFile == null) {
      return Optional.ofNullable(variable).map(text -> token(TOKEN_VARIABLE, text));
    }
    if (variable != null) {
      throw new InvalidFieldException(
          "token-file",
          "--token-file and the environment variable %s exclude each other"
              .formatted(TOKEN_VARIABLE));
    }
    Path path = InputOptions.path("token-file", tokenFile);
    TokenFile.read(path).warning().ifPresent(text -> print(err, "warning: " + text));
    try {
      return Optional.of(token(tokenFile, Files.readString(path, StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }

  private static BearerToken token(String where, String text) {
    try {
      return BearerToken.of(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException("%s: %s".formatted(where, e.getMessage()));
    }
  }
}
