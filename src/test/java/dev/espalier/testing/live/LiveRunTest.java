package dev.espalier.testing.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What LiveStudy measures, without its times: on a busy machine these are others. */
@Timeout(180)
class LiveRunTest {
  private static final int SAMPLES = 500;

  @TempDir private Path folder;

  @Test
  void samplesAreAnsweredOnceAndCorrectlyWhileTheWorldChanges() throws Exception {
    LiveScene.Run run =
        new LiveScene(folder)
            .run(
                """
                {"at": 2, "link": ["cam", "hub"], "bandwidthMbps": 2}
                {"at": 5, "device": "edge", "gone": true}
                {"at": 8, "device": "edge", "gone": false}

                {"at": 11, "link": ["cam", "hub"], "bandwidthMbps": 94}
                """,
                SAMPLES);
    assertThat(run.samples()).hasSize(SAMPLES);
    assertThat(run.wrong()).isZero();
    assertThat(run.lostOrTwice()).isZero();
    assertThat(run.moves())
        .as("from hub to edge, and away from it when it is lost")
        .hasSizeGreaterThan(1);
    assertThat(run.noticed())
        .anyMatch(what -> what.endsWith("edge is gone"))
        .anyMatch(what -> what.endsWith("edge is back"))
        .anyMatch(what -> what.contains("cam -> hub: "));
    assertThat(run.optimal()).hasSize(5);
  }
}
