package dev.espalier.reproduction.popex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.popex.AlexNetRuns.Curve;
import dev.espalier.reproduction.popex.AlexNetScene.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlexNetClaimsTest {
  private static final AlexNetRuns RUNS = runs(Popex.CLOUD_SHARE);

  private static AlexNetRuns runs(double share) {
    return AlexNetRuns.of(new AlexNetScene(share), Uplink.PRINTED);
  }

  private static List<Claim> claims(AlexNetRuns runs) {
    List<Claim> claims = new ArrayList<>(TimeClaims.of(runs));
    claims.addAll(CutClaims.of(runs));
    return claims;
  }

  /** Indices of claims that do not hold. */
  private static List<Integer> broken(AlexNetRuns runs) {
    List<Claim> claims = claims(runs);
    List<Integer> broken = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      if (!claims.get(i).isReproduced()) {
        broken.add(i);
      }
    }
    return broken;
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
  void claimsAreThoseOfTheText() {
    assertThat(claims(RUNS))
        .extracting(Claim::where)
        .containsExactly(
            "figure 3a, 3G",
            "figure 3a, 3G",
            "figure 3, gamma 10",
            "figure 3, gamma 100",
            "figure 3b",
            "figure 3b",
            "figure 4a, p = 0.8",
            "figure 4a, p = 0.8",
            "figure 4",
            "figure 4");
  }

  @Test
  void allButTheFallBehindTheStretchHoldWithTheShareUsed() {
    assertThat(broken(RUNS)).containsExactly(5);
    assertThat(claims(RUNS).get(0).ours()).isEqualTo("87.32 %");
    assertThat(claims(RUNS).get(7).ours()).isEqualTo("500");
  }

  @Test
  void otherSharesBreakOtherClaims() {
    assertThat(broken(runs(0.025))).containsExactly(0); // saves 87.81 %
    assertThat(broken(runs(0.0222))).containsExactly(5, 6, 7); // the input from gamma 398
    assertThat(broken(runs(0.1))).contains(0, 1, 7);
  }

  @Test
  void orderOfAnswersMatters() {
    assertThat(broken(with(AlexNetClaimsTest::reversed))).contains(0, 2, 3, 6, 7, 8, 9);
  }

  @Test
  void slowestNetworkMustGainMost() {
    List<Curve> swapped = new ArrayList<>(RUNS.byProbability());
    Collections.swap(swapped, 0, 4); // gamma 10, 3G and Wi-Fi
    assertThat(broken(new AlexNetRuns(swapped, RUNS.byGamma()))).contains(2);
  }

  @Test
  void aCutThatNeverLeavesTheEdgeDoesNotMove() {
    AlexNetRuns stuck =
        with(answers -> answers.stream().map(a -> new Answer(a.timeMs(), 4)).toList());
    assertThat(broken(stuck)).containsExactly(4, 5, 7, 8, 9);
  }

  @Test
  void timeThatVariesInTheCloudIsNotConstant() {
    AlexNetRuns runs = runs(0.025);
    assertThat(broken(runs)).doesNotContain(4, 5);
    List<Curve> sloped =
        changed(
            runs.byProbability(),
            answers ->
                IntStream.range(0, answers.size())
                    .mapToObj(i -> sloped(answers.get(i), i))
                    .toList());
    assertThat(broken(new AlexNetRuns(sloped, runs.byGamma()))).contains(4);
  }

  private static Answer sloped(Answer answer, int index) {
    return new Answer(answer.timeMs() * (1 - index / 1000.0), answer.edgeLayers());
  }

  @Test
  void equalGammasAreNotEarlier() {
    List<Curve> alike =
        RUNS.byGamma().stream()
            .map(c -> new Curve(c.uplink(), c.fixed(), c.xs(), RUNS.byGamma().get(0).answers()))
            .toList();
    assertThat(broken(new AlexNetRuns(RUNS.byProbability(), alike))).contains(9);
  }

  @Test
  void rateOfTheCodeGivesTheSameVerdicts() {
    assertThat(broken(AlexNetRuns.of(new AlexNetScene(Popex.CLOUD_SHARE), Uplink.IN_CODE)))
        .containsExactly(5);
  }
}
