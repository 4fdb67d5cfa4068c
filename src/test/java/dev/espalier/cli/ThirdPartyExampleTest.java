package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.testing.Guests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a solver and an objective from outside, compiled as its reader would. */
class ThirdPartyExampleTest {
  private static final Path EXAMPLE = Path.of("src", "examples", "third-party");

  @TempDir private Path classes;

  @BeforeEach
  void compile() throws IOException {
    List<String> words =
        new ArrayList<>(List.of("-Xlint:all,-classfile", "-Werror", "--release", "17"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".java")) {
          words.add(file.toString());
        } else {
          Path copy = classes.resolve(EXAMPLE.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    int compiled =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
    assertThat(compiled).isZero();
  }

  @Test
  void orchestratorFollowsALinkThatChanges() {
    assertThat(Guests.in(classes, () -> outputOf("com.example.Orchestrator")).lines())
        .containsSubsequence(
            "uplink: 100.0 Mbps",
            "  found 12.3 kB with 1 slices",
            "  run Slice[device=pi4, from=0, to=406]",
            "uplink: 10.0 Mbps",
            "  run Slice[device=pi4, from=0, to=406]",
            "uplink: 1.0 Mbps",
            "  no plan; the running one stays",
            "uplink: 100.0 Mbps",
            "  run Slice[device=pi4, from=0, to=406]");
  }

  private static String outputOf(String mainClass) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Thread.currentThread()
          .getContextClassLoader()
          .loadClass(mainClass)
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private Outcome run(String command) {
    String problem =
        " --model zoo:b-alexnet --catalog device-catalogs/na2023-six.catalog.json --source d3"
            + " --devices d1,d2,d3 --objective traffic --deadline 100";
    return Guests.in(classes, () -> CommandLineRunner.run(command + problem));
  }

  @Test
  void solverAndObjectiveAreSelectedOnTheCommandLine() {
    Outcome outcome = run("plan --solver single-cut --no-timing");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("expected traffic", " kB");
  }

  @Test
  void ownSolversProveTheOptimumOfTheGuestsObjective() {
    double single = value("single-cut");
    double exact = value("exact");
    assertThat(value("genetic")).isEqualTo(exact);
    assertThat(value("exhaustive")).isEqualTo(exact);
    assertThat(exact).isLessThanOrEqualTo(single);
  }

  private double value(String solver) {
    Json plan = run("plan --format json --solver " + solver).json();
    boolean isOurs = !solver.equals("single-cut");
    assertThat(plan.at("/optimal").flag() || !isOurs).isTrue();
    return plan.at("/value").number();
  }
}
