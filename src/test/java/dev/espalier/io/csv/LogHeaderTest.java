package dev.espalier.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.espalier.error.InvalidFieldException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogHeaderTest {
  private static final int MANY_EXITS = 300_000;

  private static List<String> columns(int exits, String second) {
    List<String> columns = new ArrayList<>();
    for (int e = 0; e < exits; e++) {
      columns.add("exit" + e + ".confidence");
    }
    for (int e = 0; e < exits; e++) {
      columns.add("exit" + e + "." + second);
    }
    return columns;
  }

  /** Where each column is compared with all others, so many take more than ten minutes. */
  @Test
  void aHeaderTakesTimeInProportionToItsColumns() {
    LogHeader header =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1), () -> LogHeader.of(columns(MANY_EXITS, "correct")));
    assertThat(header.exits()).hasSize(MANY_EXITS).startsWith("exit0", "exit1");
    assertThat(header.columns().get(MANY_EXITS + 7).exit()).isEqualTo(7);
  }

  @Test
  void theFirstExitThatLacksAColumnIsNamed() {
    List<String> columns = columns(5, "correct");
    columns.remove("exit3.correct");
    columns.remove("exit4.correct");
    assertThatThrownBy(() -> LogHeader.of(columns))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("column \"exit3.correct\" is missing beside it")
        .extracting(e -> ((InvalidFieldException) e).field())
        .isEqualTo("3");
  }

  @Test
  void theOldNameOfACorrectAnswerIsReadToo() {
    LogHeader old = LogHeader.of(List.of("a.confidence", "a.right", "b.confidence", "b.correct"));
    LogHeader today =
        LogHeader.of(List.of("a.confidence", "a.correct", "b.confidence", "b.correct"));
    assertThat(old.exits()).isEqualTo(today.exits());
    assertThat(old.columns())
        .extracting(LogHeader.Column::role)
        .isEqualTo(today.columns().stream().map(LogHeader.Column::role).toList());
  }

  @Test
  void bothNamesOfOneColumnAreRefused() {
    assertThatThrownBy(() -> LogHeader.of(List.of("a.confidence", "a.correct", "a.right")))
        .hasMessage("the column is there twice; expected it once");
  }
}
