package dev.espalier.io.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static LineReader reader(byte[] text) {
    return new LineReader(new ByteArrayInputStream(text), 0, 0);
  }

  private static LineReader reader(String text) {
    return reader(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void countsLinesAndBytes() throws IOException {
    LineReader lines = reader("a\n\nbü\r\nlast");
    assertThat(lines.next()).contains(new InputLine(1, 2, "a", ""));
    assertThat(lines.next()).contains(new InputLine(2, 3, "", ""));
    assertThat(lines.next()).contains(new InputLine(3, 8, "bü\r", ""));
    assertThat(lines.next()).contains(new InputLine(4, 12, "last", ""));
    assertThat(lines.next()).isEmpty();
    assertThat(lines.next()).isEmpty();
  }

  @Test
  void goesOnCountingWhereAnotherReaderEnded() throws IOException {
    LineReader lines = new LineReader(new ByteArrayInputStream(new byte[] {'x', '\n'}), 7, 70);
    assertThat(lines.next()).contains(new InputLine(8, 72, "x", ""));
  }

  @Test
  void aLineThatIsTooLongOrNoTextIsOneError() throws IOException {
    LineReader lines = reader("x".repeat(LineReader.MAX_BYTES + 1) + "\ny");
    InputLine tooLong = lines.next().orElseThrow();
    assertThat(tooLong.error()).isEqualTo("the line is longer than the 1024 KiB that are read");
    assertThat(tooLong.end()).isEqualTo(LineReader.MAX_BYTES + 2);
    assertThat(lines.next().orElseThrow().text()).isEqualTo("y");
    assertThat(reader(new byte[] {'"', (byte) 0xff, '"'}).next().orElseThrow().error())
        .isEqualTo("expected text in UTF-8");
  }

  @Test
  void aByteOrderMarkInFrontIsNoPartOfTheText() throws IOException {
    LineReader lines = reader("\ufeffa\n\ufeffb");
    assertThat(lines.next()).contains(new InputLine(1, 5, "a", ""));
    assertThat(lines.next()).contains(new InputLine(2, 9, "\ufeffb", ""));
    assertThat(reader("\ufeff").next()).contains(new InputLine(1, 3, "", ""));
  }
}
