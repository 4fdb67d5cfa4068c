package dev.espalier.cli.option.run;

import dev.espalier.cli.console.ProgressLine;
import dev.espalier.internal.Printable;
import dev.espalier.runtime.coordinator.RunListener;
import java.io.PrintWriter;

/** Shows the progress of a run on a terminal, and what is remarkable anywhere. */
public final class RunProgress {
  private RunProgress() {}

  /**
   * Shows progress on a line.
   *
   * @param err receives remarks, and what went wrong
   */
  public static RunListener on(ProgressLine line, PrintWriter err) {
    return new RunListener() {
      @Override
      public void phase(String name) {
        line.begin(name);
      }

      @Override
      public void progress(long done, long total) {
        line.count(done, total);
      }

      @Override
      public void remark(String text) {
        print("note", text);
      }

      @Override
      public void incident(String text) {
        print("warning", text);
      }

      private void print(String kind, String text) {
        line.clear();
        err.printf("%s: %s%n", kind, Printable.line(text));
        err.flush();
      }
    };
  }
}
