package dev.espalier.io.json.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.InvalidFileException;
import dev.espalier.segment.Manifest;
import dev.espalier.testing.run.PlannedNet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTextTest {
  @TempDir private Path folder;

  private Manifest manifest() throws Exception {
    return PlannedNet.trained(folder, List.of(5, 11), 0.8).manifest();
  }

  private static DeployOrder order(Manifest manifest) {
    return new DeployOrder(
        "run-1",
        7,
        manifest,
        List.of(
            new RouteStage("cam \"1\"", "127.0.0.1:1", 0, 0),
            new RouteStage("d0", "127.0.0.1:2", 0, 3),
            new RouteStage("d1", "[::1]:3", 3, 4)),
        1,
        Optional.of(0),
        List.of(
            Optional.empty(),
            Optional.of(new LinkShape(OptionalDouble.of(8.5), 12.8, OptionalLong.of(5_000))),
            Optional.of(new LinkShape(OptionalDouble.empty(), 0, OptionalLong.empty()))),
        new DeployOrder.Settings(false, 2, Criterion.ENTROPY, Fallback.MOST_CONFIDENT, 5, 1_500, 0),
        true,
        true);
  }

  @Test
  void deploymentIsReadAsItWasWritten() throws Exception {
    DeployOrder order = order(manifest());
    assertThat(DeployOrder.read(order.write())).isEqualTo(order);
    assertThat(order.own().device()).isEqualTo("d0");
    assertThat(order.stageOf(3)).isEqualTo(2);
    assertThat(order.stageOf("d1")).isEqualTo(2);
    assertThat(order.stageOf("d9")).isEqualTo(-1);
  }

  @Test
  void partsThatDoNotFitAreNamed() throws Exception {
    String text = order(manifest()).write();
    for (String[] change :
        new String[][] {
          {"\"stage\" : 1", "\"stage\" : 3", "stage"},
          {"\"sink\" : 0", "\"sink\" : 3", "sink"},
          {"\"epoch\" : 7", "\"epoch\" : -1", "epoch"},
          {"\"window\" : 5", "\"window\" : 0", "window"},
          {"\"threads\" : 2", "\"threads\" : 1e9", "threads"},
          {"\"endSegment\" : 4", "\"endSegment\" : 5", "route"},
          {"\"criterion\" : \"entropy\"", "\"criterion\" : \"luck\"", "criterion"}
        }) {
      String changed = text.replace(change[0], change[1]);
      assertThat(changed).as(change[0]).isNotEqualTo(text);
      assertThatThrownBy(() -> DeployOrder.read(changed))
          .as(change[1])
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining(change[2]);
    }
  }

  @Test
  void bodiesAreReadAsTheyWereWritten() {
    ControlBody.Missing missing = new ControlBody.Missing(List.of("a", "b"));
    assertThat(ControlBody.Missing.read(missing.write())).isEqualTo(missing);
    ControlBody.Part part = new ControlBody.Part("a", 1L << 40);
    assertThat(ControlBody.Part.read(part.write())).isEqualTo(part);
    List<ControlBody.Held> held =
        List.of(new ControlBody.Held(1L << 40, 3, true), new ControlBody.Held(0, 0, false));
    ControlBody.Ready ready = new ControlBody.Ready(List.of(0.125, 3.0), held);
    assertThat(ControlBody.Ready.read(ready.write())).isEqualTo(ready);
    ControlBody.Start start = new ControlBody.Start(List.of(), held);
    assertThat(ControlBody.Start.read(start.write())).isEqualTo(start);
    for (OptionalInt stage : List.of(OptionalInt.empty(), OptionalInt.of(2))) {
      ControlBody.Fault fault = new ControlBody.Fault("\"d1\"\nis gone", stage);
      assertThat(ControlBody.Fault.read(fault.write())).isEqualTo(fault);
    }
    ControlBody.Flushed flushed =
        new ControlBody.Flushed(List.of(new ControlBody.Flushed.Reading("RAPL", 0.5)));
    assertThat(ControlBody.Flushed.read(flushed.write())).isEqualTo(flushed);
  }

  /** Whatever bytes come, nothing but the two exceptions for bad content is thrown. */
  @Test
  void rubbishIsReported() throws Exception {
    String deployment = order(manifest()).write();
    String ready =
        new ControlBody.Ready(List.of(1.0), List.of(new ControlBody.Held(1, 2, true))).write();
    Random random = new Random(5);
    List<Function<String, Object>> readers =
        List.of(
            DeployOrder::read,
            ControlBody.Missing::read,
            ControlBody.Part::read,
            ControlBody.Ready::read,
            ControlBody.Start::read,
            ControlBody.Fault::read,
            ControlBody.Flushed::read);
    Stream.generate(() -> random.nextInt(4) == 0 ? deployment : ready)
        .limit(400)
        .map(text -> mutated(text, random))
        .forEach(
            text -> {
              for (Function<String, Object> reader : readers) {
                try {
                  reader.apply(text);
                } catch (InvalidFileException | IllegalArgumentException e) {
                  assertThat(e.getMessage()).isNotBlank();
                }
              }
            });
  }

  private static String mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(changed.length());
      switch (random.nextInt(4)) {
        case 0 -> changed.setLength(at + 1);
        case 1 -> changed.deleteCharAt(at);
        case 2 -> changed.setCharAt(at, "{}[],:\"-09eE.nt\u0000\uffff".charAt(random.nextInt(17)));
        default -> changed.insert(at, "99999999999");
      }
      if (changed.length() == 0) {
        return "";
      }
    }
    return changed.toString();
  }
}
