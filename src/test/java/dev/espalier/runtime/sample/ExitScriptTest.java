package dev.espalier.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.segment.Manifest;
import dev.espalier.testing.run.PlannedNet;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitScriptTest {
  @TempDir private Path folder;

  private static List<Integer> exits(ExitScript script, long from, long to) {
    return LongStream.range(from, to).mapToObj(script::exit).toList();
  }

  @Test
  void exitsAreDrawnAsOftenAsProbable() throws Exception {
    Manifest manifest = PlannedNet.trained(folder, List.of(8), 0.8).manifest();
    List<Integer> drawn = exits(ExitScript.drawn(manifest, 1_001, 5), 0, 1_001);
    assertThat(drawn).containsOnly(0, 1);
    assertThat(drawn.stream().filter(exit -> exit == 0).count()).isBetween(500L, 501L);
    assertThat(drawn).isEqualTo(exits(ExitScript.drawn(manifest, 1_001, 5), 0, 1_001));
    assertThat(drawn).isNotEqualTo(exits(ExitScript.drawn(manifest, 1_001, 6), 0, 1_001));
  }

  @Test
  void everySampleHasAnExit() throws Exception {
    Manifest manifest = PlannedNet.trained(folder, List.of(8), 0.8).manifest();
    ExitScript script = ExitScript.drawn(manifest, 10, 5);
    assertThat(exits(script, 10, 20)).isEqualTo(exits(script, 0, 10));
    assertThat(exits(script, -10, 0)).isEqualTo(exits(script, 0, 10));
    assertThat(ExitScript.NONE.exit(3)).isEqualTo(-1);
  }
}
