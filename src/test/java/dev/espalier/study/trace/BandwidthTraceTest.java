package dev.espalier.study.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.study.trace.BandwidthTrace.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class BandwidthTraceTest {
  private static final BandwidthTrace TRACE =
      new BandwidthTrace("t", List.of(new Sample(0, 4), new Sample(2, 0), new Sample(3, 1)), 7);

  @Test
  void eachSampleHoldsUntilTheNextOne() {
    assertThat(TRACE.mbpsAt(0)).isEqualTo(4);
    assertThat(TRACE.mbpsAt(1.999)).isEqualTo(4);
    assertThat(TRACE.mbpsAt(2)).isZero();
    assertThat(TRACE.mbpsAt(3)).isEqualTo(1);
    assertThat(TRACE.mbpsAt(1000)).isEqualTo(1);
  }

  @Test
  void meanWeighsRatesByTime() {
    assertThat(TRACE.meanMbps()).isEqualTo((4 * 2 + 0 + 1 * 4) / 7.0, within(1e-12));
    assertThat(TRACE.seconds(2)).isEqualTo(4);
  }

  @Test
  void lastSampleHoldsAsLongAsTheOneBeforeIt() {
    BandwidthTrace trace = BandwidthTrace.of("t", List.of(new Sample(0, 1), new Sample(2.5, 3)));
    assertThat(trace.endSeconds()).isEqualTo(5);
    assertThat(trace.endsAsUsual()).isTrue();
    assertThat(TRACE.endsAsUsual()).isFalse();
    assertThat(BandwidthTrace.of("t", List.of(new Sample(0, 1))).endSeconds()).isEqualTo(1);
  }

  @Test
  void linksHaveARateAboveZero() {
    assertThat(BandwidthTrace.linkMbps(0)).isEqualTo(0.01);
    assertThat(BandwidthTrace.linkMbps(0.02)).isEqualTo(0.02);
  }

  @Test
  void timesMustIncreaseFromZero() {
    assertThatThrownBy(() -> BandwidthTrace.of("t", List.of(new Sample(1, 1))))
        .hasMessage("trace: the first sample must begin at 0 s but begins at 1.0");
    assertThatThrownBy(() -> BandwidthTrace.of("t", List.of(new Sample(0, 1), new Sample(0, 2))))
        .hasMessage("trace: times must increase, but after 0.0 s comes 0.0 s");
    assertThatThrownBy(() -> new BandwidthTrace("t", List.of(new Sample(0, 1)), Double.NaN))
        .hasMessage("trace: times must increase, but after 0.0 s comes NaN s");
    assertThatThrownBy(() -> BandwidthTrace.of("t", List.of()))
        .hasMessage("trace: samples must not be empty; expected at least one");
    assertThatThrownBy(() -> new Sample(0, Double.NaN))
        .hasMessage("sample of a trace: mbps must be >= 0 but is NaN");
  }
}
