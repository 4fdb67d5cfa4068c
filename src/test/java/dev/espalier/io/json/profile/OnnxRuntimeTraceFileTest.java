package dev.espalier.io.json.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.io.InvalidFileException;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTraceFileTest {
  /**
   * Three runs of b-lenet-mnist, written by ONNX Runtime 1.23 with graph optimization off; of the
   * arguments of each node only some are left.
   */
  private static final Path TRACE =
      Path.of("src", "test", "resources", "profile", "b-lenet-mnist.onnxruntime.json");

  @Test
  void timeOfANodeIsTheMedianOfItsRuns() throws IOException {
    Profile profile = OnnxRuntimeTraceFile.parse(Files.readString(TRACE), "trace.json");

    assertThat(profile.layers()).hasSize(17);
    LayerTime first = profile.layers().get(0);
    assertThat(first.name()).isEqualTo("/conv1/Conv");
    assertThat(first.op()).contains("Conv");
    assertThat(first.time().medianMs()).isEqualTo(0.021); // of 148, 21 and 15 us
    assertThat(first.time().runs()).hasValue(3);
    assertThat(profile.layers().get(16).name()).isEqualTo("/b1_fc/Gemm");
    assertThat(profile.layers().get(16).time().medianMs()).isEqualTo(0.004); // of 6, 4 and 3 us
    assertThat(profile.network()).isEmpty();
  }

  @Test
  void nodesInTheBodyOfALoopAreNotCountedTwice() {
    Profile profile =
        OnnxRuntimeTraceFile.parse(
            "[%s,%s,%s,%s]"
                .formatted(
                    node("inner", "Add", 11, 3),
                    node("inner", "Add", 15, 3),
                    node("loop", "Loop", 10, 10),
                    node("after", "Relu", 20, 2)),
            "trace.json");

    assertThat(profile.layers()).extracting(LayerTime::name).containsExactly("loop", "after");
  }

  /**
   * Times are whole microseconds, so that the next node may seem to begin within the one before.
   */
  @Test
  void nodesThatSeemToOverlapAreAllCounted() {
    Profile profile =
        OnnxRuntimeTraceFile.parse(
            "[%s,%s]".formatted(node("a", "Conv", 10, 5), node("b", "Relu", 10, 0)), "trace.json");

    assertThat(profile.layers()).hasSize(2);
  }

  private static String node(String name, String op, int ts, int dur) {
    return """
        {"cat":"Node","name":"%s_kernel_time","ts":%d,"dur":%d,"tid":7,"args":{"op_name":"%s"}}"""
        .formatted(name, ts, dur, op);
  }

  @Test
  void otherTracesAreRefused() {
    refuses("[]", "trace.json: at line 1, column 1: expected what the profiler of ONNX Runtime");
    refuses("[7]", "trace.json: /0 at line 1, column 2: expected an object");
    refuses(
        "[" + node("a", "Conv", 1, -1) + "]",
        "/0/dur at line 1, column 52: expected a number >= 0 but found -1");
    refuses(
        "[" + node("", "Conv", 1, 1) + "]",
        "expected the name of a node before _kernel_time but found \"_kernel_time\"");
    refuses("[" + node("a", "Conv", 1, 1), "not valid JSON");
  }

  private static void refuses(String text, String message) {
    assertThatThrownBy(() -> OnnxRuntimeTraceFile.parse(text, "trace.json"))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining(message);
  }
}
