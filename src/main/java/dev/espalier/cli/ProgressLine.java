package dev.espalier.cli;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** Tells who waits at a terminal that a search is still at work, and how to end it. */
final class ProgressLine {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final ScheduledExecutorService clock;
  private int seconds;

  private ProgressLine(PrintWriter err) {
    this.err = err;
    clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "espalier-progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to tell, a second from now; never where the output is not a terminal. */
  static ProgressLine start(PrintWriter err) {
    ProgressLine line = new ProgressLine(err);
    if (Ansi.AUTO.enabled()) {
      line.clock.scheduleAtFixedRate(line::print, 1, 1, TimeUnit.SECONDS);
    }
    return line;
  }

  private synchronized void print() {
    seconds++;
    err.print(ERASE_LINE + "searching for " + seconds + " s; Ctrl-C gives the best plan so far");
    err.flush();
  }

  /** Ends the telling and clears the line. */
  synchronized void stop() {
    clock.shutdownNow();
    if (seconds > 0) {
      err.print(ERASE_LINE);
      err.flush();
    }
  }
}
