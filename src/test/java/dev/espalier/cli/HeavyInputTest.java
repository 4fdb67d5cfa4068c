package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.io.json.ModelFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.testing.HeavyFiles;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Heavy input takes memory and time in proportion to its size. Memory is that of a JVM with a small
 * heap, a fifth of what was needed before; times are so long that only work that grows with the
 * square of the size reaches them.
 */
class HeavyInputTest {
  @TempDir private Path directory;

  private int exitCode(String heap, Path model) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "inspect",
                "--model",
                model.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err())
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  private File err() {
    return directory.resolve("err.txt").toFile();
  }

  /** 1.1 million edges took 1.5 GB. */
  @Test
  void aDenseModelFitsASmallHeap() throws Exception {
    assertThat(exitCode("224m", HeavyFiles.dense(directory.resolve("dense.json"), 1484))).isZero();
    assertThat(err()).isEmpty();
  }

  /** 16 MiB of empty lists took 916 MB. */
  @Test
  void aFileOfBracketsIsRefusedBeforeItFillsTheHeap() throws Exception {
    Path file = HeavyFiles.brackets(directory.resolve("brackets.json"), 16 << 20);
    assertThat(exitCode("256m", file)).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(Files.readString(err().toPath()))
        .isEqualTo(
            "error: %s: at line 1, column 9000002: the file has more than the 3000000 values that are read\n"
                .formatted(file));
  }

  /** Each branch was sought in the whole graph: five minutes on one core. */
  @Test
  void manyBranchesAreLinearizedInTimeThatGrowsWithTheirNumber() {
    Path file = HeavyFiles.manyBranches(directory.resolve("branches.json"), 60_000);
    BranchyNet net = assertTimeoutPreemptively(Duration.ofMinutes(2), () -> ModelFile.read(file));
    assertThat(net.exits()).hasSize(60_001);
  }

  @Test
  void manyExitsAndLayersInReverseOrderAreRead() {
    Path exits = HeavyFiles.manyExits(directory.resolve("exits.json"), 20_000);
    Path reversed = HeavyFiles.reversed(directory.resolve("reversed.json"), 90_000);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () ->
            assertThat(List.of(ModelFile.read(exits), ModelFile.read(reversed)))
                .extracting(net -> net.layers().size())
                .containsExactly(20_000, 90_000));
  }
}
