package dev.espalier.cli.console;

import dev.espalier.search.SearchListener;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Help.Ansi;

/** Shows the progress of a search on a terminal, and how to end it. */
public final class ProgressLine {
  private static final String ERASE_LINE = "\r\u001b[K";

  /** A command that ends sooner needs no progress. */
  private static final long FIRST_MS = 500;

  /** Time between two looks at what has changed. */
  private static final long PERIOD_MS = 200;

  private final PrintWriter err;
  private final int width;
  private final ScheduledExecutorService clock;
  private final long startNanos = System.nanoTime();
  private String what = "";

  /** Unit of the objective. */
  private String unit = "";

  /** When the current task began. */
  private long begunNanos = startNanos;

  private String shown = "";

  /** The last report of the search. */
  private final AtomicReference<ProgressReport> last =
      new AtomicReference<>(ProgressReport.begun(unit));

  /** Keeps what a search reports; made only where it is shown. */
  private final class Updates implements SearchListener {
    @Override
    public boolean receivesPlans() {
      return false;
    }

    @Override
    public void improved(double value, double lowerBound) {
      last.updateAndGet(report -> report.withBest(value, lowerBound));
    }

    @Override
    public void bound(double lowerBound) {
      last.updateAndGet(report -> report.withBound(lowerBound));
    }

    @Override
    public void progress(long done, long total, double best) {
      last.updateAndGet(report -> report.withWork(done, total, best));
    }
  }

  private ProgressLine(PrintWriter err, int width) {
    this.err = err;
    this.width = width;
    clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "espalier-progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to show progress after a moment; never where the output is not a terminal. */
  public static ProgressLine start(PrintWriter err) {
    return Ansi.AUTO.enabled()
        ? onTerminal(err, Terminal.page(false).width())
        : new ProgressLine(err, 0);
  }

  /** Starts to show progress on a terminal of this width. */
  static ProgressLine onTerminal(PrintWriter err, int width) {
    ProgressLine line = new ProgressLine(err, width);
    line.clock.scheduleWithFixedDelay(line::print, FIRST_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    return line;
  }

  /**
   * Receives what a search reports; {@link SearchListener#NONE} where nobody would see it.
   *
   * @param valueUnit unit of the objective; empty if it varies
   */
  public synchronized SearchListener listener(String valueUnit) {
    unit = valueUnit;
    last.set(ProgressReport.begun(unit));
    return width > 0 ? new Updates() : SearchListener.NONE;
  }

  /** Switches to another task, such as {@code searching}. */
  public synchronized void begin(String work) {
    what = work;
    begunNanos = System.nanoTime();
    last.set(ProgressReport.begun(unit));
  }

  /** Shows how many of a number of things are done. */
  public synchronized void count(long done, long total) {
    String text = what.replaceFirst(",.*", "");
    what = done < 0 ? text : "%s, %d of %d".formatted(text, done, total);
  }

  private synchronized void print() {
    String text = last.get().text(what, secondsSince(startNanos), secondsSince(begunNanos));
    // A line that wraps could not be erased.
    String fitting = text.substring(0, Math.min(text.length(), width - 1));
    if (!fitting.equals(shown)) {
      shown = fitting;
      err.print(ERASE_LINE + fitting);
      err.flush();
    }
  }

  private static long secondsSince(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
  }

  /** Stops showing progress and clears the line. */
  public synchronized void stop() {
    clock.shutdownNow();
    clear();
  }

  /** Clears the line, so that a message can be printed; progress is shown again after a moment. */
  public synchronized void clear() {
    if (!shown.isEmpty()) {
      err.print(ERASE_LINE);
      err.flush();
      shown = "";
    }
  }
}
