package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.io.json.profile.ProfileFile;
import dev.espalier.io.onnx.export.OnnxExport;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.Profile;
import dev.espalier.testing.HandSplit;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileMeasureTest {
  @TempDir private Path folder;

  private Path model() throws Exception {
    Path model = folder.resolve("b-lenet.onnx");
    OnnxExport.of(Zoo.architecture("b-lenet")).write(model, 5);
    return model;
  }

  private static Outcome profile(String options, Object... arguments) {
    return CommandLineRunner.run("profile " + options, arguments);
  }

  @Test
  void everyLayerIsMeasured() throws Exception {
    Path out = folder.resolve("profile.json");
    Outcome outcome =
        profile("--model %s --runs 8 --warm-up 1 --device here --out %s", model(), out);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    Profile profile = ProfileFile.read(out);
    assertThat(profile.network()).contains("b-lenet");
    assertThat(profile.layers().stream().map(LayerTime::name))
        .containsExactlyInAnyOrderElementsOf(
            Zoo.get("b-lenet").layers().stream().map(layer -> layer.name()).toList());
    assertThat(profile.layers()).allMatch(layer -> layer.time().runs().getAsInt() == 8);
    assertThat(profile.layers()).allMatch(layer -> layer.work().isPresent());
    assertThat(profile.setup().runtime().orElse("")).startsWith("onnxruntime 1.");
    assertThat(profile.setup().options()).containsEntry("threads", "1");
    // The network in one slice is two segments: up to its side exit, and behind it.
    assertThat(profile.segments())
        .anyMatch(segment -> segment.from().equals("conv1") && segment.to().equals("b1_fc"))
        .anyMatch(segment -> segment.from().equals("pool1") && segment.to().equals("fc2"))
        .allMatch(segment -> segment.time().medianMs() > 0);
    assertThat(outcome.out()).contains("together", "sum of layers", "difference");
  }

  @Test
  void segmentsOfAManifestAreMeasured() throws Exception {
    Path model = model();
    Path manifest =
        new HandSplit(model, 1, 1, 28, 28)
            .write(folder, List.of("exit1", "final"), List.of(4), Map.of());
    Path out = folder.resolve("profile.json");
    Outcome outcome =
        profile("--model %s --runs 6 --warm-up 0 --manifest %s --out %s", model, manifest, out);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    assertThat(ProfileFile.read(out).segments()).hasSize(3);
  }

  /** ONNX Runtime traces the runs that warm up, too, and a trace that is too large is not read. */
  @Test
  void manyRunsAreNoTraceThatIsTooLarge() throws Exception {
    Path out = folder.resolve("profile.json");
    Outcome outcome = profile("--model %s --runs 1500 --warm-up 3000 --out %s", model(), out);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    assertThat(ProfileFile.read(out).layers())
        .allMatch(layer -> layer.time().runs().getAsInt() >= 500);
  }

  @Test
  void devicesWaitBeforeEachTimedRun() throws Exception {
    Path out = folder.resolve("profile.json");
    long begun = System.nanoTime();
    Outcome outcome = profile("--model %s --runs 3 --pause 30ms --out %s", model(), out);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    Profile profile = ProfileFile.read(out);
    assertThat(profile.setup().options()).containsEntry("pause-ms", "30.0");
    // Runs of the layers, and at least those of the network in one slice, two segments.
    assertThat(System.nanoTime() - begun).isGreaterThan(3 * (1 + 2) * 30_000_000L);
  }

  @Test
  void wrongUsageIsReported() throws Exception {
    Path model = model();
    assertThat(profile("").error())
        .isEqualTo("expected --model M to measure it on this machine, or --from FILE");
    assertThat(profile("--model zoo:b-lenet").error())
        .isEqualTo(
            "--model zoo:b-lenet: expected an ONNX file, as a built-in network has no weights;"
                + " export it first");
    assertThat(profile("--model %s --runs 0", model).error())
        .isEqualTo("--runs must be >= 1 but is 0");
    assertThat(profile("--model %s --pause 2e5", model).error())
        .isEqualTo("--pause must be <= 60000 ms but is 200000.0");
    assertThat(profile("--from x --runs 3").error())
        .isEqualTo("--runs is for measuring --model on this machine, but --from is given");
    assertThat(profile("--links").error())
        .isEqualTo("--links needs HOST:PORT of the machine that listens, or --listen [HOST:]PORT");
    assertThat(profile("--listen 7").error()).isEqualTo("--listen needs --links");
    assertThat(profile("--links a:1 --listen 7").error())
        .isEqualTo("--links a:1 and --listen 7 are two sides; give one");
    assertThat(profile("--links a:1 --model %s", model).error())
        .isEqualTo("--links measures no layers: leave out --from, --model and --device");
    assertThat(profile("--links 127.0.0.1:1 --here a --there a").error())
        .isEqualTo("--here and --there must be two names but both are \"a\"");
  }
}
