package dev.espalier.cli.command.run;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.run.FrameOptions;
import dev.espalier.cli.option.run.SecurityOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.internal.TemporaryFolder;
import dev.espalier.runtime.OnnxRuntime;
import dev.espalier.runtime.agent.Agent;
import dev.espalier.runtime.agent.AgentOptions;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.auth.Security;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the segments of one device. */
@Command(
    name = "agent",
    description = {
      "Runs on a device: takes the segments that run sends, computes samples, decides at their exits"
          + " and sends on what the next device needs.",
      "An agent runs what it is sent. It therefore listens on this machine alone unless another"
          + " address is given, which needs --token-file or TLS. Ctrl-C ends it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class AgentCommand implements Callable<Integer> {
  private static final long MIB = 1L << 20;
  private static final long POLL_MS = 100;

  @Option(
      names = "--listen",
      paramLabel = "[HOST:]PORT",
      defaultValue = "127.0.0.1:7400",
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}). A port alone is that of all addresses of"
              + " this machine; port 0 takes a free one.")
  private String listen;

  @Mixin private SecurityOptions security;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "Folder that keeps the files of segments, so that only those that changed are sent again"
              + " (default: a temporary one).")
  private Path store;

  @Option(
      names = "--max-mib",
      paramLabel = "N",
      defaultValue = "4096",
      description = "Maximum size of the files of a run, MiB (default: ${DEFAULT-VALUE}).")
  private long maxMib;

  @Mixin private FrameOptions frames;

  @Option(names = "--stand-in", hidden = true, description = "Ends when its standard input does.")
  private boolean isStandIn;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** A command that runs until it is interrupted. */
  public AgentCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (maxMib < 1) {
      throw new InvalidFieldException("max-mib", "--max-mib must be >= 1 but is " + maxMib);
    }
    frames.check();
    InetSocketAddress address = LinkAddress.parse("listen", listen, true);
    Security shown = security.security(err);
    shown.requireAllowed(address);
    Endpoint endpoint = frames.endpoint(shown);
    OnnxRuntime.load();
    try (TemporaryFolder temporary = store == null ? TemporaryFolder.create() : null) {
      Path folder = temporary == null ? Files.createDirectories(store) : temporary.path();
      serve(new AgentOptions(address, endpoint, folder, maxMib * MIB, Path.of("/sys")), err);
      return ExitCodes.DONE;
    } catch (IOException e) {
      throw OutputFailedException.of(store == null ? Path.of("a temporary folder") : store, e);
    }
  }

  private void serve(AgentOptions options, PrintWriter err) {
    CountDownLatch ended = new CountDownLatch(1);
    try (Agent agent =
        Agent.start(
            options,
            line -> {
              synchronized (err) {
                err.println(Printable.line(line));
                err.flush();
              }
            })) {
      PrintWriter out = spec.commandLine().getOut();
      // Where all addresses are listened on, that is shown as it was given.
      InetSocketAddress listening =
          new InetSocketAddress(options.address().getAddress(), agent.address().getPort());
      out.printf("listening on %s%n", LinkAddress.text(listening));
      out.flush();
      if (isStandIn) {
        awaitEndOfInput(ended);
      }
      while (!interruption.isRequested() && !ended.await(POLL_MS, TimeUnit.MILLISECONDS)) {
        // Everything happens in threads of the agent.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitEndOfInput(CountDownLatch ended) {
    InputStream in = System.in;
    Thread thread =
        new Thread(
            () -> {
              try {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // The process that started this one is gone.
              }
              ended.countDown();
            },
            "espalier-input");
    thread.setDaemon(true);
    thread.start();
  }
}
