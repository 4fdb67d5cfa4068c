package dev.espalier.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.batch.FileInputs;
import dev.espalier.io.batch.LineFormat;
import dev.espalier.io.batch.ScenarioLines;
import dev.espalier.io.json.request.ScenarioDefaults;
import dev.espalier.io.line.InputLine;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final int LINES = 1000;
  private static final int LINE_LENGTH = 100 << 10;

  /** 32 chunks, of which each ends with the line that makes it longer than 256 KiB. */
  private static final long MAX_AHEAD = 32 * 3;

  /** Lines of wrong scenarios, with a whole network each, say. */
  private static final class LongLines implements ScenarioSource {
    private final String text = "x".repeat(LINE_LENGTH);
    private long read;

    @Override
    public Optional<InputLine> next() {
      return read == LINES ? Optional.empty() : Optional.of(InputLine.of(++read, text));
    }

    @Override
    public double progress() {
      return Double.NaN;
    }

    @Override
    public void close() {}
  }

  private static BatchPlanner planner() {
    return BatchPlanner.of(
        ScenarioLines.json(),
        ScenarioDefaults.none(),
        new FileInputs(),
        Optional.empty(),
        LineFormat.JSON);
  }

  /** A cluster gets that far. */
  @Test
  void billionsOfScenariosArePlanned() {
    String scenario = "{\"model\":\"zoo:b-lenet\",\"catalog\":\"zoo:na2023-six\"}";
    InputLine line = InputLine.of(3_000_000_000L, scenario);
    assertThat(planner().plan(line, () -> false).text())
        .startsWith("{\"line\":3000000000,\"status\":\"planned\",");
  }

  @Test
  void fewLongLinesAreReadAhead() throws IOException {
    LongLines source = new LongLines();
    AtomicLong written = new AtomicLong();
    AtomicLong ahead = new AtomicLong();
    new Batch(planner(), 1, () -> false)
        .run(
            source,
            results -> {
              ahead.accumulateAndGet(source.read - written.get(), Math::max);
              written.addAndGet(results.scenarios());
            });
    assertThat(written).hasValue(LINES);
    assertThat(ahead.get()).isLessThanOrEqualTo(MAX_AHEAD);
  }
}
