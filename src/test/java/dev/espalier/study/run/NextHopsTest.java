package dev.espalier.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NextHopsTest {
  private static Hop hop(
      long sample, int stage, double arrivedMs, int segments, double sentMs, int to) {
    List<Double> ends = List.of(sentMs, sentMs).subList(0, segments);
    return new Hop(sample, 0, stage, 0, arrivedMs, arrivedMs, ends, sentMs, sentMs, sentMs, to, 1);
  }

  /** A slow answer ends where the sample began: that beginning is nearer in time. */
  @Test
  void deviceThatIsSourceAndSinkIsPassedTwice() {
    Hop source = hop(0, 0, 0, 0, 0, 1);
    Hop slice = hop(0, 1, 1, 1, 2, 0);
    Hop sink = hop(0, 0, 60, 0, 60, -1);
    Hop other = hop(1, 0, 2.5, 0, 60, -1);
    var next = NextHops.of(List.of(sink, other, slice, source));
    assertThat(next.get(source)).isSameAs(slice);
    assertThat(next.get(slice)).isSameAs(sink);
    assertThat(next).hasSize(2);
  }

  @Test
  void lostMessagesArriveNowhere() {
    assertThat(NextHops.of(List.of(hop(0, 0, 0, 0, 0, 1), hop(1, 1, 1, 1, 2, -1)))).isEmpty();
  }
}
