package dev.espalier.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.log.Fallback;
import dev.espalier.study.run.Stage;
import dev.espalier.testing.run.PlannedNet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTest {
  private static final List<Stage> SLICES = List.of(new Stage("a", 0, 2), new Stage("b", 2, 3));

  @TempDir private Path folder;

  @Test
  void sourceAndSinkWithoutASliceAreStagesOfTheirOwn() {
    Route route = Route.of(SLICES, Optional.of("cam"), Optional.of("screen"));
    assertThat(route.devices()).containsExactly("cam", "a", "b", "screen");
    assertThat(route.source()).isZero();
    assertThat(route.sink()).contains(3);
    assertThat(route.stages().get(0)).isEqualTo(new Stage("cam", 0, 0));
    assertThat(route.stages().get(3)).isEqualTo(new Stage("screen", 3, 3));
    assertThat(route.text()).isEqualTo("a: segments 0-1, b: segment 2");
  }

  @Test
  void sourceAndSinkMayRunAnySlice() {
    Route route = Route.of(SLICES, Optional.of("b"), Optional.of("a"));
    assertThat(route.devices()).containsExactly("a", "b");
    assertThat(route.source()).isEqualTo(1);
    assertThat(route.sink()).contains(0);
  }

  @Test
  void oneDeviceMayBeBothWithoutASlice() {
    Route route = Route.of(SLICES, Optional.of("cam"), Optional.of("cam"));
    assertThat(route.devices()).containsExactly("cam", "a", "b");
    assertThat(route.sink()).contains(0);
  }

  @Test
  void withoutASourceTheFirstSliceGetsTheSamples() {
    Route route = Route.of(SLICES, Optional.empty(), Optional.empty());
    assertThat(route.source()).isZero();
    assertThat(route.sink()).isEmpty();
  }

  /** The slice with the side exit in its middle has two segments. */
  @Test
  void segmentsOfAManifestAreJoinedBySlice() throws Exception {
    PlannedNet net =
        PlannedNet.trained(folder, List.of(5, 11), 0.8)
            .with(Optional.of("d1"), Optional.empty(), Fallback.FINAL);
    Route route = Route.of(net.manifest());
    assertThat(route.stages())
        .containsExactly(new Stage("d0", 0, 1), new Stage("d1", 1, 3), new Stage("d2", 3, 4));
    assertThat(route.source()).isEqualTo(1);
  }
}
