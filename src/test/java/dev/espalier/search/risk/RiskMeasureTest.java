package dev.espalier.search.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskMeasureTest {
  private static final double[] HUNDRED =
      IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();
  private static final double[] EQUAL = IntStream.range(0, 100).mapToDouble(i -> 0.01).toArray();

  private static double measure(String name) {
    return RiskMeasure.named(name).of(HUNDRED, EQUAL);
  }

  @Test
  void quantileIsTheSmallestValueThatEnoughDoNotExceed() {
    assertThat(measure("p1")).isEqualTo(1);
    assertThat(measure("p50")).isEqualTo(50);
    assertThat(measure("p95")).isEqualTo(95);
    assertThat(measure("p99")).isEqualTo(99);
  }

  @Test
  void cvarIsTheMeanOfTheLargestValues() {
    assertThat(measure("cvar95")).isEqualTo(98, within(1e-12)); // 96 to 100
    assertThat(measure("cvar99")).isEqualTo(100, within(1e-12));
    assertThat(measure("mean")).isEqualTo(50.5, within(1e-12));
  }

  /** Half of the second sample belongs to the worst 10 percent. */
  @Test
  void sampleAtTheEdgeCountsInPart() {
    double[] values = {10, 4, 1};
    double[] weights = {0.05, 0.1, 0.85};
    assertThat(RiskMeasure.cvar(90).of(values, weights)).isEqualTo(7, within(1e-12));
    assertThat(RiskMeasure.cvar(90).focus(values, weights))
        .containsExactly(new double[] {0.5, 0.5, 0}, within(1e-12));
    assertThat(RiskMeasure.quantile(90).focus(values, weights)).containsExactly(0, 1, 0);
    assertThat(RiskMeasure.quantile(85).of(values, weights)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "p50", "p95", "cvar50", "cvar95", "cvar99"})
  void focusSumsToOne(String name) {
    double[] focus = RiskMeasure.named(name).focus(HUNDRED, EQUAL);
    assertThat(Arrays.stream(focus).sum()).isEqualTo(1, within(1e-12));
    assertThat(RiskMeasure.named(name).label()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p0", "p100", "cvar0", "cvar100", "cvar", "p", "max", "p9.5", ""})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> RiskMeasure.named(name))
        .hasMessageStartingWith(
            "risk must be mean, pNN or cvarNN with NN from 1 to 99, such as p95, but is \""
                + name
                + "\"");
    assertThatThrownBy(() -> new RiskMeasure(RiskMeasure.Kind.CVAR, 0))
        .hasMessage("percentage of a risk measure must be from 1 to 99 but is 0");
  }
}
