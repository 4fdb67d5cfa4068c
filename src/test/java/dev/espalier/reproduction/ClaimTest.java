package dev.espalier.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {

  @ParameterizedTest
  @CsvSource({
    "26.10, 26.1049, same",
    "26.10, 26.0951, same",
    "26.10, 26.1051, within 0.02 %",
    "26.10, 25.88, within 0.9 %",
    "26.10, 23.50, within 10 %",
    "26.10, 23.48, not reproducible because of a test",
    "26.10, 40, not reproducible because of a test"
  })
  void numberIsComparedAtTheDigitsPrinted(String printed, double ours, String verdict) {
    Claim claim = number(printed, ours);
    assertThat(claim.verdict().text()).isEqualTo(verdict);
    assertThat(claim.published()).isEqualTo("26.10 ms");
    assertThat(claim.isReproduced()).isEqualTo(!verdict.startsWith("not"));
  }

  private static Claim number(String printed, double ours) {
    return Claim.number("table 1", "time", printed, "ms", ours, 10, "of a test");
  }

  @ParameterizedTest
  @CsvSource({
    "34, 34.4, same",
    "34, 35.0, within 1 point",
    "34, 41.2, within 7.2 points",
    "34, 73.6, not reproducible because of a test"
  })
  void percentageDeviatesByPoints(String printed, double ours, String verdict) {
    Claim claim = Claim.percentage("section 1", "gap", printed, ours, 10, "of a test");
    assertThat(claim.verdict().text()).isEqualTo(verdict);
  }

  @Test
  void listIsTheSameOnlyIfEachNumberIs() {
    Claim same = Claim.list("table 1", "sizes", List.of(4, 12), List.of(4, 12), "of a test");
    assertThat(same.verdict()).isEqualTo(new Verdict.Same());
    Claim other = Claim.list("table 1", "sizes", List.of(4, 12), List.of(4, 13), "of a test");
    assertThat(other.verdict()).isEqualTo(new Verdict.NotReproducible("of a test"));
    assertThat(other.published()).isEqualTo("4, 12");
    assertThat(other.ours()).isEqualTo("4, 13");
  }

  @Test
  void whatDoesNotComeBackNeedsAReason() {
    assertThatThrownBy(() -> Claim.missing("figure 1", "heights", "", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("because");
    assertThat(Claim.statement("figure 1", "grows", true, "1, 2", "of a test").verdict())
        .isEqualTo(new Verdict.Same());
  }

  @Test
  void ourValueMustBeANumber() {
    assertThatThrownBy(() -> number("26.10", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table 1, time: our value must be a number but is NaN");
  }
}
