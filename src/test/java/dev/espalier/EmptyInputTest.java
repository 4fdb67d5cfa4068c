package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogData;
import dev.espalier.io.csv.ExitLogFile;
import dev.espalier.study.calibration.Calibration;
import dev.espalier.study.calibration.TemperatureScope;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Empty input to the library is reported as such. */
class EmptyInputTest {
  @TempDir private Path folder;

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InvalidFieldException.class).hasMessage(message);
  }

  @Test
  void noLogsAreRefused() {
    assertRefused(
        () -> new LogData(Map.of(), Optional.empty(), Fallback.FINAL),
        "exit data: logs must not be empty; expected at least one");
    assertRefused(
        () ->
            Calibration.of(
                TemperatureScope.PER_EXIT,
                Map.of(),
                Optional.empty(),
                Criterion.CONFIDENCE,
                new double[0]),
        "calibration: logs must not be empty; expected at least one");
    Path file = folder.resolve("none.csv");
    assertRefused(
        () -> ExitLogFile.write(file, Map.of()),
        "exit log: logs must not be empty; expected at least one");
    assertThat(file).doesNotExist();
  }
}
