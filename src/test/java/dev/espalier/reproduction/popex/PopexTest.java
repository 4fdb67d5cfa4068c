package dev.espalier.reproduction.popex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.log.LogitLog;
import dev.espalier.io.csv.MeasuredLogs;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.reproduction.Verdict;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PopexTest {
  private static final Map<String, LogitLog> LOGS = MeasuredLogs.bLenetMnist();

  private static Reproduction stoppedAfter(int parts) {
    AtomicInteger polls = new AtomicInteger();
    return Popex.reproduce(LOGS, () -> polls.getAndIncrement() >= parts);
  }

  @Test
  void everyFigureIsThere() {
    Reproduction all = Popex.reproduce(LOGS, () -> false);
    assertThat(all.isComplete()).isTrue();
    assertThat(all.figures())
        .extracting(ReproducedFigure::id)
        .containsExactly(
            "figure 3a",
            "figure 3b",
            "figure 4a",
            "figure 4b",
            "figure 4c",
            "figure 5",
            "figure 6a",
            "figure 6b",
            "figure 6c",
            "figure 7a",
            "figure 7b",
            "figure 7c",
            "figure 3a by cloud",
            "figure 3a cut by cloud",
            "figure 3b by cloud",
            "figure 4a by cloud");
    assertThat(Popex.reproduce(LOGS, () -> false)).isEqualTo(all);
  }

  @Test
  void claimsHaveVerdictsAndReasons() {
    Reproduction all = Popex.reproduce(LOGS, () -> false);
    assertThat(all.claims()).hasSize(19);
    assertThat(all.claims()).filteredOn(Claim::isReproduced).hasSize(13);
    Claim saved = all.claims().get(0);
    assertThat(saved.published()).isEqualTo("87.27 %");
    assertThat(saved.verdict()).isInstanceOf(Verdict.Within.class);
    assertThat(all.claims())
        .filteredOn(claim -> claim.published().equals("500"))
        .singleElement()
        .satisfies(claim -> assertThat(claim.verdict()).isEqualTo(new Verdict.Same()));
    assertThat(all.assumptions())
        .anyMatch(text -> text.contains("Tesla K80") && text.contains("2.24 % is reached"));
    assertThat(all.remarks())
        .anyMatch(text -> text.contains("5.85 Mbps") && text.contains("9 of 10 claims hold"))
        .anyMatch(text -> text.contains("sigmoid"));
  }

  @Test
  void cancelledReproductionHasTheFiguresSoFar() {
    assertThat(stoppedAfter(0).isEmpty()).isTrue();
    assertThat(stoppedAfter(1).figures()).hasSize(5);
    assertThat(stoppedAfter(2).figures()).hasSize(12);
    assertThat(stoppedAfter(2).isComplete()).isFalse();
    assertThat(stoppedAfter(3).isComplete()).isTrue();
  }
}
