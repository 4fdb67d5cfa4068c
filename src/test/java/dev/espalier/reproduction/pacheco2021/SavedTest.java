package dev.espalier.reproduction.pacheco2021;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedTest {
  private static Saved ofFile(Machine edge, double kb) {
    return Saved.of(new MobileNetScene(edge, Machine.T4, Math.round(kb * 1000)), 0);
  }

  @Test
  void largerFilesSaveMore() {
    Saved before = ofFile(Machine.GPU, 5);
    for (double kb : new double[] {10, 39, 100, 602.112}) {
      Saved now = ofFile(Machine.GPU, kb);
      assertThat(now.min()).isGreaterThan(before.min()).isLessThan(now.max());
      assertThat(now.max()).isGreaterThan(before.max());
      before = now;
    }
  }

  @Test
  void moreThatLeaveSaveMore() {
    Saved before = Saved.of(MobileNetScene.usual(), -0.1);
    for (double shift : new double[] {0, 0.1, 0.2}) {
      Saved now = Saved.of(MobileNetScene.usual(), shift);
      assertThat(now.min()).isGreaterThan(before.min());
      assertThat(now.max()).isGreaterThan(before.max());
      before = now;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 27, 61})
  void fileOfASavingSavesThatMuch(double percent) {
    for (Machine edge : new Machine[] {Machine.GPU, Machine.CPU}) {
      MobileNetScene scene = MobileNetScene.with(edge);
      assertThat(ofFile(edge, Saved.fileKb(scene, percent, true)).min())
          .isCloseTo(percent, within(0.2));
      assertThat(ofFile(edge, Math.max(1, Saved.fileKb(scene, percent, false))).max())
          .isCloseTo(Math.max(percent, ofFile(edge, 1).max()), within(0.2));
    }
  }

  @Test
  void publishedRangeIsThatOfTheAbstract() {
    assertThat(Saved.PUBLISHED).isEqualTo(new Saved(27, 61));
  }
}
