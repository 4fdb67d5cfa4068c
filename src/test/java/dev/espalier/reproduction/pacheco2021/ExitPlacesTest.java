package dev.espalier.reproduction.pacheco2021;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.pacheco2021.leaving.ExitPlaces;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitPlacesTest {
  /** By the count of the authors' code. */
  @Test
  void exitsFollowThePublishedBlocks() {
    assertThat(ExitPlaces.of(2).blocks()).isEqualTo(List.of(5, 13));
    assertThat(ExitPlaces.of(3).blocks()).isEqualTo(List.of(3, 10, 15));
    assertThat(ExitPlaces.of(4).blocks()).isEqualTo(List.of(3, 7, 12, 16));
    assertThat(ExitPlaces.of(5).blocks()).isEqualTo(List.of(2, 5, 10, 13, 16));
  }

  /**
   * Operations by their count at 300 x 300, in million: block 2 99.1, 5 200.7, 10 295.8, 13 405.4,
   * 16 499.7 of 589.6. Ours are of 224 x 224 and count activations too.
   */
  @Test
  void depthsAreNearThoseOfTheAuthorsCount() {
    List<Double> counted = List.of(99.1, 200.7, 295.8, 405.4, 499.7);
    List<Double> ours = ExitPlaces.of(5).depths();
    for (int e = 0; e < ours.size(); e++) {
      assertThat(ours.get(e)).isCloseTo(counted.get(e) / 589.6, within(0.03));
    }
  }

  @Test
  void tableOneIsThatOfTheNetwork() {
    List<Claim> claims = new Architecture().claims();
    assertThat(claims)
        .filteredOn(claim -> !claim.isReproduced())
        .extracting(Claim::published, Claim::ours)
        .containsExactly(tuple("16", "17"), tuple("19", "17"));
    assertThat(claims).hasSize(9).anyMatch(claim -> claim.ours().equals("258"));
  }
}
