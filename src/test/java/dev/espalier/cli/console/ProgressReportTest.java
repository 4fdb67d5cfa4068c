package dev.espalier.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressReportTest {
  private static final String NONE = "Infinity";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = NONE,
      value = {
        "2 | 2 | 0 | 0 | Infinity | 0 | searching, 2 s; Ctrl-C ends it",
        "2 | 2 | 77 | 0 | 9.78 | 0 | searching, 2 s, best 9.780 ms; Ctrl-C ends it",
        "2 | 2 | 77 | 0 | 9.78 | 9 | searching, 2 s, best 9.780 ms, bound 9.000 ms, gap 8.7%; Ctrl-C ends it",
        "2 | 2 | 77 | 0 | 1600 | 1599.2 | searching, 2 s, best 1600.000 ms, bound 1599.200 ms, gap 0.050%; Ctrl-C ends it",
        "2 | 2 | 77 | 0 | 9.78 | 9.78 | searching, 2 s, best 9.780 ms, bound 9.780 ms, gap 0.0%; Ctrl-C ends it",
        "2 | 2 | 0 | 0 | Infinity | 9 | searching, 2 s, bound 9.000 ms; Ctrl-C ends it",
        "2 | 2 | 200000000 | 474000000 | 11.6 | 0 | searching, 2 s: 42% of 474M plans, 3 s left, 100M/s, best 11.600 ms; Ctrl-C ends it",
        "9 | 1 | 500 | 999 | Infinity | 0 | searching, 9 s: 50% of 999 plans, 1 s left, 500/s; Ctrl-C ends it",
        "5 | 0 | 5000 | 9000 | Infinity | 0 | searching, 5 s: 56% of 9k plans, 1 s left, 5k/s; Ctrl-C ends it",
        "1 | 1 | 1000 | 3000000 | Infinity | 0 | searching, 1 s: 0% of 3M plans, 50 min left, 1k/s; Ctrl-C ends it",
        "1 | 1 | 1000 | 9000000000000000000 | Infinity | 0 | searching, 1 s: 0% of 9e+06T plans, 2T h left, 1k/s; Ctrl-C ends it",
      })
  void tellsRateTimeLeftAndGapWhereTheyAreKnown(
      int seconds,
      int secondsOfWork,
      long done,
      long total,
      Double best,
      double bound,
      String text) {
    double value = best == null ? Double.POSITIVE_INFINITY : best;
    assertThat(
            new ProgressReport(done, total, value, bound, "ms")
                .text("searching", seconds, secondsOfWork))
        .isEqualTo(text);
  }
}
