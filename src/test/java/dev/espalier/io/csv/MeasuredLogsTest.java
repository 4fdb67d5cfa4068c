package dev.espalier.io.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.LogitLog;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasuredLogsTest {
  private static final Map<String, LogitLog> LOGS = MeasuredLogs.bLenetMnist();

  @Test
  void thousandPicturesAreThereUnderFiveConditions() {
    assertThat(LOGS.keySet())
        .containsExactly("clean", "blur-1", "blur-2", "noise-0.3", "noise-0.6");
    assertThat(LOGS.values()).allMatch(log -> log.samples() == 1000 && log.classes() == 10);
    assertThat(LOGS.get("clean").exits()).containsExactly("exit1", "final");
  }

  /** As ONNX Runtime found on the same pictures: 98.1 % and 99.0 %. */
  @Test
  void accuracyOfEachExitIsTheNetworks() {
    assertThat(correct(0)).isEqualTo(981);
    assertThat(correct(1)).isEqualTo(990);
  }

  private static long correct(int exit) {
    ExitLog log = LOGS.get("clean").toExitLog(Criterion.CONFIDENCE);
    return IntStream.range(0, log.samples()).filter(s -> log.isCorrect(exit, s)).count();
  }
}
