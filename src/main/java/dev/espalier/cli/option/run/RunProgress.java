package dev.espalier.cli.option.run;

import dev.espalier.cli.console.ProgressLine;
import dev.espalier.runtime.coordinator.RunListener;

/** Shows the progress of a run on a terminal. */
public final class RunProgress {
  private RunProgress() {}

  /** Shows it on a line. */
  public static RunListener on(ProgressLine line) {
    return new RunListener() {
      @Override
      public void phase(String name) {
        line.begin(name);
      }

      @Override
      public void progress(long done, long total) {
        line.count(done, total);
      }
    };
  }
}
