package dev.espalier.search.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrontierTest {
  private static final int SEEDS = 10;

  private record Label(long used, int device, double costMs, double busyMs) {
    boolean dominates(Label other) {
      return used == other.used
          && device == other.device
          && costMs <= other.costMs
          && busyMs <= other.busyMs;
    }
  }

  private static Label random(SplittableRandom random, int devices) {
    int device = random.nextInt(devices);
    long used = random.nextLong(1L << devices) | 1L << device;
    return new Label(used, device, random.nextInt(9), random.nextInt(9));
  }

  private static void offer(Frontier frontier, Label label) {
    frontier.offer(
        new long[] {label.used, ~label.used},
        label.device,
        new double[] {label.costMs, label.busyMs},
        label.costMs);
  }

  private static List<Label> kept(Frontier frontier) {
    List<Label> kept = new ArrayList<>();
    for (int i = 0; i < frontier.size; i++) {
      kept.add(
          new Label(
              frontier.used[2 * i],
              frontier.device[i],
              frontier.state[2 * i],
              frontier.state[2 * i + 1]));
    }
    return kept;
  }

  /** Frontiers that grow to different sizes. */
  @Test
  void everyLabelOfferedIsKeptOrDominatedByOneOfItsOwnKey() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int labels = 100; labels <= 1_600; labels *= 2) {
        Frontier frontier = new Frontier(2, 2);
        List<Label> offered = new ArrayList<>();
        for (int i = 0; i < labels; i++) {
          offered.add(random(random, 12));
          offer(frontier, offered.get(i));
        }
        List<Label> kept = kept(frontier);
        assertThat(kept).as("seed %d, %d labels", seed, labels).allMatch(offered::contains);
        for (Label label : offered) {
          assertThat(kept)
              .as("seed %d, %d labels: %s", seed, labels, label)
              .anyMatch(other -> other.dominates(label));
        }
      }
    }
  }

  @Test
  void everyLabelIsFoundAgainHoweverOftenTheIndexGrew() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Frontier frontier = new Frontier(2, 2);
      for (int i = 0; i < 3_000; i++) {
        Label label = random(random, 12);
        offer(frontier, label);
        int size = frontier.size;
        offer(frontier, label);
        assertThat(frontier.size).as("seed %d, label %d: %s", seed, i, label).isEqualTo(size);
      }
    }
  }

  @Test
  void dominatedLabelIsRefusedAndTheDominatingOneTakesItsPlace() {
    Frontier frontier = new Frontier(1, 2);
    long[] a = {1};
    assertThat(frontier.offer(a, 0, new double[] {5, 5}, 5)).isZero();
    assertThat(frontier.offer(a, 0, new double[] {5, 6}, 5)).as("busier").isNegative();
    assertThat(frontier.offer(new long[] {3}, 0, new double[] {5, 6}, 5))
        .as("another set of devices")
        .isEqualTo(1);
    assertThat(frontier.offer(a, 0, new double[] {6, 4}, 6)).as("neither dominates").isEqualTo(2);
    assertThat(frontier.offer(a, 0, new double[] {4, 5}, 4)).as("dominates the first").isZero();
    assertThat(frontier.size).isEqualTo(3);
  }

  @Test
  void truncationKeepsThePromisingLabelsAndReturnsTheBestOfTheOthers() {
    Frontier frontier = new Frontier(2, 2);
    for (int i = 0; i < 1000; i++) {
      long[] used = {0, 1L << i % 10};
      frontier.offer(used, i % 10, new double[] {1000 - i, i}, (i * 7919L) % 1000);
    }
    int size = frontier.size;
    assertThat(frontier.truncate(size)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(frontier.truncate(100)).isEqualTo(100);
    assertThat(frontier.size).isEqualTo(100);
    for (int i = 0; i < frontier.size; i++) {
      assertThat(frontier.total[i]).isLessThan(100);
    }
  }
}
