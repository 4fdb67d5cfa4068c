package dev.espalier.reproduction.pacheco2021;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.csv.MeasuredLogs;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.reproduction.Verdict;
import dev.espalier.study.BarChart;
import dev.espalier.study.LineChart;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pacheco2021Test {
  private static Reproduction all;

  @BeforeAll
  static void reproduce() {
    all = Pacheco2021.reproduce(MeasuredLogs.bLenetMnist(), () -> false);
  }

  private static Claim claim(String where, String what) {
    List<Claim> found =
        all.claims().stream()
            .filter(c -> c.where().equals(where) && c.what().contains(what))
            .toList();
    assertThat(found).as("%s: %s", where, what).hasSize(1);
    return found.get(0);
  }

  private static LineChart lines(String id) {
    return (LineChart) figure(id).chart();
  }

  private static ReproducedFigure figure(String id) {
    return all.figures().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void everyFigureOfThePaperIsDrawn() {
    assertThat(all.isComplete()).isTrue();
    assertThat(all.figures())
        .extracting(ReproducedFigure::id)
        .contains(
            "figure 4a by depth",
            "figure 4b",
            "figure 4c by depth",
            "figure 4d by depth",
            "figure 4 on a log",
            "figure 5b by accuracy",
            "figure 5 on a log, exit1",
            "figure 5 on a log, final",
            "figure 6a",
            "figure 6a by launch",
            "figure 6b, GPU edge",
            "figure 6b, CPU edge",
            "figure 7",
            "figure 7 by file",
            "figure 7 by edge",
            "figure 7 by launch",
            "figure 7 by shares",
            "figure 7 requirements",
            "figure 7 deadlines")
        .doesNotHaveDuplicates();
  }

  @Test
  void equalCallsGiveEqualResults() {
    assertThat(Pacheco2021.reproduce(MeasuredLogs.bLenetMnist(), () -> false)).isEqualTo(all);
  }

  @Test
  void whatTheCitedSharesDecideIsDecided() {
    assertThat(claim("figure 4b", "almost none").verdict()).isEqualTo(new Verdict.Same());
    assertThat(claim("figure 4b", "higher threshold").verdict()).isEqualTo(new Verdict.Same());
    assertThat(claim("figure 5b", "rises with the threshold").ours())
        .isEqualTo("86.8, 89.7, 91.5, 93.2, 95.5 % and 88.3, 89.7, 90.8, 92.3, 93.4 %");
    assertThat(claim("figure 5b", "deeper exits").ours())
        .isEqualTo("+1.5, -0.1, -0.6, -0.9, -2.1 points");
    assertThat(claim("figure 5b", "deeper exits").isReproduced()).isFalse();
    assertThat(claim("figure 5c, 5d", "none leave").verdict()).isEqualTo(new Verdict.Same());
  }

  @Test
  void figure4bHasTheCitedSharesWithIntervals() {
    LineChart.Line third = lines("figure 4b").lines().get(2);
    assertThat(third.points().stream().map(point -> Math.round(10 * point.y())))
        .containsExactly(631L, 584L, 541L, 488L, 434L);
    assertThat(third.points()).allMatch(point -> point.interval().isPresent());
  }

  @Test
  void figure5HasAGapWhereNoneLeaves() {
    LineChart.Line first = lines("figure 5b by accuracy").lines().get(0);
    assertThat(first.points().stream().map(point -> Double.isNaN(point.y())))
        .containsExactly(false, false, false, false, true);
  }

  /** A theorem: who leaves at a higher threshold would leave at a lower one, too. */
  @Test
  void confidenceOfThoseThatLeaveRisesWithTheThreshold() {
    for (LineChart.Line line : lines("figure 5 on a log, exit1").lines()) {
      assertThat(line.points().stream().map(LineChart.Point::y).toList()).isSorted();
    }
    for (LineChart.Line line : lines("figure 4 on a log").lines()) {
      assertThat(line.points().stream().map(point -> -point.y()).toList()).isSorted();
    }
  }

  @Test
  void laterExitsTakeLonger() {
    BarChart bars = (BarChart) figure("figure 6a").chart();
    assertThat(bars.categories()).containsExactly("1", "2", "3", "4", "5", "6");
    assertThat(bars.series()).hasSize(2).allSatisfy(s -> assertThat(s.values()).isSorted());
  }

  /** The more of the time goes to launches, the nearer it comes to counting layers: 99 to 51. */
  @Test
  void launchesBringExit3NearTwiceTheTimeOfExit2() {
    List<Double> ratios =
        lines("figure 6a by launch").lines().get(0).points().stream()
            .map(LineChart.Point::y)
            .toList();
    assertThat(ratios).isSorted().allMatch(ratio -> ratio < 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"figure 6b, GPU edge", "figure 6b, CPU edge", "figure 7"})
  void meanTimesRiseWithTheThreshold(String id) {
    for (LineChart.Line line : lines(id).lines()) {
      assertThat(line.points().stream().map(LineChart.Point::y).toList()).isSorted();
    }
    assertThat(lines(id).lines().get(lines(id).lines().size() - 1).points())
        .allMatch(point -> point.interval().isPresent());
  }

  @Test
  void exitsUpToTheFifthAreFasterThanAnyFewer() {
    List<LineChart.Line> curves = lines("figure 7").lines();
    List<LineChart.Point> five = curves.get(3).points();
    assertThat(curves.get(3).name()).isEqualTo("exits 3 to 5");
    for (LineChart.Line other : curves.subList(0, 3)) {
      for (int i = 0; i < five.size(); i++) {
        assertThat(five.get(i).y()).as(other.name()).isLessThan(other.points().get(i).y());
      }
    }
    assertThat(claim("figure 7", "are fastest").verdict()).isEqualTo(new Verdict.Same());
  }

  /** What the paper and the authors' code print. */
  @Test
  void publishedNumbersStandBesideOurs() {
    assertThat(claim("figure 7", "minimum saved").published()).isEqualTo("27 %");
    assertThat(claim("figure 7", "maximum saved").published()).isEqualTo("61 %");
    assertThat(claim("figure 4c", "n = 3").published()).isEqualTo("40 %");
    assertThat(claim("figure 4c", "n = 4").published()).isEqualTo("80 %");
    assertThat(claim("code, pilot file", "with exit 3").published())
        .isEqualTo("155, 140, 142, 136 ms");
    assertThat(claim("code, pilot file", "with exits 3 to 4").published())
        .isEqualTo("150, 163, 164, 196 ms");
    assertThat(claim("code, pilot file", "with exits 3 to 5").published())
        .isEqualTo("88, 97, 104, 104 ms");
    assertThat(claim("code, temperatures, N = 5", "temperatures of exits").published())
        .isEqualTo("1.67, 1.29, 1.01, 1.00, 1.22, 1.56");
    assertThat(claim("figure 7", "under 100 ms").isReproduced()).isTrue();
  }

  @Test
  void chartsHaveTheRequirementsAndThePublishedRange() {
    for (String id : List.of("figure 7 requirements", "figure 7 deadlines")) {
      assertThat(lines(id).lines()).extracting(LineChart.Line::name).contains("100 ms", "300 ms");
    }
    for (String id :
        List.of(
            "figure 7 by file", "figure 7 by edge", "figure 7 by launch", "figure 7 by shares")) {
      assertThat(lines(id).lines()).extracting(LineChart.Line::name).contains("27 %", "61 %");
    }
  }

  @Test
  void cancelledReproductionHasTheResultsSoFar() {
    AtomicInteger asked = new AtomicInteger();
    Reproduction partial =
        Pacheco2021.reproduce(MeasuredLogs.bLenetMnist(), () -> asked.getAndIncrement() >= 2);
    assertThat(partial.isComplete()).isFalse();
    assertThat(partial.figures()).hasSize(5).allMatch(f -> f.id().startsWith("figure 4"));
    assertThat(Pacheco2021.reproduce(MeasuredLogs.bLenetMnist(), () -> true).isEmpty()).isTrue();
  }
}
