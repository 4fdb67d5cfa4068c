package dev.espalier.study.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import dev.espalier.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static final Setting BASE = Setting.of(Zoo.get("b-lenet"), CatalogFile.na2023());

  private static Assignment gamma(String device, String reference, double gamma) {
    return new Assignment(
        new SpeedRatio(device, reference), new Value(String.valueOf(gamma), gamma));
  }

  private static Device device(Setting setting, String name) {
    DeviceCatalog catalog = setting.catalog();
    return catalog.device(name);
  }

  @Test
  void aChainOfSpeedsIsSetFromItsEndInWhateverOrderItIsGiven() {
    List<Assignment> chain = List.of(gamma("d1", "d2", 2), gamma("d2", "d3", 4));
    Setting set = Assignment.apply(BASE, chain);
    double reference = device(BASE, "d3").gflops();
    assertThat(device(set, "d2").gflops()).isEqualTo(reference / 4);
    assertThat(device(set, "d1").gflops()).isEqualTo(reference / 8);
    assertThat(Assignment.apply(BASE, List.of(chain.get(1), chain.get(0)))).isEqualTo(set);
  }

  @Test
  void aCircleOfSpeedsIsRefused() {
    assertThatThrownBy(
            () ->
                Assignment.checkApart(
                    List.of(
                        new SpeedRatio("d4", "d1"),
                        new SpeedRatio("d1", "d2"),
                        new SpeedRatio("d2", "d3"),
                        new SpeedRatio("d3", "d1"))))
        .hasMessage(
            "gamma:d1:d2, gamma:d2:d3, gamma:d3:d1 are measured by each other; set one of them"
                + " less");
    Assignment.checkApart(
        List.of(
            new SpeedRatio("d1", "d2"), new SpeedRatio("d2", "d3"), new SpeedRatio("d4", "d2")));
  }
}
