package dev.espalier.io.svg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.report.run.RunTimeline;
import dev.espalier.report.timeline.Timeline;
import dev.espalier.study.run.Load;
import dev.espalier.testing.SimulatedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TimelineSvgTest {
  private final SimulatedRun simulated = new SimulatedRun();

  @Test
  void tmp() throws Exception {
    simulated.copyMs = 0.1;
    Files.writeString(
        Path.of("/tmp/w/show-a.svg"), TimelineSvg.of(RunTimeline.of(simulated.run(), 5)));
    SimulatedRun full = new SimulatedRun();
    full.load = new Load(6, OptionalDouble.empty());
    Files.writeString(Path.of("/tmp/w/show-b.svg"), TimelineSvg.of(RunTimeline.of(full.run(), 8)));
    Timeline timeline = RunTimeline.of(new SimulatedRun().run(), 1);
    Files.writeString(Path.of("/tmp/w/show-c.svg"), TimelineSvg.of(timeline));
    assertThat(timeline.lanes()).hasSize(4);
  }
}
