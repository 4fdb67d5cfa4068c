package dev.espalier.reproduction.pacheco2021.leaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitTable;
import dev.espalier.io.csv.ExitDataFile;
import dev.espalier.study.Interval;
import dev.espalier.testing.Reference;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredSharesTest {
  private static final int FINAL = MeasuredShares.SIDE_EXITS;

  @Test
  void citedNumbersAreThoseOfTheResultFiles() {
    ExitTable table = null;
    try (ExitDataFile file = ExitDataFile.open(Reference.measuredExits())) {
      table = file.table();
    }
    int compared = 0;
    for (double threshold : MeasuredShares.THRESHOLDS) {
      ExitBehavior measured = table.behavior("gaussian-blur-0", threshold);
      MeasuredShares cited = MeasuredShares.at(threshold);
      for (int exit = 0; exit <= FINAL; exit++) {
        assertThat(cited.probability(exit)).isEqualTo(measured.exits().get(exit).probability());
        assertThat(Double.valueOf(cited.accuracy(exit)))
            .isEqualTo(Double.valueOf(measured.exits().get(exit).accuracy().orElse(Double.NaN)));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.75, 0.8, 0.85, 0.9})
  void probabilitiesAreCountsOfOneTestSet(double threshold) {
    MeasuredShares cited = MeasuredShares.at(threshold);
    long pictures = 0;
    for (int exit = 0; exit <= FINAL; exit++) {
      assertThat(cited.probability(exit) * MeasuredShares.PICTURES)
          .isCloseTo(cited.leaving(exit), within(5e-5));
      pictures += cited.leaving(exit);
    }
    assertThat(pictures).isEqualTo(MeasuredShares.PICTURES);
  }

  @Test
  void higherThresholdLeavesLessToEachFirstExits() {
    for (int exits = 1; exits <= FINAL; exits++) {
      int first = exits;
      assertThat(Lines.atThresholds(t -> -MeasuredShares.at(t).leftAfter(first).value()))
          .isSorted();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.75, 0.8, 0.85, 0.9})
  void accuraciesOfTheSecondAndTheThirdExitCannotBeToldApart(double threshold) {
    Interval second =
        MeasuredShares.at(threshold).correct(1).orElseThrow().interval().orElseThrow();
    Interval third = MeasuredShares.at(threshold).correct(2).orElseThrow().interval().orElseThrow();
    assertThat(second.low()).isLessThan(third.high());
    assertThat(third.low()).isLessThan(second.high());
  }

  @Test
  void noneLeavesAtTheFirstExitAtTheHighestThreshold() {
    assertThat(
            MeasuredShares.THRESHOLDS.stream().map(t -> MeasuredShares.at(t).leaving(0)).toList())
        .containsExactly(2L, 1L, 1L, 1L, 0L);
    assertThat(MeasuredShares.at(0.9).correct(0)).isEmpty();
    assertThat(IntStream.rangeClosed(1, FINAL).mapToObj(MeasuredShares.at(0.9)::correct))
        .allMatch(Optional::isPresent);
  }
}
