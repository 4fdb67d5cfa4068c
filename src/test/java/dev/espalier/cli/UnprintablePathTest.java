package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.internal.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file name may hold what a terminal obeys; no command passes it on. */
class UnprintablePathTest {
  private static final String NAME = "esc\u001b[31m bell\u0007";
  private static final String SHOWN = "esc\\u001b[31m bell\\u0007";

  @TempDir private Path directory;
  private Path folder;
  private ExitFiles files;

  @BeforeEach
  void nameTheFolder() throws IOException {
    try {
      folder = Files.createDirectory(directory.resolve(NAME));
    } catch (IOException | InvalidPathException e) {
      assumeTrue(false, "this file system has no such names");
    }
    files = new ExitFiles(folder);
  }

  private Outcome run(String command, Object... paths) {
    Outcome outcome = CommandLineRunner.run(command, paths);
    for (String printed : new String[] {outcome.out(), outcome.err()}) {
      assertThat(printed.chars().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
    }
    assertThat(outcome.out() + outcome.err()).contains(SHOWN);
    return outcome;
  }

  private Path model() {
    return folder.resolve("tiny.model.json");
  }

  private Path catalog() {
    return folder.resolve("one.catalog.json");
  }

  @Test
  void sourceOfExitDataIsShownWithEscapes() {
    String out =
        run(
                "plan --model %s --catalog %s --exits %s --condition fog --min-accuracy 0.1",
                model(), catalog(), files.table())
            .out();
    assertThat(out).contains("exit data: ").contains(SHOWN + "/table.csv");
  }

  @Test
  void warningsShowEscapes() throws IOException {
    Path catalog =
        files.write(
            "battery.json",
            Files.readString(catalog()).replace("\"gflops\"", "\"energyJ\": 1, \"gflops\""));
    assertThat(run("plan --model %s --catalog %s", model(), catalog).err())
        .startsWith("warning: ")
        .contains("has energyJ but no powerW");
    Path plan =
        files.write(
            "made.plan.json",
            CommandLineRunner.run("plan --model %s --catalog %s --format json", model(), catalog())
                .out()
                .replaceAll("(\"model\"\\s*:\\s*)\"tiny\"", "$1\"other\"")
                .replaceAll("(\"(value|latencyMs|expectedLatencyMs)\"\\s*:\\s*)", "$1" + 7));
    assertThat(run("evaluate --plan %s --model %s --catalog %s", plan, model(), catalog()).err())
        .contains("was planned for model \"other\"", "claims expected latency");
  }

  @Test
  void errorsShowEscapes() {
    run("inspect --model %s", folder.resolve("no-such-file"));
    run("inspect --model zoo:b-lenet --out %s", folder.resolve("no-such-folder/out"));
    run("inspect --model %s --out %s", model(), model());
    run("calibrate --log %s", files.log());
  }

  @Test
  void aLogIsNamedWithEscapes() {
    Path log =
        files.write(
            "logits.csv", "a.logits,b.logits,label\n1 2,0 3,1\n2 1,3 0,1\n1 2,0 1,0\n2 0,3 1,0\n");
    assertThat(run("calibrate --log %s", log).out()).contains("2 exits, 2 classes, 4 samples");
  }

  @Test
  void everyUnprintableCharacterIsEscaped() {
    assertThat(Printable.line("a\u0000\t\r\n\u202e\ud800 \u00e9\ud83d\ude00\\"))
        .isEqualTo("a\\u0000\\t\\r\\n\\u202e\\ud800 \u00e9\ud83d\ude00\\");
    assertThat(Printable.line("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
    assertThat(Printable.shortened("\u001b".repeat(3), 2)).isEqualTo("\\u001b\\u001b...");
  }
}
