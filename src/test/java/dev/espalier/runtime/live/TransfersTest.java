package dev.espalier.runtime.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.study.run.Hop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransfersTest {
  private static Hop hop(
      long sample, int stage, double atMs, int first, int segments, int to, long bytes) {
    return new Hop(
        sample,
        0,
        stage,
        first,
        atMs,
        atMs,
        Collections.nCopies(segments, atMs + 1),
        atMs + 1,
        atMs + 1,
        atMs + 2,
        to,
        bytes);
  }

  /** A source that is the sink, too; the middle stage runs all segments, or two of them do. */
  private static List<Hop> way(long sample, double atMs) {
    return List.of(
        hop(sample, 0, atMs, 0, 0, 1, 3_000),
        hop(sample, 1, atMs + 10, 0, 2, 2, 5_000),
        hop(sample, 2, atMs + 30, 2, 1, 0, 80),
        hop(sample, 0, atMs + 50, 2, 0, -1, 80));
  }

  @Test
  void eachTransferIsFoundOnceInWhateverOrderStampsCome() {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      List<Hop> hops = new ArrayList<>();
      for (int sample = 0; sample < 5; sample++) {
        hops.addAll(way(sample, 7.0 * sample));
      }
      Collections.shuffle(hops, random);
      Transfers transfers = new Transfers();
      List<Transfers.Transfer> found = new ArrayList<>();
      hops.forEach(hop -> found.addAll(transfers.add(hop)));
      assertThat(found)
          .hasSize(15)
          .containsOnly(
              new Transfers.Transfer(0, 1, 3_000, 8),
              new Transfers.Transfer(1, 2, 5_000, 18),
              new Transfers.Transfer(2, 0, 80, 18));
    }
  }
}
