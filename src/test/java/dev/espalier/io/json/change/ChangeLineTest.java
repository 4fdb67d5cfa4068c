package dev.espalier.io.json.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Device;
import dev.espalier.device.Link;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.InvalidFileException;
import dev.espalier.plan.change.Change;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeLineTest {
  private static ChangeLine read(String text) {
    return ChangeLine.parse(text, "changes.jsonl", 7);
  }

  private static List<Change> changes(String text) {
    return read(text).changes();
  }

  private static OptionalDouble some(double value) {
    return OptionalDouble.of(value);
  }

  private static OptionalDouble none() {
    return OptionalDouble.empty();
  }

  @Test
  void readsTheTimeAndANumberBesideAChange() {
    ChangeLine line = read("{\"id\": 3, \"at\": 12.5, \"link\": [\"a\", \"b\"], \"latencyMs\": 2}");
    assertThat(line.id()).hasValue(3);
    assertThat(line.atSeconds()).hasValue(12.5);
    assertThat(line.changes()).containsExactly(new Change.OfLink("a", "b", true, none(), some(2)));
    assertThat(line.measuredMs()).isEmpty();
  }

  @Test
  void aLatencyAloneIsThatOfThePlanInForce() {
    ChangeLine line = read("{\"at\": 3, \"latencyMs\": 12.3}");
    assertThat(line.measuredMs()).hasValue(12.3);
    assertThat(line.changes()).isEmpty();
  }

  @Test
  void aTimeAloneSaysThatItHasPassed() {
    assertThat(read("{\"at\": 3}").changes()).isEmpty();
    assertThat(read("{\"at\": 3}").measuredMs()).isEmpty();
  }

  @Test
  void readsEachKindOfChange() {
    assertThat(changes("{\"from\":\"a\",\"to\":\"b\",\"bandwidthMbps\":3.1}"))
        .containsExactly(new Change.OfLink("a", "b", false, some(3.1), none()));
    assertThat(changes("{\"network\":{\"bandwidthMbps\":8,\"latencyMs\":0}}"))
        .containsExactly(new Change.OfNetwork(some(8), some(0)));
    assertThat(changes("{\"device\":\"cam\",\"gone\":true}"))
        .containsExactly(new Change.Gone("cam"));
    assertThat(changes("{\"device\":\"cam\",\"gone\":false}"))
        .containsExactly(new Change.Back("cam"));
    assertThat(changes("{\"device\":\"cam\",\"slowdown\":2,\"energyJ\":5,\"memoryMiB\":64}"))
        .containsExactly(new Change.OfDevice("cam", some(2), some(5), some(64)));
    assertThat(changes("{\"device\":\"cam\",\"layerTimesMs\":{\"conv1\":3.2}}"))
        .containsExactly(new Change.LayerTimes("cam", Map.of("conv1", 3.2)));
    assertThat(changes("{\"probabilities\":{\"exit1\":0.6,\"final\":0.4}}"))
        .containsExactly(new Change.ExitProbabilities(Map.of("exit1", 0.6, "final", 0.4)));
    assertThat(changes("{\"condition\":\"blur\"}")).containsExactly(new Change.Condition("blur"));
    assertThat(changes("{\"deadlineMs\":50,\"exit\":\"final\"}"))
        .containsExactly(new Change.Deadline("final", some(50)));
    assertThat(changes("{\"deadlineMs\":null,\"exit\":\"final\"}"))
        .containsExactly(new Change.Deadline("final", none()));
  }

  @Test
  void readsADeviceThatJoinsWithItsLinks() {
    assertThat(
            changes(
                "{\"joined\":{\"name\":\"gpu\",\"gflops\":100,\"ioMBps\":400},\"links\":"
                    + "[{\"from\":\"gpu\",\"to\":\"cam\",\"bandwidthMbps\":94,\"latencyMs\":1}]}"))
        .containsExactly(
            new Change.Joined(new Device("gpu", 100, 400), List.of(new Link("gpu", "cam", 94, 1))));
  }

  @Test
  void aLineMayCarrySeveralChangesOfOneTime() {
    assertThat(
            changes(
                "{\"condition\":\"blur\",\"device\":\"cam\",\"slowdown\":2,\"layerTimesMs\":{\"a\":1},"
                    + "\"link\":[\"cam\",\"edge\"],\"bandwidthMbps\":3,\"gone\":false}"))
        .containsExactly(
            Change.OfLink.bandwidth("cam", "edge", 3),
            new Change.Back("cam"),
            Change.OfDevice.slowdown("cam", 2),
            new Change.LayerTimes("cam", Map.of("a", 1.0)),
            new Change.Condition("blur"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|the object is empty",
        "[1]|expected an object { ... } but found a list",
        "{\"at\": 1|not valid JSON",
        "~~|the line is empty",
        "{\"at\":-1}|/at at line 7, column 7: change: at must be >= 0 but is -1",
        "{\"at\":1e400}|expected a number that fits a double",
        "{\"id\":1.5,\"at\":1}|/id at line 7, column 7: expected a whole number",
        "{\"id\":-1,\"at\":1}|a whole number from 0",
        "{\"bandwithMbps\":1}|did you mean \"bandwidthMbps\"?",
        "{\"at\":1,\"at\":2}|given twice",
        "{\"bandwidthMbps\":1}|bandwidthMbps needs link, from and to, or to stand within network",
        "{\"link\":[\"a\",\"b\"]}|/link at line 7, column 9: a link needs bandwidthMbps or",
        "{\"link\":[\"a\"],\"latencyMs\":1}|the names of two devices but found 1",
        "{\"link\":[\"a\",\"b\"],\"bandwidthMbps\":0}|bandwidthMbps must be > 0 but is 0.0",
        "{\"link\":[\"a\",\"\"],\"bandwidthMbps\":1}|/link/1 at line 7, column 14: device: name must",
        "{\"link\":[\"a\",\"b\"],\"from\":\"a\",\"to\":\"b\",\"latencyMs\":1}|expected either link",
        "{\"from\":\"a\",\"latencyMs\":1}|from needs the field to",
        "{\"to\":\"a\",\"latencyMs\":1}|to needs the field from",
        "{\"network\":{}}|network needs bandwidthMbps or latencyMs",
        "{\"network\":{\"links\":[]}}|unknown field \"links\"",
        "{\"gone\":true}|gone needs the field device",
        "{\"device\":\"cam\"}|a device needs one of the fields gone, slowdown",
        "{\"device\":\"cam\",\"gone\":1}|expected true or false but found 1",
        "{\"device\":\"cam\",\"slowdown\":0}|slowdown must be > 0",
        "{\"device\":\"cam\",\"layerTimesMs\":{\"a\":-1}}|/layerTimesMs/a at line 7",
        "{\"probabilities\":{\"a\":1.5}}|/probabilities/a at line 7, column 23: change: a must be",
        "{\"links\":[]}|links needs the field joined",
        "{\"joined\":{\"name\":\"x\",\"gflops\":1}}|\"ioMBps\" is missing",
        "{\"deadlineMs\":5}|deadlineMs needs the field exit",
        "{\"exit\":\"final\"}|exit needs the field deadlineMs",
        "{\"device\":\"cam\",\"gone\":true,\"latencyMs\":3}|latencyMs beside a change needs a link"
      })
  void anInvalidLineIsReportedWithItsNumber(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith("changes.jsonl: ")
        .hasMessageContaining("at line 7")
        .hasMessageContaining(message);
  }

  @Test
  void aValueThatDoesNotFitTheWorldIsReportedAtItsPlace() {
    ChangeLine line = read("{\"at\":1, \"device\":\"cam\", \"gone\":true}");
    assertThat(line.invalid(new InvalidFieldException("device", "no such device")))
        .hasMessage("changes.jsonl: /device at line 7, column 19: no such device");
    assertThat(line.invalid(new InvalidFieldException("other", "no such thing")))
        .hasMessage("changes.jsonl: at line 7, column 1: no such thing");
  }
}
