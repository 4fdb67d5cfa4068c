package dev.espalier.search.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.plan.change.Change;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPredictorsTest {
  private static LinkPredictors named(String name) {
    return new LinkPredictors(RatePredictors.named(name));
  }

  private static double mbps(Change change) {
    return ((Change.OfLink) change).bandwidthMbps().getAsDouble();
  }

  @Test
  void eachDirectionHasItsOwnPrediction() {
    LinkPredictors predictors = named("harmonic");
    predictors.predicted(
        0,
        List.of(new Change.OfLink("a", "b", false, OptionalDouble.of(2), OptionalDouble.empty())));
    List<Change> both = predictors.predicted(1, List.of(Change.OfLink.bandwidth("a", "b", 6)));
    assertThat(both).hasSize(2);
    assertThat(mbps(both.get(0))).isCloseTo(3, within(1e-12));
    assertThat(mbps(both.get(1))).isEqualTo(6);
  }

  @Test
  void otherChangesStayAsTheyAre() {
    List<Change> changes =
        List.of(
            new Change.Gone("a"),
            new Change.OfLink("a", "b", true, OptionalDouble.empty(), OptionalDouble.of(3)));
    assertThat(named("harmonic").predicted(0, changes)).isEqualTo(changes);
  }

  @Test
  void theDefaultOfTheNetworkIsPredictedToo() {
    LinkPredictors predictors = named("harmonic");
    Change.OfNetwork first = new Change.OfNetwork(OptionalDouble.of(2), OptionalDouble.empty());
    Change.OfNetwork next = new Change.OfNetwork(OptionalDouble.of(6), OptionalDouble.of(1));
    predictors.predicted(0, List.of(first));
    Change.OfNetwork predicted = (Change.OfNetwork) predictors.predicted(1, List.of(next)).get(0);
    assertThat(predicted.bandwidthMbps().getAsDouble()).isCloseTo(3, within(1e-12));
    assertThat(predicted.latencyMs()).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"last", "harmonic", "smoothed", "smoothed:3", "p25"})
  void whatIsRememberedGivesTheSamePredictionsToTheLastBit(String name) {
    LinkPredictors one = named(name);
    LinkPredictors other = named(name);
    Random random = new Random(7);
    double at = 0;
    for (int i = 0; i < 200; i++) {
      at += random.nextInt(3) * random.nextDouble(); // at times the same time again
      String to = random.nextBoolean() ? "b" : "c";
      List<Change> changes = List.of(Change.OfLink.bandwidth("a", to, 100 * random.nextDouble()));
      other = other.remembering(other.memory());
      assertThat(other.predicted(at, changes)).isEqualTo(one.predicted(at, changes));
    }
  }
}
