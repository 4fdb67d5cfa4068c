package dev.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenarioRowTextTest {
  @Test
  void rowWithoutValuesIsAnEmptyObject() {
    assertThat(ScenarioRowText.of(new ScenarioRow())).isEqualTo("{}");
  }

  @Test
  void everyFieldHasTheNameThatScenariosHave() {
    ScenarioRow row = new ScenarioRow();
    row.setId("a \"b\"");
    row.setModel("m.json");
    row.setCatalog("c.json");
    row.setBandwidthMbps(2.5);
    row.setGone(List.of("d1"));
    row.setProbabilities(Map.of("exit2", 0.25, "exit1", 0.5));
    row.setCondition("night");
    row.setObjective("energy");
    row.setDeadlineMs(50.0);
    row.setSolver("exact");
    row.setSeed(7L);
    assertThat(ScenarioRowText.of(row))
        .isEqualTo(
            "{\"id\":\"a \\\"b\\\"\",\"model\":\"m.json\",\"catalog\":\"c.json\",\"bandwidth\":2.5,"
                + "\"gone\":[\"d1\"],\"probability:exit1\":0.5,\"probability:exit2\":0.25,"
                + "\"condition\":\"night\",\"objective\":\"energy\",\"deadline\":50.0,"
                + "\"solver\":\"exact\",\"seed\":7}");
  }

  @Test
  void parametersAreJsonOrTexts() {
    ScenarioRow row = new ScenarioRow();
    row.setParameters(
        Map.of(
            "link-latency",
            "3e-1",
            "pin",
            "{\"a\":\"d\"}",
            "sink",
            "d2",
            "source",
            "2 cams",
            "x",
            "true"));
    assertThat(ScenarioRowText.of(row))
        .isEqualTo(
            "{\"link-latency\":3e-1,\"pin\":{\"a\":\"d\"},\"sink\":\"d2\","
                + "\"source\":\"2 cams\",\"x\":true}");
  }
}
