package dev.espalier.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: asks the running search to stop, waits until the command has printed the best plan so
 * far, and then ends the JVM with the command's own exit code.
 */
public final class Interruption {
  /** How long a stopped search may take to print; it looks at its stop signal every few ms. */
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile int exitCode = ExitCodes.FAILED;

  /** Listens to Ctrl-C and to a request to terminate from now on. */
  public static Interruption install() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(interruption::waitForCommand, "espalier-interruption"));
    return interruption;
  }

  private void waitForCommand() {
    if (finished.getCount() == 0) {
      return; // the command itself ended the JVM
    }
    requested = true;
    try {
      if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the user asked to stop. */
  public boolean isRequested() {
    return requested;
  }

  /** Tells that the command has printed all it has. */
  public void finished(int code) {
    exitCode = code;
    finished.countDown();
  }
}
