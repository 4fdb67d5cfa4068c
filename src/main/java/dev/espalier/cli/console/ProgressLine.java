package dev.espalier.cli.console;

import dev.espalier.report.Numbers;
import dev.espalier.search.SearchListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** Shows the progress of a search on a terminal, and how to end it. */
public final class ProgressLine implements SearchListener {
  private static final String ERASE_LINE = "\r\u001b[K";

  private static final double THOUSAND = 1000;

  /** Thousands, millions, billions, trillions. */
  private static final String UNITS = "kMGT";

  private final PrintWriter err;
  private final int width;
  private final ScheduledExecutorService clock;
  private String what = "";
  private int seconds;

  /** When the current task began, s. */
  private int begun;

  private boolean isShown;

  /** The last report of the search. */
  private volatile Report last = NOTHING;

  private record Report(long done, long total, double bestMs) {}

  private static final Report NOTHING = new Report(0, 0, Double.POSITIVE_INFINITY);

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

  /** Starts to show progress, a second from now; never where the output is not a terminal. */
  public static ProgressLine start(PrintWriter err) {
    boolean isTerminal = Ansi.AUTO.enabled();
    ProgressLine line = new ProgressLine(err, isTerminal ? Terminal.page(false).width() : 0);
    if (isTerminal) {
      line.clock.scheduleAtFixedRate(line::print, 1, 1, TimeUnit.SECONDS);
    }
    return line;
  }

  /** Switches to another task, such as {@code searching}. */
  public synchronized void begin(String work) {
    what = work;
    begun = seconds;
    last = NOTHING;
  }

  @Override
  public void progress(long done, long total, double bestMs) {
    last = new Report(done, total, bestMs);
  }

  private synchronized void print() {
    seconds++;
    isShown = true;
    Report report = last;
    String text = text(what, seconds, seconds - begun, report.done, report.total, report.bestMs);
    // A line that wraps could not be erased.
    err.print(ERASE_LINE + text.substring(0, Math.min(text.length(), width - 1)));
    err.flush();
  }

  static String text(
      String what, int seconds, int secondsOfWork, long done, long total, double bestMs) {
    StringBuilder text = new StringBuilder(what + ", " + seconds + " s");
    if (total > 0 && done > 0) {
      double rate = (double) done / Math.max(1, secondsOfWork);
      text.append(
          String.format(
              Locale.ROOT,
              ": %.0f%% of %s plans, %s left, %s/s",
              100.0 * done / total,
              count(total),
              duration((total - done) / rate),
              count(rate)));
    }
    if (Double.isFinite(bestMs)) {
      text.append(", best ").append(Numbers.of(bestMs)).append(" ms");
    }
    return text.append("; Ctrl-C ends it").toString();
  }

  private static String duration(double leftSeconds) {
    if (leftSeconds < 100) {
      return String.format(Locale.ROOT, "%.0f s", leftSeconds);
    }
    double hours = leftSeconds / 3600;
    return hours < 2
        ? String.format(Locale.ROOT, "%.0f min", leftSeconds / 60)
        : count(hours) + " h";
  }

  /** A large number in a few characters, such as {@code 474M}. */
  private static String count(double number) {
    if (number < THOUSAND) {
      return String.format(Locale.ROOT, "%.0f", number);
    }
    String unit = "";
    double rest = number;
    for (int i = 0; i < UNITS.length() && rest >= THOUSAND; i++) {
      rest /= THOUSAND;
      unit = UNITS.substring(i, i + 1);
    }
    return String.format(Locale.ROOT, rest < THOUSAND ? "%.0f%s" : "%.0e%s", rest, unit);
  }

  /** Stops showing progress and clears the line. */
  public synchronized void stop() {
    clock.shutdownNow();
    if (isShown) {
      err.print(ERASE_LINE);
      err.flush();
    }
  }
}
