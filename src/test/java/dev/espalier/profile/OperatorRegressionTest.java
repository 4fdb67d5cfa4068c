package dev.espalier.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.profile.OperatorRegression.Form;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class OperatorRegressionTest {
  private static final LayerWork WORK = new LayerWork(123_456, 7_890, 1_234);

  private static List<Sample> samples(List<LayerTime> layers) {
    return Sample.of(Synthetic.profile(layers));
  }

  private static double linear(LayerWork work) {
    return 0.02 + 3e-7 * work.flops() + 1e-6 * work.movedBytes();
  }

  private static double power(LayerWork work) {
    return 1e-4 * Math.pow(1 + work.flops(), 0.7);
  }

  @Test
  void coefficientsOfEitherFormComeBack() {
    OperatorRegression sum =
        OperatorRegression.of(
                Form.LINEAR,
                samples(Synthetic.layers("Conv", 20, 1, OperatorRegressionTest::linear)))
            .orElseThrow();
    OperatorRegression product =
        OperatorRegression.of(
                Form.LOGARITHMIC,
                samples(Synthetic.layers("Conv", 20, 1, OperatorRegressionTest::power)))
            .orElseThrow();

    assertThat(sum.constant()).isCloseTo(0.02, within(1e-9));
    assertThat(sum.perFlop()).isCloseTo(3e-7, within(1e-14));
    assertThat(sum.perByte()).isCloseTo(1e-6, within(1e-13));
    assertThat(product.perFlop()).isCloseTo(0.7, within(0.02));
    assertThat(product.ms(WORK)).isCloseTo(power(WORK), Percentage.withPercentage(10));
  }

  @Test
  void theFormThatEstimatesUnseenLayersBetterIsTaken() {
    assertThat(form(Synthetic.layers("Conv", 40, 4, OperatorRegressionTest::linear)))
        .isEqualTo(Form.LINEAR);
    assertThat(form(Synthetic.layers("Conv", 40, 4, OperatorRegressionTest::power)))
        .isEqualTo(Form.LOGARITHMIC);
  }

  private static Form form(List<LayerTime> layers) {
    return LayerPredictor.of(Synthetic.profile(layers))
        .orElseThrow()
        .operators()
        .get(0)
        .regression()
        .form();
  }

  @Test
  void operatorsOfUnlikeSpeedHaveRegressionsOfTheirOwn() {
    List<LayerTime> layers = new ArrayList<>();
    layers.addAll(Synthetic.layers("Conv", 20, 1, work -> 0.01 + 1e-7 * work.flops()));
    layers.addAll(Synthetic.layers("Gemm", 20, 2, work -> 0.01 + 2e-6 * work.flops()));
    layers.addAll(Synthetic.layers("Softmax", 1, 3, work -> 5));

    LayerPredictor predictor = LayerPredictor.of(Synthetic.profile(layers)).orElseThrow();

    assertThat(predictor.ms("conv", WORK)).isCloseTo(0.01 + 0.0123456, within(1e-6));
    assertThat(predictor.ms("GEMM", WORK)).isCloseTo(0.01 + 0.246912, within(1e-6));
    assertThat(predictor.hasRegression("Softmax")).isFalse(); // too few
    assertThat(predictor.ms("Softmax", WORK)).isEqualTo(predictor.paleo().ms(WORK));
    assertThat(predictor.ms("LSTM", WORK)).isEqualTo(predictor.paleo().ms(WORK));
  }

  @Test
  void estimatesAreNeverNegativeNorInfinite() {
    // Faster with more work: every coefficient but the constant is negative.
    List<LayerTime> odd = Synthetic.layers("Odd", 20, 1, work -> 1 / (1.0 + work.flops()));
    // Below the profiler's resolution, and equal layers of unequal time.
    List<LayerTime> equal = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      equal.add(Synthetic.layer("e" + i, "Equal", WORK, i));
    }
    List<LayerTime> zero = Synthetic.layers("Zero", 20, 2, work -> 0);
    LayerWork huge = new LayerWork(1L << 53, 1L << 53, 1L << 53);
    for (List<LayerTime> layers : List.of(odd, equal, zero)) {
      for (Form form : List.of(Form.LINEAR, Form.LOGARITHMIC)) {
        OperatorRegression fit = OperatorRegression.of(form, samples(layers)).orElseThrow();
        for (LayerWork work : List.of(WORK, huge, new LayerWork(0, 0, 0))) {
          assertThat(fit.ms(work)).isFinite().isNotNegative();
        }
        assertThat(fit.ms(huge)).isGreaterThanOrEqualTo(fit.ms(WORK));
      }
    }
  }

  @Test
  void tooFewSamplesGiveNoRegression() {
    assertThat(OperatorRegression.of(Form.LINEAR, List.of())).isEmpty();
    List<LayerTime> few =
        Synthetic.layers(
            "Conv", OperatorRegression.MIN_LAYERS - 1, 1, OperatorRegressionTest::linear);
    assertThat(LayerPredictor.of(Synthetic.profile(few)).orElseThrow().operators())
        .extracting(fit -> fit.regression().form())
        .containsExactly(Form.SCALED);
  }

  /** Two layers without operations that take fifty times as long as their bytes say. */
  @Test
  void fewLayersOfASlowOperatorScaleTheRates() {
    List<LayerTime> layers =
        new ArrayList<>(Synthetic.layers("Conv", 30, 1, OperatorRegressionTest::linear));
    for (long kilobytes : List.of(200L, 300L)) {
      LayerWork work = new LayerWork(0, 1000 * kilobytes, 1000 * kilobytes);
      layers.add(Synthetic.layer("lrn" + kilobytes, "LRN", work, 50 * linear(work)));
    }

    LayerPredictor predictor = LayerPredictor.of(Synthetic.profile(layers)).orElseThrow();

    LayerWork unseen = new LayerWork(0, 250_000, 250_000);
    assertThat(predictor.ms("LRN", unseen))
        .isCloseTo(50 * linear(unseen), Percentage.withPercentage(5));
    assertThat(predictor.paleo().ms(unseen)).isLessThan(25 * linear(unseen));
  }

  @Test
  void equalProfilesGiveEqualPredictors() {
    List<LayerTime> layers = Synthetic.layers("Conv", 33, 9, OperatorRegressionTest::power);

    assertThat(LayerPredictor.of(Synthetic.profile(layers)).orElseThrow().operators())
        .isEqualTo(LayerPredictor.of(Synthetic.profile(layers)).orElseThrow().operators());
  }
}
