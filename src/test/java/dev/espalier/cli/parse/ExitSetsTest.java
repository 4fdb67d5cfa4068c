package dev.espalier.cli.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitSetsTest {
  private static final List<String> EXITS = List.of("e1", "e2", "e3", "e4", "final");

  private static String sets(String text) {
    return ExitSets.parse(text, EXITS).entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1={0}",
        "1,1-2,1-3 | 1={0} 1-2={0, 1} 1-3={0, 1, 2}",
        "3-4, none | 3-4={2, 3} none={}",
        "1+3,1-2+4 | 1+3={0, 2} 1-2+4={0, 1, 3}",
        "2-2 | 2-2={1}",
      })
  void setsAreListsOfNumbersFromOne(String text, String sets) {
    assertThat(sets(text)).isEqualTo(sets);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | set \"0\": side exits are numbered 1 to 4 (e1, e2, e3, e4), but found 0",
        "1,2-5 | set \"2-5\": side exits are numbered 1 to 4 (e1, e2, e3, e4), but found 5",
        "3-2 | set \"3-2\": the end of a range must not be below its start",
        "1,1 | set \"1\" is listed twice",
        "1-2,none,1+2 | sets \"1-2\" and \"1+2\" are the same",
        "e1 | expected a number such as 2, a range such as 1-3, several such as 1+3, or none, but"
            + " found \"e1\"",
        "1, | expected a number such as 2, a range such as 1-3, several such as 1+3, or none, but"
            + " found \"\"",
        "9999999999 | expected a number such as 2, a range such as 1-3, several such as 1+3, or"
            + " none, but found \"9999999999\"",
      })
  void whatIsNoSetIsNamed(String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> sets(text)).withMessage(message);
  }

  @Test
  void networkWithoutSideExitsHasTheEmptySetOnly() {
    assertThat(ExitSets.parse("none", List.of("final"))).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExitSets.parse("1", List.of("final")))
        .withMessageContaining("found 1");
  }
}
