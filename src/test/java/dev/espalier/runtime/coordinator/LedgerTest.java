package dev.espalier.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {
  @Test
  void firstAnswerCountsAndOthersAreDuplicates() {
    Ledger ledger = new Ledger(2);
    assertThat(ledger.answer(0)).as("never sent").isEmpty();
    assertThat(ledger.send(0)).isZero();
    assertThat(ledger.answer(0)).contains(1);
    assertThat(ledger.answer(0)).isEmpty();
    assertThat(ledger.fail(0)).isEmpty();
    assertThat(ledger.duplicates()).isEqualTo(2);
    assertThat(ledger.answered()).isEqualTo(1);
    assertThat(ledger.isDone()).isFalse();
    ledger.send(0);
    assertThat(ledger.fail(1)).contains(1);
    assertThat(ledger.isDone()).isTrue();
    assertThat(ledger.failed()).isEqualTo(1);
  }

  @Test
  void lostSamplesGoBeforeNewOnesAndKeepTheirAttempts() {
    Ledger ledger = new Ledger(3);
    ledger.send(0);
    ledger.send(0);
    assertThat(ledger.attemptAgain(1)).isEqualTo(2);
    ledger.sendAgain(List.of(1L));
    assertThat(ledger.isNextRepeated()).isTrue();
    assertThat(ledger.send(0)).isEqualTo(1);
    assertThat(ledger.isNextRepeated()).isFalse();
    assertThat(ledger.send(0)).isEqualTo(2);
    assertThat(ledger.answer(1)).contains(2);
    assertThat(ledger.attempts(1)).isZero();
  }

  @Test
  void answerThatComesBeforeASampleIsSentAgainCountsAndItIsNotSent() {
    Ledger ledger = new Ledger(1);
    ledger.send(0);
    ledger.sendAgain(List.of(0L));
    assertThat(ledger.answer(0)).isPresent();
    assertThat(ledger.hasNext()).isFalse();
    assertThat(ledger.isDone()).isTrue();
  }

  @Test
  void nothingNewIsSentAfterAStop() {
    Ledger ledger = new Ledger(10);
    ledger.send(0);
    ledger.stop();
    assertThat(ledger.hasNext()).isFalse();
    assertThat(ledger.isDone()).isFalse();
    ledger.answer(0);
    assertThat(ledger.isDone()).isTrue();
  }

  /** Whatever comes in whatever order, every sample is settled exactly once. */
  @Test
  void everySampleIsSettledOnceWhateverAgentsSend() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int count = 1 + random.nextInt(20);
      Ledger ledger = new Ledger(count);
      Map<Long, Integer> settled = new HashMap<>();
      while (!ledger.isDone()) {
        switch (random.nextInt(4)) {
          case 0 -> {
            if (ledger.hasNext()) {
              ledger.send(0);
            }
          }
          case 1 -> settle(settled, random.nextInt(count + 3) - 1, ledger, true);
          case 2 -> settle(settled, random.nextInt(count + 3) - 1, ledger, false);
          default -> {
            List<Long> lost = new ArrayList<>(ledger.samplesOnTheWay());
            lost.removeIf(sample -> random.nextBoolean());
            lost.forEach(ledger::attemptAgain);
            ledger.sendAgain(lost);
          }
        }
      }
      assertThat(settled).hasSize(count).allSatisfy((sample, times) -> assertThat(times).isOne());
      assertThat(ledger.answered() + ledger.failed()).isEqualTo(count);
      assertThat(ledger.onTheWay()).isZero();
    }
  }

  private static void settle(
      Map<Long, Integer> settled, long sample, Ledger ledger, boolean isAnswered) {
    if ((isAnswered ? ledger.answer(sample) : ledger.fail(sample)).isPresent()) {
      settled.merge(sample, 1, Integer::sum);
    }
  }
}
