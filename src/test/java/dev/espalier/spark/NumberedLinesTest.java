package dev.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.line.InputLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NumberedLinesTest {
  private static Iterator<byte[]> bytes(String... lines) {
    return Stream.of(lines).map(line -> line.getBytes(StandardCharsets.ISO_8859_1)).iterator();
  }

  private static List<String> lines(NumberedLines lines) {
    List<String> found = new ArrayList<>();
    while (lines.hasNext()) {
      InputLine line = lines.next();
      found.add(line.number() + ":" + line.text() + line.error());
    }
    return found;
  }

  @Test
  void blankLinesCountButAreNoScenarios() {
    assertThat(lines(new NumberedLines(bytes("a", "", " \r", "b\r", "\u00ff"), 11, 0)))
        .containsExactly("11:a", "14:b\r", "15:expected text in UTF-8");
  }

  @Test
  void linesUpToTheHeaderAreNoScenarios() {
    assertThat(lines(new NumberedLines(bytes("", "id", "a"), 1, 2))).containsExactly("3:a");
    assertThat(lines(new NumberedLines(bytes("b"), 4, 2))).containsExactly("4:b");
  }
}
