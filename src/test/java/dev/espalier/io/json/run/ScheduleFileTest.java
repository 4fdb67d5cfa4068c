package dev.espalier.io.json.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.io.InvalidFileException;
import dev.espalier.plan.change.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleFileTest {
  @TempDir private Path folder;

  private List<ScheduleFile.Entry> read(String text) throws IOException {
    return ScheduleFile.read(Files.writeString(folder.resolve("world.jsonl"), text));
  }

  @Test
  void everythingThatCanBeImitatedIsRead() throws IOException {
    assertThat(
            read(
                """
                {"at": 1.5, "link": ["a", "b"], "bandwidthMbps": 2}

                {"at": 1.5, "device": "a", "gone": true}
                {"at": 4, "device": "a", "gone": false}
                {"at": 5, "device": "b", "slowdown": 2}
                """))
        .containsExactly(
            new ScheduleFile.Entry(1.5, Change.OfLink.bandwidth("a", "b", 2)),
            new ScheduleFile.Entry(1.5, new Change.Gone("a")),
            new ScheduleFile.Entry(4, new Change.Back("a")),
            new ScheduleFile.Entry(5, Change.OfDevice.slowdown("b", 2)));
  }

  @Test
  void flawsAreNamedWithTheirLine() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    {"at": 5, "device": "a", "gone": true}
                    {"at": 4, "device": "a", "gone": false}
                    """))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("world.jsonl, line 2: expected \"at\" of at least 5.0 s")
        .hasMessageContaining("but found 4.0 s");
    assertThatThrownBy(() -> read("{\"device\": \"a\", \"gone\": true}"))
        .hasMessageContaining("line 1")
        .hasMessageContaining("but found none");
    assertThatThrownBy(() -> read("{\"at\": 1, \"probabilities\": {\"final\": 1}}"))
        .hasMessageContaining("line 1")
        .hasMessageContaining("nothing else can be imitated");
    assertThatThrownBy(() -> read("{\"at\": 1, ")).hasMessageContaining("world.jsonl");
    assertThatThrownBy(() -> ScheduleFile.read(folder.resolve("none.jsonl")))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("cannot be read");
  }
}
