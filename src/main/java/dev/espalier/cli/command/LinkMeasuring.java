package dev.espalier.cli.command;

import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.run.LinkOptions;
import dev.espalier.io.text.Page;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.link.LinkListener;
import dev.espalier.runtime.link.LinkMeasurement;
import dev.espalier.runtime.link.LinkMeter;
import dev.espalier.runtime.link.LinkReport;
import java.io.PrintWriter;

/** Measures links, from one side or the other. */
final class LinkMeasuring {
  private final LinkOptions options;
  private final int runs;
  private final PrintWriter err;

  LinkMeasuring(LinkOptions options, int runs, PrintWriter err) {
    this.options = options;
    this.runs = runs;
    this.err = err;
  }

  /** Runs one side; the text of the result is empty on the side that answers. */
  String run(FormatOption format) {
    return options.isListening() ? listen() : measure(format);
  }

  private String listen() {
    try (LinkListener listener = LinkListener.open(options.listenAddress())) {
      err.printf("listening on %s%n", LinkAddress.text(listener.address()));
      err.flush();
      var peer =
          listener.serve(
              reason -> {
                err.printf("warning: refused %s%n", reason);
                err.flush();
              });
      err.printf("measured from %s%n", LinkAddress.text(peer));
    }
    return "";
  }

  private String measure(FormatOption format) {
    String here = options.here();
    String there = options.there();
    ProgressLine progress = ProgressLine.start(err);
    LinkMeasurement measured;
    try {
      measured = LinkMeter.measure(options.peer(), runs, progress::begin);
    } finally {
      progress.stop();
    }
    return format.write(
        () -> LinkReport.json(measured, here, there),
        () -> LinkReport.of(measured, here, there),
        Page.PLAIN,
        err);
  }
}
