package dev.espalier.io.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.io.InvalidFileException;
import dev.espalier.study.trace.BandwidthTrace;
import dev.espalier.study.trace.BandwidthTrace.Sample;
import dev.espalier.study.trace.MarkovTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandwidthTraceFileTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.trace"), text);
  }

  private BandwidthTrace read(String text) throws IOException {
    return BandwidthTraceFile.read(file(text));
  }

  private static BandwidthTrace trace(double endSeconds, Sample... samples) {
    return new BandwidthTrace("t", List.of(samples), endSeconds);
  }

  @Test
  void csvHasSecondsAndMbps() throws IOException {
    BandwidthTrace expected = trace(4, new Sample(0, 8), new Sample(2, 0.5));
    assertThat(read("seconds,Mbps\n0,8\n2,0.5\n")).isEqualTo(expected);
    assertThat(read("\ufeffSeconds, mbps\r\n0,8\r\n2,.5\r\n\r\n")).isEqualTo(expected);
    assertThat(read("0,8\n2,5e-1")).isEqualTo(expected);
    assertThat(read("100,8\n102,0.5")).isEqualTo(expected);
  }

  /** The example of Mahimahi's own description: a file of one line that says 1 is 12 Mbps. */
  @Test
  void mahimahiHasPacketsOf1500Bytes() throws IOException {
    assertThat(read("1\n")).isEqualTo(trace(0.001, new Sample(0, 12)));
  }

  @Test
  void mahimahiIsAveragedOverSeconds() throws IOException {
    // 3 packets up to 1000 ms, 1 in the next second, none in the two after, 2 in half of the fifth.
    assertThat(read("0\n500\n1000\n1001\n4100\n4500\n"))
        .isEqualTo(
            trace(
                4.5,
                new Sample(0, 0.036),
                new Sample(1, 0.012),
                new Sample(2, 0),
                new Sample(4, 0.048)));
  }

  @Test
  void mahimahiMayPauseForLong() throws IOException {
    assertThat(read("1000\n100000000000000\n").samples()).hasSize(3);
  }

  @Test
  void oboeHasPairsOfLines() throws IOException {
    // From 0.9 to 1 s nothing is loaded: the mean of both rates.
    assertThat(read("100 4000\n900 4000\n1000 2000.5\n2100 2000.5\n2100 1\n2200 1\n"))
        .isEqualTo(
            trace(
                2.1,
                new Sample(0, 4),
                new Sample(0.8, 3.00025),
                new Sample(0.9, 2.0005),
                new Sample(2, 0.001)));
  }

  /** The example in the description of the logs (4G/LTE Bandwidth Logs, Ghent University). */
  @Test
  void ghentHasBytesOfIntervals() throws IOException {
    BandwidthTrace trace =
        read(
            "1453121790686 39287 51.0386528885778 3.73220785642186 2493100 1000\n"
                + "1453121791687 40288 51.0386532820580 3.73222847166054 2763504 1001\n"
                + "1453121792686 41287 51.0386553301824 3.73225142858955 2728896 0999\n");
    assertThat(trace.samples()).hasSize(3);
    assertThat(trace.samples().get(0).mbps()).isEqualTo(19.9448, within(1e-12));
    assertThat(trace.samples().get(1).mbps()).isEqualTo(8 * 2763504 / 1001e3, within(1e-12));
    assertThat(trace.samples().get(2).atSeconds()).isEqualTo(2.001, within(1e-12));
    assertThat(trace.endSeconds()).isEqualTo(3, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobile", "wifi", "train"})
  void writtenTracesReadBack(String name) throws IOException {
    BandwidthTrace trace = MarkovTraces.named(name).generate("t", 300, 3);
    assertThat(read(BandwidthTraceFile.write(trace))).isEqualTo(trace);
  }

  @Test
  void writtenTraceKeepsItsEnd() throws IOException {
    BandwidthTrace trace = trace(7, new Sample(0, 8), new Sample(1, 0.25));
    BandwidthTrace back = read(BandwidthTraceFile.write(trace));
    assertThat(back.endSeconds()).isEqualTo(7);
    assertThat(back.meanMbps()).isEqualTo(trace.meanMbps());
  }

  /** The shipped examples: 300 s of seed 2. */
  @ParameterizedTest
  @ValueSource(strings = {"mobile", "wifi", "train"})
  void shippedTracesAreGenerated(String name) throws IOException {
    Path shipped = Path.of("src", "examples", "bandwidth", name + ".csv");
    String expected = BandwidthTraceFile.write(MarkovTraces.named(name).generate(name, 300, 2));
    assertThat(Files.readString(shipped)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0,8;1;2,3 | at line 2 (read as csv): expected two numbers separated by a comma but found"
            + " \"1\"",
        "0,8;x,3 | at line 2 (read as csv): expected a number for seconds but found \"x\"",
        "0,8;1,NaN | at line 2 (read as csv): expected a number for Mbps but found \"NaN\"",
        "0,8;1,-3 | at line 2 (read as csv): trace: Mbps must be >= 0 but is -3.0",
        "0,8;0,3 | at line 2 (read as csv): expected seconds above 0.0, those of the line before,"
            + " but found 0.0",
        "ms,kbps;0,8 | at line 1 (read as csv): expected two numbers separated by a comma but found"
            + " \"ms,kbps\"",
        "5;3 | at line 2 (read as mahimahi): expected ms of at least 5, those of the line before,"
            + " but found 3",
        "5;1.5 | at line 2 (read as mahimahi): expected one whole number of ms but found \"1.5\"",
        "0 1.5;1 2.5 | at line 2 (read as oboe): expected pairs of lines, begin and end of a"
            + " download at 1.5 kbit/s, but found 2.5; for seconds and Mbps, separate them by a comma",
        "0 1;1 1;0.5 2 | at line 3 (read as oboe): expected ms above 1.0, those of the line before,"
            + " but found 0.5",
        "1 2 3 | at line 1: expected two numbers separated by a comma (csv), or one whole number of"
            + " ms (mahimahi), or ms and kbit/s separated by a space (oboe), or six numbers separated"
            + " by spaces (ghent), but found \"1 2 3\"",
        "1 2 3 4 x 6 | at line 1 (read as ghent): expected a number for bytes but found \"x\"",
      })
  void badLinesAreNamed(String lines, String message) throws IOException {
    Path file = file(lines.replace(';', '\n'));
    assertThatThrownBy(() -> BandwidthTraceFile.read(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(file + ": " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | : expected a trace but found no line of numbers",
        "seconds,Mbps | : expected a trace but found no line of numbers",
        "0 | ` (read as mahimahi): expected a packet after 0 ms but found none`",
        "0 1;1 1;2 3 | ` (read as oboe): expected pairs of lines but the last one, at 2.0 ms, is"
            + " alone`",
      })
  void filesThatAreNoTraceAreNamed(String lines, String message) throws IOException {
    Path file = file(lines.replace(';', '\n'));
    assertThatThrownBy(() -> BandwidthTraceFile.read(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(file + message);
  }

  @Test
  void formatMayBeGiven() throws IOException {
    Path file = file("1\n2\n");
    assertThatThrownBy(() -> BandwidthTraceFile.read(file, TraceFormat.CSV))
        .hasMessage(
            file
                + ": at line 1 (read as csv): expected two numbers separated by a comma but found"
                + " \"1\"");
    assertThat(TraceFormat.labeled("ghent")).contains(TraceFormat.GHENT);
    assertThat(TraceFormat.labels()).containsExactly("csv", "mahimahi", "oboe", "ghent");
  }

  @Test
  void missingFileIsNamed() {
    Path none = folder.resolve("none.csv");
    assertThatThrownBy(() -> BandwidthTraceFile.read(none)).hasMessage(none + ": no such file");
  }
}
