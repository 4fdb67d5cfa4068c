package dev.espalier.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.report.Timeline;
import dev.espalier.report.Timeline.Block;
import dev.espalier.report.Timeline.Flag;
import dev.espalier.study.run.Load;
import dev.espalier.testing.SimulatedRun;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunTimelineTest {
  private final SimulatedRun simulated = new SimulatedRun();

  @Test
  void firstSamplesThatLeaveAtBothExitsAreChosen() {
    simulated.early = 0.97;
    Timeline timeline = RunTimeline.of(simulated.run(), 5);
    assertThat(timeline.flags()).hasSize(5);
    assertThat(timeline.flags()).extracting(Flag::label).contains("exit1", "final");
    assertThat(timeline.flags().subList(0, 4)).extracting(Flag::label).containsOnly("exit1");
    assertThat(timeline.marks().get(0).atMs()).isZero();
  }

  @Test
  void lanesAreDevicesAndArrowsLeadFromOneToAnother() {
    simulated.jitter = 0;
    simulated.early = 0;
    Timeline timeline = RunTimeline.of(simulated.run(), 1);
    assertThat(timeline.title()).isEqualTo("b-lenet-mnist: sample 0");
    assertThat(timeline.lanes())
        .extracting(Timeline.Lane::name)
        .containsExactly("cam", "d1", "d2", "hub");
    assertThat(timeline.arrows())
        .extracting(arrow -> arrow.from() + " " + arrow.to() + " " + arrow.label())
        .containsExactly("0 1 784 B", "1 2 5.9 kB", "2 3 40 B");
    assertThat(timeline.arrows().get(1).detail())
        .isEqualTo("d1 -> d2, sample 0: 5.9 kB in 1.60 ms");
    assertThat(timeline.blocks())
        .extracting(Block::label)
        .containsExactly("segment 0", "segment 1", "segment 2");
    Flag flag = timeline.flags().get(0);
    assertThat(flag.lane()).isEqualTo(2);
    assertThat(flag.atMs()).isCloseTo(5.9, within(1e-9));
  }

  @Test
  void computeOfALaneDoesNotOverlap() {
    simulated.load = new Load(6, OptionalDouble.empty());
    Timeline timeline = RunTimeline.of(simulated.run(), 20);
    assertThat(timeline.blocks()).anyMatch(Block::isWaiting);
    for (int lane = 0; lane < 4; lane++) {
      int index = lane;
      List<Block> blocks =
          timeline.blocks().stream()
              .filter(block -> block.lane() == index && !block.isWaiting())
              .sorted(Comparator.comparingDouble(Block::fromMs))
              .toList();
      assertThat(IntStream.range(1, blocks.size()))
          .allMatch(n -> blocks.get(n).fromMs() >= blocks.get(n - 1).toMs() - 1e-9);
    }
  }

  @Test
  void runWithoutAnswersIsEmpty() {
    simulated.samples = 0;
    Timeline timeline = RunTimeline.of(simulated.run(), RunTimeline.USUAL_SAMPLES);
    assertThat(timeline.isEmpty()).isTrue();
    assertThat(timeline.title()).isEqualTo("b-lenet-mnist: no sample was answered");
    assertThatThrownBy(() -> RunTimeline.of(simulated.run(), 0)).hasMessageContaining("samples");
  }
}
