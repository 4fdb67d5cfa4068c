package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardInputTest {
  private static final Path CATALOG = Path.of("device-catalogs/na2023-six.catalog.json");

  private static Outcome run(byte[] input, String command) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input));
    try {
      return CommandLineRunner.run(command);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void modelsInJsonAndOnnxAreRead(@TempDir Path folder) throws IOException {
    for (String command : new String[] {"import --model", "export"}) {
      Path file = folder.resolve("model" + command.length());
      CommandLineRunner.run(command + " zoo:b-lenet --out %s", file);
      Outcome piped = run(Files.readAllBytes(file), "inspect --model - --format csv");
      assertThat(piped.exitCode()).as(piped.err()).isZero();
      assertThat(piped.out())
          .isEqualTo(CommandLineRunner.run("inspect --format csv --model %s", file).out());
    }
  }

  @Test
  void catalogsAreRead() throws IOException {
    String plan = "plan --model zoo:b-lenet --format json --no-timing --catalog ";
    Outcome piped = run(Files.readAllBytes(CATALOG), plan + "-");
    assertThat(piped.exitCode()).as(piped.err()).isZero();
    assertThat(piped.out()).isEqualTo(CommandLineRunner.run(plan + CATALOG).out());
  }

  @Test
  void oneStreamIsNotTwoFiles() {
    for (String command : new String[] {"plan", "inspect"}) {
      assertThat(run(new byte[0], command + " --model - --catalog -").failsWith(2))
          .isEqualTo("--model - and --catalog - exclude each other: standard input is one file");
    }
  }

  @Test
  void wrongInputIsNamed() {
    byte[] text = "{".getBytes(StandardCharsets.UTF_8);
    assertThat(run(text, "inspect --model -").failsWith(3)).startsWith("standard input: ");
    assertThat(run(new byte[0], "inspect --model -").failsWith(3))
        .startsWith("standard input: the file is empty");
  }
}
