package dev.espalier.cli.console;

import dev.espalier.internal.TemporaryPaths;
import dev.espalier.runtime.standin.AgentProcess;
import dev.espalier.runtime.standin.NetworkNamespaces;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and requests to terminate. A running search is requested to stop; the JVM ends, with the
 * command's own exit code, when the command has printed the best plan so far. A command that
 * searches nothing, or still reads its input, has nothing to print and is ended at once.
 */
public final class Interruption {
  /** Maximum time for a stopped search to print; it polls its stop signal every few ms. */
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean polled;
  private volatile int exitCode = ExitCodes.FAILED;

  /**
   * Listens to Ctrl-C and to a request to terminate from now on.
   *
   * @param err where a command is said to have been ended
   */
  public static Interruption install(PrintStream err) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interruption.endCommand(err), "espalier-interruption"));
    return interruption;
  }

  private void endCommand(PrintStream err) {
    if (finished.getCount() == 0) {
      return; // the command itself ended the JVM
    }
    requested = true;
    if (!polled) {
      // Reading may wait for a pipe that never ends, and nothing else would stop it.
      err.println("error: interrupted before there was a result");
      err.flush();
      removeAll();
      Runtime.getRuntime().halt(ExitCodes.FAILED);
    }
    try {
      if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    removeAll();
  }

  /** Ends what was started and deletes what was made for this command alone. */
  private static void removeAll() {
    AgentProcess.killAll();
    NetworkNamespaces.closeAll();
    TemporaryPaths.deleteAll();
  }

  /** Whether the user requested a stop. The caller must then end soon and print its best result. */
  public boolean isRequested() {
    polled = true;
    return requested;
  }

  /** Reports that the command has printed all it has. */
  public void finished(int code) {
    exitCode = code;
    finished.countDown();
  }
}
