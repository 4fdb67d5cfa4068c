package dev.espalier.study.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.study.calibration.Temperature.Fitted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final Map<String, LogitLog> LOGS = logs();

  private static Map<String, LogitLog> logs() {
    Map<String, LogitLog> logs = new LinkedHashMap<>();
    logs.put("clean", SyntheticLogits.drawn(new Random(1), 4000, 6, 2));
    logs.put("blurred", SyntheticLogits.drawn(new Random(2), 2000, 6, 3.5));
    return logs;
  }

  private static Calibration calibration(Optional<String> fittedOn) {
    return Calibration.of(
        TemperatureScope.PER_EXIT, LOGS, fittedOn, Criterion.CONFIDENCE, new double[0]);
  }

  @Test
  void oneConditionIsFittedAndAllAreCalibrated() {
    Calibration calibration = calibration(Optional.of("clean"));
    Fitted clean = (Fitted) calibration.temperatures().get(0);
    assertThat(clean).isEqualTo(TemperatureScaling.fit(List.of(LOGS.get("clean")), 0));
    assertThat(calibration.conditions().keySet()).containsExactly("clean", "blurred");
    assertThat(calibration.conditions().get("blurred").after().get(0))
        .isEqualTo(Reliability.of(List.of(LOGS.get("blurred")), 0, clean.value()));
    ExitLog blurred = calibration.calibrated().get("blurred");
    ExitLog expected =
        LOGS.get("blurred").toExitLog(Criterion.CONFIDENCE, new double[] {clean.value()});
    assertThat(blurred.samples()).isEqualTo(2000);
    assertThat(blurred.value(0, 7)).isEqualTo(expected.value(0, 7));
  }

  @Test
  void allSamplesAreFittedTogetherByDefault() {
    Calibration calibration = calibration(Optional.empty());
    assertThat(calibration.temperatures().get(0))
        .isEqualTo(TemperatureScaling.fit(LOGS.values(), 0));
    ConditionCalibration all = calibration.all();
    assertThat(all.samples()).isEqualTo(6000);
    assertThat(all.after().get(0).negativeLogLikelihood())
        .isLessThan(all.before().get(0).negativeLogLikelihood());
    double mean =
        (4000 * calibration.conditions().get("clean").after().get(0).negativeLogLikelihood()
                + 2000
                    * calibration
                        .conditions()
                        .get("blurred")
                        .after()
                        .get(0)
                        .negativeLogLikelihood())
            / 6000;
    assertThat(all.after().get(0).negativeLogLikelihood()).isCloseTo(mean, within(1e-12));
    ExitBehavior before = all.behaviorBefore();
    assertThat(before.accuracy()).isEqualTo(all.behaviorAfter().accuracy());
  }

  @Test
  void entropyIsCalibratedToo() {
    Calibration calibration =
        Calibration.of(
            TemperatureScope.PER_EXIT, LOGS, Optional.empty(), Criterion.ENTROPY, new double[0]);
    assertThat(calibration.calibrated().get("clean").criterion()).isEqualTo(Criterion.ENTROPY);
    assertThat(calibration.temperatures()).isEqualTo(calibration(Optional.empty()).temperatures());
  }

  @Test
  void conditionThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> calibration(Optional.of("dark")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("condition must be one of clean, blurred but is \"dark\"");
  }
}
