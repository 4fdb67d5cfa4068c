package dev.espalier.exit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitUse;
import dev.espalier.exit.ThresholdChoices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Looking up, counting, and a third count written for the test alone agree to the last sample. */
class LogChoicesTest {
  private static final int LOGS = 300;

  /** Calls with every index of the choices. */
  private static void forEachIndex(ThresholdChoices choices, Consumer<int[]> call) {
    forEachIndex(choices, new int[choices.dimensions()], 0, call);
  }

  private static void forEachIndex(
      ThresholdChoices choices, int[] index, int dimension, Consumer<int[]> call) {
    if (dimension == index.length) {
      call.accept(index.clone());
      return;
    }
    for (index[dimension] = 0; index[dimension] < choices.size(dimension); index[dimension]++) {
      forEachIndex(choices, index, dimension + 1, call);
    }
  }

  /** Thresholds of each side exit; NaN where nothing is deployed. */
  private static double[] thresholds(ThresholdGrid grid, BitSet deployed, int[] index) {
    double[] thresholds = new double[grid.sideExits()];
    Arrays.fill(thresholds, Double.NaN);
    int d = 0;
    for (int e : deployed.stream().toArray()) {
      thresholds[e] = grid.threshold(e, index[d++]);
    }
    return thresholds;
  }

  /** Samples leaving at each exit, then those of them that are correct, one sample at a time. */
  private static int[][] counted(
      ExitLog log, double[] thresholds, BitSet deployed, Fallback fallback) {
    int last = log.exits().size() - 1;
    int[][] counts = new int[2][last + 1];
    boolean upwards = log.criterion() == Criterion.CONFIDENCE;
    for (int s = 0; s < log.samples(); s++) {
      int leaves = last;
      List<Integer> met = new ArrayList<>();
      for (int e = 0; e < last && leaves == last; e++) {
        if (deployed.get(e)) {
          met.add(e);
          double over = log.value(e, s) - thresholds[e];
          leaves = (upwards ? over >= 0 : over <= 0) ? e : last;
        }
      }
      int judge = leaves;
      if (leaves == last && fallback == Fallback.MOST_CONFIDENT) {
        for (int e : met) {
          double lead = log.value(e, s) - log.value(judge, s);
          boolean isEarlierOfEquals = lead == 0 && e > judge;
          if ((upwards ? lead > 0 : lead < 0) || isEarlierOfEquals) {
            judge = e;
          }
        }
      }
      counts[0][leaves]++;
      counts[1][leaves] += log.isCorrect(judge, s) ? 1 : 0;
    }
    return counts;
  }

  private static void check(ExitLog log, ThresholdGrid grid, BitSet deployed, Fallback fallback) {
    ThresholdChoices choices = LogChoices.of("clean", log, grid, fallback).forDeployed(deployed);
    SortedLog sorted = new SortedLog(log, grid);
    int[] side = deployed.stream().toArray();
    CountedSamples scan = new CountedSamples(sorted, side, fallback);
    forEachIndex(
        choices,
        index -> {
          double[] thresholds = thresholds(grid, deployed, index);
          ExitBehavior looked = choices.at(index).orElseThrow();
          assertThat(looked).isEqualTo(log.behavior(thresholds, deployed, fallback));
          int[] levels =
              IntStream.range(0, side.length).map(d -> sorted.level(side[d], index[d])).toArray();
          assertThat(scan.at(levels).behavior(log, thresholds, deployed)).isEqualTo(looked);
          ExitCounts counts = log.count(thresholds, deployed, fallback);
          int[][] expected = counted(log, thresholds, deployed, fallback);
          assertThat(counts.leaving()).isEqualTo(expected[0]);
          assertThat(counts.correct()).isEqualTo(expected[1]);
        });
  }

  @Test
  void everyChoiceOfRandomLogsIsWhatCountingSays() {
    Random random = new Random(1);
    for (int i = 0; i < LOGS; i++) {
      Criterion criterion = Criterion.values()[i % 2];
      int sideExits = random.nextInt(5);
      ExitLog log = RandomLogs.log(random, criterion, sideExits + 1, 1 + random.nextInt(60));
      ThresholdGrid grid = RandomLogs.grid(random, sideExits);
      for (Fallback fallback : Fallback.values()) {
        check(log, grid, RandomLogs.subset(random, sideExits), fallback);
      }
    }
  }

  @Test
  void everySubsetOfExitsIsWhatCountingSays() {
    Random random = new Random(2);
    for (Criterion criterion : Criterion.values()) {
      ExitLog log = RandomLogs.log(random, criterion, 5, 400);
      ThresholdGrid grid = RandomLogs.grid(random, 4);
      for (long subset = 0; subset < 16; subset++) {
        check(log, grid, BitSet.valueOf(new long[] {subset}), Fallback.FINAL);
        check(log, grid, BitSet.valueOf(new long[] {subset}), Fallback.MOST_CONFIDENT);
      }
    }
  }

  @Test
  void probabilitiesSumToOneAndCorrectOnesToTheAccuracy() {
    Random random = new Random(3);
    for (int i = 0; i < LOGS; i++) {
      ExitLog log = RandomLogs.log(random, Criterion.CONFIDENCE, 4, 1 + random.nextInt(50));
      ThresholdGrid grid = ThresholdGrid.defaultFor(log);
      BitSet deployed = RandomLogs.subset(random, 3);
      ThresholdChoices choices =
          LogChoices.of("clean", log, grid, Fallback.FINAL).forDeployed(deployed);
      int[] index = random.ints(choices.dimensions(), 0, 10).toArray();
      ExitBehavior behavior = choices.at(index).orElseThrow();
      assertThat(behavior.exits().stream().mapToDouble(ExitUse::probability).sum())
          .isCloseTo(1, within(1e-12));
      int right =
          Arrays.stream(
                  counted(log, thresholds(grid, deployed, index), deployed, Fallback.FINAL)[1])
              .sum();
      assertThat(behavior.accuracy() * log.samples()).isCloseTo(right, within(1e-9));
      assertThat(behavior.deployedSideExits()).isEqualTo(deployed.cardinality());
    }
  }

  @Test
  void gridTooLargeForLookUpIsCountedInstead() {
    ExitLog log = RandomLogs.log(new Random(4), Criterion.CONFIDENCE, 4, 30);
    double[] fine = IntStream.range(0, 300).mapToDouble(i -> i / 300.0).toArray();
    ThresholdGrid grid = ThresholdGrid.same(3, fine);
    BitSet all = BitSet.valueOf(new long[] {7});
    assertThat(CountCube.fits(new SortedLog(log, grid), new int[] {0, 1, 2})).isFalse();
    assertThat(CountCube.fits(new SortedLog(log, grid), new int[] {0, 2})).isTrue();
    ThresholdChoices choices = LogChoices.of("clean", log, grid, Fallback.FINAL).forDeployed(all);
    assertThat(choices.at(180, 240, 299))
        .contains(
            log.behavior(new double[] {fine[180], fine[240], fine[299]}, all, Fallback.FINAL));
  }

  @Test
  void nothingIsAssumed() {
    ExitLog log = RandomLogs.log(new Random(5), Criterion.ENTROPY, 2, 3);
    LogChoices choices = LogChoices.of("clean", log, ThresholdGrid.same(1, 0.5), Fallback.FINAL);
    assertThat(choices.assumptions()).isEmpty();
    assertThat(choices.exits()).containsExactly("exit0", "exit1");
    assertThat(choices.forDeployed(new BitSet()).dimensions()).isZero();
    assertThat(choices.forDeployed(new BitSet()).at().orElseThrow().exits().get(1).probability())
        .isEqualTo(1);
  }

  @Test
  void choicesKeepTheDeployedExitsTheyWereMadeFor() {
    ExitLog log = RandomLogs.log(new Random(6), Criterion.CONFIDENCE, 3, 20);
    BitSet deployed = BitSet.valueOf(new long[] {1});
    ThresholdChoices choices =
        LogChoices.of("clean", log, ThresholdGrid.defaultFor(log), Fallback.FINAL)
            .forDeployed(deployed);
    ExitBehavior before = choices.at(4).orElseThrow();
    deployed.set(1);
    assertThat(choices.at(4)).contains(before);
  }

  @Test
  void whatDoesNotFitTheLogIsRefused() {
    ExitLog log = RandomLogs.log(new Random(7), Criterion.CONFIDENCE, 3, 5);
    assertThatThrownBy(
            () -> LogChoices.of("clean", log, ThresholdGrid.same(1, 0.5), Fallback.FINAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exit log: expected thresholds of 2 side exits but found those of 1");
    LogChoices choices =
        LogChoices.of("clean", log, ThresholdGrid.same(2, 0.5, 0.8), Fallback.FINAL);
    assertThatThrownBy(() -> choices.forDeployed(BitSet.valueOf(new long[] {4})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exit log: side exits have the indices 0 to 1 but 2 is said to be deployed");
    ThresholdChoices first = choices.forDeployed(BitSet.valueOf(new long[] {1}));
    assertThatThrownBy(() -> first.at(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> first.at(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
