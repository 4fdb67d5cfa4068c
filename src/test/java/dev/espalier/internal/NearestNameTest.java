package dev.espalier.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  @Test
  void findsTheNameWithTheFewestEdits() {
    assertThat(NearestName.of("relu1", List.of("conv1", "relu12", "b1_relu1"))).contains("relu12");
    assertThat(NearestName.of("con", List.of("conv1", "conv"))).contains("conv");
  }

  @Test
  void caseIsNoDifference() {
    assertThat(NearestName.of("B-LENET", List.of("b-alexnet", "b-lenet"))).contains("b-lenet");
  }

  @Test
  void theFirstOfEquallyNearNamesIsTaken() {
    assertThat(NearestName.of("da", List.of("da2", "da1"))).contains("da2");
  }

  @Test
  void namesWithTooLittleInCommonAreNotSuggested() {
    assertThat(NearestName.of("vgg16", List.of("b-lenet", "conv1"))).isEmpty();
    assertThat(NearestName.of("", List.of("conv1"))).isEmpty();
    assertThat(NearestName.of("x", List.of())).isEmpty();
  }
}
