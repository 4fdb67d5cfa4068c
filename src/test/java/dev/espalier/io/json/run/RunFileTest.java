package dev.espalier.io.json.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.compare.Measured;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue;
import dev.espalier.testing.SimulatedRun;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunFileTest {
  private final SimulatedRun simulated = new SimulatedRun();

  @Test
  void everyNumberIsWrittenInFull() {
    simulated.wireMs[1] = 4.6;
    simulated.samples = 50;
    RunMeasurement run = simulated.run();
    RunComparison compared = RunComparison.of(SimulatedRun.prediction(), run);
    JsonValue json = JsonSource.parse(RunFile.write(compared, Optional.empty()), "run.json");
    json.checkFormat("espalier-run/1");
    assertThat(json.field("answered").wholeNumber()).isEqualTo(50);
    assertThat(json.field("load").field("inFlight").wholeNumber()).isEqualTo(1);
    List<JsonValue> values = json.field("values").items();
    assertThat(values).hasSameSizeAs(compared.values());
    for (int i = 0; i < values.size(); i++) {
      RunValue value = compared.values().get(i);
      assertThat(values.get(i).field("name").text()).isEqualTo(value.name());
      assertThat(values.get(i).optionalNumber("predicted")).isEqualTo(value.predicted());
      assertThat(values.get(i).optionalNumber("measured").orElse(-1))
          .isEqualTo(value.measured().map(Measured::value).orElse(-1.0));
    }
    List<JsonValue> samples = json.field("samples").items();
    for (int n = 0; n < samples.size(); n++) {
      assertThat(samples.get(n).field("latencyMs").number())
          .isEqualTo(run.samples().get(n).latencyMs());
      assertThat(samples.get(n).field("prediction").wholeNumber()).isEqualTo(n % 10);
    }
    assertThat(json.field("difference").field("parts").items())
        .anyMatch(part -> part.optionalText("subject").filter("d1 -> d2"::equals).isPresent());
    assertThat(json.field("pipeline").field("fill").text()).isEqualTo("one-at-a-time");
  }

  @Test
  void equalRunsGiveEqualBytes() {
    simulated.load = new Load(1, OptionalDouble.of(100));
    SimulatedRun other = new SimulatedRun();
    other.load = simulated.load;
    String text =
        RunFile.write(
            RunComparison.of(SimulatedRun.prediction(), simulated.run()), Optional.empty());
    assertThat(
            RunFile.write(
                RunComparison.of(SimulatedRun.prediction(), other.run()), Optional.empty()))
        .isEqualTo(text);
    assertThat(text).contains("\"ratePerSecond\" : 100.0").doesNotContain("\"inFlight\"");
  }
}
