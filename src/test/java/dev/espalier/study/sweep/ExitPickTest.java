package dev.espalier.study.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.parse.AxisText;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitData;
import dev.espalier.exit.ExitTable;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogData;
import dev.espalier.model.Exit;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.LineChart;
import dev.espalier.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions and thresholds: probabilities and accuracies come from what was measured. */
class ExitPickTest {
  private static final ExitData TABLE =
      row(row(row(ExitTable.builder(), "clean", 0.5, 0.75), "clean", 0.9, 0.5), "fog, 1", 0.9, 0.25)
          .build();

  private static ExitTable.Builder row(
      ExitTable.Builder table, String condition, double threshold, double probability) {
    return table
        .row(condition, threshold, "exit1", probability, OptionalDouble.of(threshold))
        .row(condition, threshold, "final", 1 - probability, OptionalDouble.of(1));
  }

  private static Setting base(ExitData data) {
    DeviceCatalog catalog =
        new DeviceCatalog(
            "two",
            List.of(new Device("edge", 0.2, 18), new Device("cloud", 9, 400)),
            Network.uniform(8, 0));
    return Setting.of(Zoo.get("b-lenet"), catalog)
        .withExits(new ExitPick(data, Optional.empty(), OptionalDouble.empty()));
  }

  private static Sweep sweep(String... axes) {
    Setting base = base(TABLE);
    return new Sweeper(Planners.exact(), SearchOptions.defaults(), point -> {})
        .sweep(
            base,
            new Grid(Arrays.stream(axes).map(axis -> AxisText.parse(axis, base)).toList()),
            PlanningProblem::of);
  }

  private static List<String> values(String axis) {
    return AxisText.parse(axis, base(TABLE)).values().stream().map(Value::text).toList();
  }

  @Test
  void nothingIsMeasuredBeforeConditionAndThresholdAreKnown() {
    Setting setting = base(TABLE);
    assertThat(setting.behavior()).isEmpty();
    assertThat(setting.net()).isEqualTo(setting.model());
  }

  @Test
  void probabilitiesAndAccuracyAreThoseOfTheRow() {
    Setting setting =
        base(TABLE).withExits(new ExitPick(TABLE, Optional.of("clean"), OptionalDouble.of(0.5)));
    assertThat(setting.net().exits().stream().map(Exit::probability)).containsExactly(0.75, 0.25);
    assertThat(setting.net().layers()).isEqualTo(setting.model().layers());
    assertThat(setting.behavior().orElseThrow().accuracy()).isCloseTo(0.625, within(1e-12));
  }

  @Test
  void anyThresholdOfALogIsCounted() {
    ExitLogBuilder log = ExitLog.builder(List.of("exit1", "final"), Criterion.CONFIDENCE);
    log.add(new double[] {0.9, 0.9}, new boolean[] {true, true});
    log.add(new double[] {0.6, 0.9}, new boolean[] {false, true});
    log.add(new double[] {0.3, 0.9}, new boolean[] {false, true});
    log.add(new double[] {0.2, 0.9}, new boolean[] {false, false});
    ExitData data = new LogData(Map.of("", log.build()), Optional.empty(), Fallback.FINAL);
    assertThat(data.thresholds(LogData.ONLY_CONDITION)).isEmpty();
    ExitBehavior behavior = data.behavior(LogData.ONLY_CONDITION, 0.61);
    assertThat(behavior.exits().get(0).probability()).isEqualTo(0.25);
    assertThat(behavior.accuracy()).isEqualTo(0.75);
    assertThat(data.behavior(LogData.ONLY_CONDITION, 0.6).accuracy()).isEqualTo(0.5);
    assertThat(AxisText.parse("threshold=0:1:0.01", base(data)).values()).hasSize(101);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AxisText.parse("threshold=all", base(data)))
        .withMessage("expected a number but found \"all\"");
  }

  @Test
  void everyPointHasItsAccuracyAndItsOwnPlan() {
    Sweep sweep = sweep("threshold=0.5,0.9", "condition=clean");
    assertThat(sweep.points())
        .extracting(point -> point.accuracy().orElseThrow())
        .containsExactly(0.625, 0.95);
    assertThat(sweep.points())
        .extracting(point -> point.planned().orElseThrow().plan())
        .extracting(plan -> plan.exits().get(0))
        .extracting(Plan.ExitLatency::probability)
        .containsExactly(0.75, 0.5);
  }

  @Test
  void rowThatIsMissingUnderOneConditionLeavesAGap() {
    Sweep sweep = sweep("condition=all", "threshold=0.5");
    assertThat(sweep.points().get(0).planned()).isPresent();
    assertThat(sweep.points().get(1).contradiction())
        .contains(
            "threshold 0.5 is not in the exit table under condition \"fog, 1\", which has 0.9");
    assertThat(sweep.points().get(1).accuracy()).isEmpty();
    LineChart chart = SweepChart.of(sweep).orElseThrow();
    assertThat(chart.xAxis().names()).containsExactly("clean", "fog, 1");
    assertThat(chart.lines().get(0).name()).isEqualTo("threshold = 0.5");
    assertThat(chart.lines().get(0).points().get(1).y()).isNaN();
  }

  @Test
  void allStandsForAllThatWasMeasured() {
    assertThat(values("condition=all")).containsExactly("clean", "fog, 1");
    assertThat(values("threshold=all")).containsExactly("0.5", "0.9");
    assertThat(values("condition=fog, 1")).containsExactly("fog, 1");
    assertThat(values("condition= clean ")).containsExactly("clean");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "condition=claen | condition must be one of clean, fog, 1 but is \"claen\"; did you mean"
            + " \"clean\"?",
        "condition=clean,clean | conditions must be listed once each but are clean,clean",
        "condition:a=clean | condition is that of all exits, but found \"a\"",
        "threshold=0.7 | threshold must be one that was measured, 0.5, 0.9, but is 0.7",
        "threshold=0.5:0.9:0.1 | threshold must be one that was measured, 0.5, 0.9, but is 0.6",
        "threshold:exit1=0.5 | threshold is that of all exits, but found \"exit1\"",
      })
  void whatWasNotMeasuredIsNamed(String axis, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AxisText.parse(axis, base(TABLE)))
        .withMessage(message);
  }

  @Test
  void conditionsNeedData() {
    Setting none = Setting.of(Zoo.get("b-lenet"), base(TABLE).catalog());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AxisText.parse("condition=all", none))
        .withMessage("condition needs measured exit behavior");
  }

  @Test
  void probabilitiesAreEitherMeasuredOrFixed() {
    Setting base = base(TABLE);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Grid(
                    List.of(
                        AxisText.parse("probability:exit1=0.5", base),
                        AxisText.parse("threshold=all", base))))
        .withMessage("probability:exit1 and threshold change the same; vary one of them");
  }
}
