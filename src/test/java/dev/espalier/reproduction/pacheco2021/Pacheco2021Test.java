package dev.espalier.reproduction.pacheco2021;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.Reproduction;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class Pacheco2021Test {
  private static Reproduction stoppedAfter(int parts) {
    AtomicInteger asked = new AtomicInteger();
    return Pacheco2021.reproduce(() -> asked.getAndIncrement() >= parts);
  }

  @Test
  void everyFigureIsReproducedAndHasThePapersShape() {
    Reproduction all = Pacheco2021.reproduce(() -> false);
    assertThat(all.isComplete()).isTrue();
    assertThat(all.figures())
        .extracting(ReproducedFigure::id)
        .containsExactly("figure 7", "figure 7 sensitivity");
    assertThat(all.claims()).hasSize(2).allMatch(Claim::isReproduced);
    assertThat(all.assumptions())
        .anyMatch(text -> text.contains("40 % leave at a threshold of 0.7"));
    assertThat(Pacheco2021.reproduce(() -> false)).isEqualTo(all);
  }

  @Test
  void cancelledReproductionHasNoFigure() {
    assertThat(stoppedAfter(0).isEmpty()).isTrue();
    assertThat(stoppedAfter(0).isComplete()).isFalse();
    assertThat(stoppedAfter(1).isComplete()).isTrue();
  }
}
