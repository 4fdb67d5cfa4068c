package dev.espalier.reproduction.popex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.popex.AlexNetRuns.Curve;
import dev.espalier.reproduction.popex.AlexNetScene.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AlexNetClaimsTest {
  private static final AlexNetRuns RUNS = AlexNetRuns.of(new AlexNetScene(0.1), Uplink.PRINTED);

  private static List<Boolean> verdicts(AlexNetRuns runs) {
    return AlexNetClaims.of(runs).stream().map(Claim::isReproduced).toList();
  }

  private static AlexNetRuns with(UnaryOperator<List<Answer>> change) {
    return new AlexNetRuns(changed(RUNS.byProbability(), change), changed(RUNS.byGamma(), change));
  }

  private static List<Curve> changed(List<Curve> curves, UnaryOperator<List<Answer>> change) {
    return curves.stream()
        .map(c -> new Curve(c.uplink(), c.fixed(), c.xs(), change.apply(c.answers())))
        .toList();
  }

  private static List<Answer> reversed(List<Answer> answers) {
    List<Answer> reversed = new ArrayList<>(answers);
    Collections.reverse(reversed);
    return reversed;
  }

  @Test
  void everyShapeHoldsUnderTheStatedAssumptions() {
    assertThat(verdicts(RUNS)).containsExactly(true, true, true, true, true);
  }

  @Test
  void noShapeHoldsBackToFront() {
    assertThat(verdicts(with(AlexNetClaimsTest::reversed))).doesNotContain(true);
  }

  @Test
  void slowestNetworkMustGainMost() {
    List<Curve> swapped = new ArrayList<>(RUNS.byProbability());
    Collections.swap(swapped, 0, 4); // gamma 10, 3G and Wi-Fi
    assertThat(verdicts(new AlexNetRuns(swapped, RUNS.byGamma())))
        .containsExactly(false, true, true, true, true);
  }

  @Test
  void aCutThatNeverLeavesTheEdgeDoesNotMove() {
    AlexNetRuns stuck =
        with(answers -> answers.stream().map(a -> new Answer(a.timeMs(), 4)).toList());
    assertThat(verdicts(stuck)).containsExactly(true, true, false, false, false);
  }

  @Test
  void equalGammasAreNotEarlier() {
    List<Curve> alike =
        RUNS.byGamma().stream()
            .map(c -> new Curve(c.uplink(), c.fixed(), c.xs(), RUNS.byGamma().get(0).answers()))
            .toList();
    assertThat(verdicts(new AlexNetRuns(RUNS.byProbability(), alike)))
        .containsExactly(true, true, true, true, false);
  }

  @Test
  void ratesOfTheCodeGiveTheSameShapes() {
    assertThat(verdicts(AlexNetRuns.of(new AlexNetScene(0.1), Uplink.IN_CODE)))
        .doesNotContain(false);
  }

  @Test
  void aFastCloudKeepsEverythingAtTheEdge() {
    assertThat(verdicts(AlexNetRuns.of(new AlexNetScene(1), Uplink.PRINTED))).contains(false);
  }
}
