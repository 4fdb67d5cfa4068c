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
        .containsExactly(
            "figure 3a",
            "figure 3b",
            "figure 4a",
            "figure 4b",
            "figure 4c",
            "figure 7",
            "figure 7 sensitivity");
    assertThat(all.claims()).hasSize(7).allMatch(Claim::isReproduced);
    assertThat(all.assumptions())
        .anyMatch(text -> text.contains("Tesla K80") && text.contains("10 % are reached"))
        .anyMatch(text -> text.contains("40 % leave at a threshold of 0.7"));
    assertThat(all.remarks())
        .anyMatch(text -> text.contains("5.85 Mbps") && text.contains("every shape holds"))
        .anyMatch(text -> text.contains("100 % of its data sheet") && text.contains("not:"));
    assertThat(Pacheco2021.reproduce(() -> false)).isEqualTo(all);
  }

  @Test
  void cancelledReproductionHasTheFiguresSoFar() {
    assertThat(stoppedAfter(0).figures()).isEmpty();
    Reproduction partial = stoppedAfter(1);
    assertThat(partial.isComplete()).isFalse();
    assertThat(partial.figures())
        .extracting(ReproducedFigure::id)
        .containsExactly("figure 3a", "figure 3b", "figure 4a", "figure 4b", "figure 4c");
    assertThat(stoppedAfter(8).isComplete()).isFalse();
    assertThat(stoppedAfter(9).isComplete()).isTrue();
  }
}
