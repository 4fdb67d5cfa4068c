package dev.espalier.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.csv.CsvRenderer;
import dev.espalier.io.html.HtmlRenderer;
import dev.espalier.io.markdown.MarkdownRenderer;
import dev.espalier.io.text.Page;
import dev.espalier.io.text.TextRenderer;
import dev.espalier.study.run.ClockAlignment;
import dev.espalier.study.run.EnergyReading;
import dev.espalier.study.run.Incident;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.RunPrediction.PredictedExit;
import dev.espalier.study.run.RunPrediction.PredictedSegment;
import dev.espalier.study.run.RunPrediction.PredictedTransfer;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.testing.SimulatedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunReportTest {
  private final SimulatedRun simulated = new SimulatedRun();

  private static String text(RunPrediction prediction, RunMeasurement run) {
    return new TextRenderer(new Page(80, false))
        .render(RunReport.of(RunComparison.of(prediction, run)));
  }

  private String text() {
    return text(SimulatedRun.prediction(), simulated.run());
  }

  @Test
  void slowLinkReadsAsOne() {
    simulated.wireMs[1] = 4.6;
    simulated.samples = 1000;
    simulated.energy = List.of(new EnergyReading("d1", "RAPL package-0", 4.2, false));
    String text = text();
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    assertThat(text.lines().limit(2).toList().toString())
        .matches(
            "\\[b-lenet-mnist on 4 agents: 1,000 samples answered, 0 failed, mean latency"
                + " 4\\.\\d\\d ms \\(3\\.\\d\\d to 4\\.\\d\\d\\), predicted 3\\.20 ms \\(\\+27%\\)]");
    assertThat(text)
        .containsPattern("d1 -> d2 +1\\.60 +4\\.6\\d +0\\.0\\d+ +\\+1\\d\\d% ")
        .containsPattern("d1 +0\\.00400 +0\\.00420 +\\+5\\.0% +RAPL package-0")
        .containsPattern("hub +- +not measured")
        .containsPattern(
            "mean latency is 0\\.\\d+ ms longer than predicted:\n- transfers d1 -> d2 take"
                + " 0\\.\\d+ ms longer than predicted, 9\\d% of the difference\n$")
        .contains("period of 1.13 ms not compared: one sample was sent after the other\n");
  }

  @Test
  void agreementNeedsNoExplanation() {
    assertThat(text()).contains("within the 95 % interval: nothing to explain");
  }

  @Test
  void cancellingPartsAreMentioned() {
    simulated.computeMs[0] = 1.5;
    simulated.wireMs[0] = 0.3;
    simulated.samples = 4000;
    assertThat(text())
        .contains("only as differences cancel out:\n- ")
        .containsPattern("- computing on d1 takes 0\\.50\\d ms longer")
        .containsPattern("- transfers cam -> d1 take 0\\.50\\d ms shorter")
        .doesNotContain("nothing to explain");
  }

  @Test
  void fullPipelineComparesThePeriod() {
    simulated.load = new Load(6, OptionalDouble.empty());
    simulated.samples = 2000;
    assertThat(text())
        .containsPattern("an answer every 1\\.\\d\\d ms .*a second; predicted 1\\.13 ms")
        .contains("samples wait ");
  }

  @Test
  void failuresIncidentsAndUncertainClocksAreListed() {
    simulated.incidents = List.of(new Incident(1234, "d2", "the connection was cut", "resumed"));
    simulated.clocks = List.of(new ClockAlignment("d2", 3, 0.2));
    RunMeasurement run = simulated.run();
    List<SampleRun> samples = new ArrayList<>(run.samples());
    for (int n = 0; n < 7; n++) {
      samples.set(
          n,
          new SampleRun(
              n,
              Optional.empty(),
              OptionalInt.empty(),
              Optional.empty(),
              0,
              1,
              2,
              Optional.of("d2 does not\nanswer")));
    }
    String text =
        text(
            SimulatedRun.prediction(),
            new RunMeasurement(
                run.model(),
                run.deployments(),
                run.load(),
                samples,
                run.hops(),
                run.incidents(),
                run.clocks(),
                run.energy(),
                List.of("d1 cannot be imitated"),
                true));
    assertThat(text)
        .contains("393 samples answered, 7 failed")
        .contains("interrupted")
        .contains("- 7 samples: d2 does not\\nanswer (0, 1, 2, 3, 4, ...)")
        .contains("- at 1.234 s, d2: the connection was cut; resumed")
        .contains("clocks are aligned to 0.200 ms: ")
        .contains("d1 cannot be imitated");
  }

  @Test
  void manifestWithoutTimesLeavesMeasuredColumns() {
    RunPrediction all = SimulatedRun.prediction();
    OptionalDouble none = OptionalDouble.empty();
    RunPrediction prediction =
        new RunPrediction(
            none,
            none,
            none,
            all.segments().stream().map(s -> new PredictedSegment(s.device(), none)).toList(),
            all.transfers().stream()
                .map(t -> new PredictedTransfer(t.from(), t.to(), t.bytes(), none, t.exit()))
                .toList(),
            all.exits().stream()
                .map(e -> new PredictedExit(e.name(), e.segment(), e.probability(), none))
                .toList(),
            List.of());
    String text = text(prediction, simulated.run());
    assertThat(text)
        .contains("the manifest holds no predicted times: give split --catalog")
        .containsPattern("latency, ms +measured ")
        .doesNotContain("explain", "ms  predicted");
  }

  @Test
  void emptyRunIsDescribed() {
    simulated.samples = 0;
    assertThat(text()).startsWith("b-lenet-mnist on 4 agents: 0 samples answered, 0 failed\n");
  }

  @Test
  void oneSampleExplainsNothing() {
    simulated.samples = 1;
    simulated.wireMs[0] = 9;
    assertThat(text()).endsWith("one sample does not distinguish a difference from chance\n");
  }

  @Test
  void allRenderersTakeIt() {
    var report = RunReport.of(RunComparison.of(SimulatedRun.prediction(), simulated.run()));
    String csv = new CsvRenderer().render(report);
    assertThat(csv)
        .startsWith(
            "kind,name,unit,predicted,measured,difference,low,high,p50,p95,p99,max,samples\n")
        .containsPattern("\ntransfer,d1 -> d2,ms,1\\.6,1\\.\\d+,")
        .containsPattern("\nexit probability,exit1,,0\\.75,0\\.\\d+,");
    assertThat(new HtmlRenderer().render(report)).contains("d1 -&gt; d2");
    assertThat(new MarkdownRenderer().render(report)).contains("d1 -\\> d2");
  }
}
