package dev.espalier.study.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.study.trace.MarkovTraces.State;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkovTracesTest {
  private static final int MANY = 100_000;

  @Test
  void equalSeedsGiveEqualTraces() {
    MarkovTraces mobile = MarkovTraces.named("mobile");
    assertThat(mobile.generate("t", 500, 7)).isEqualTo(mobile.generate("t", 500, 7));
    assertThat(mobile.generate("t", 500, 7)).isNotEqualTo(mobile.generate("t", 500, 8));
    assertThat(mobile.generate("t", 500, 7).samples().subList(0, 100))
        .isEqualTo(mobile.generate("t", 100, 7).samples());
  }

  /** Rates of states that never overlap show in which state the chain was. */
  @Test
  void statesFollowEachOtherWithTheirProbabilities() {
    MarkovTraces traces =
        new MarkovTraces(
            List.of(new State("a", 1, 0), new State("b", 2, 0)),
            List.of(List.of(0.9, 0.1), List.of(0.3, 0.7)),
            0.5);
    List<BandwidthTrace.Sample> samples = traces.generate("t", MANY, 3).samples();
    long inA = samples.stream().filter(sample -> sample.mbps() == 1).count();
    long changes = 0;
    for (int i = 1; i < MANY; i++) {
      changes += samples.get(i - 1).mbps() == 1 && samples.get(i).mbps() == 2 ? 1 : 0;
    }
    assertThat((double) inA / MANY).isEqualTo(0.75, within(0.01)); // 0.3 / (0.1 + 0.3)
    assertThat((double) changes / inA).isEqualTo(0.1, within(0.005));
    assertThat(samples.get(0).mbps()).isEqualTo(1);
    assertThat(samples.get(3).atSeconds()).isEqualTo(1.5);
  }

  @Test
  void ratesOfAStateAreLognormal() {
    MarkovTraces traces =
        new MarkovTraces(List.of(new State("a", 8, 0.5)), List.of(List.of(1.0)), 1);
    double[] logs =
        traces.generate("t", MANY, 5).samples().stream()
            .mapToDouble(sample -> Math.log(sample.mbps()))
            .toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double variance = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    long inOneSigma = Arrays.stream(logs).filter(x -> Math.abs(x - Math.log(8)) < 0.5).count();
    assertThat(mean).isEqualTo(Math.log(8), within(0.01));
    assertThat(Math.sqrt(variance)).isEqualTo(0.5, within(0.01));
    assertThat((double) inOneSigma / MANY).isEqualTo(0.6827, within(0.01));
  }

  @Test
  void medianScales() {
    BandwidthTrace trace = MarkovTraces.named("wifi").generate("t", 50, 1);
    BandwidthTrace tenth = MarkovTraces.named("wifi").scaled(0.1).generate("t", 50, 1);
    assertThat(tenth.samples().get(9).mbps())
        .isEqualTo(trace.samples().get(9).mbps() / 10, within(0.001));
  }

  @Test
  void parametersAreChecked() {
    List<State> states = List.of(new State("a", 1, 0), new State("b", 2, 0));
    assertThatThrownBy(() -> new MarkovTraces(states, List.of(List.of(1.0, 0.0)), 1))
        .hasMessage("generator of traces: expected transitions of 2 states but found 1 rows");
    assertThatThrownBy(
            () -> new MarkovTraces(states, List.of(List.of(1.0, 0.0), List.of(0.5, 0.4)), 1))
        .hasMessage("state \"b\": expected 2 probabilities that sum to 1 but found [0.5, 0.4]");
    assertThatThrownBy(() -> MarkovTraces.named("mobil"))
        .hasMessage(
            "generated traces are mobile, wifi, train, but found \"mobil\"; did you mean"
                + " \"mobile\"?");
  }
}
