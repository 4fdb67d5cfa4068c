package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No result in text is wider than a page of 80 columns, whatever the command. */
class PageWidthTest {
  private static final int WIDTH = 80;
  private static final String SIX = " --catalog device-catalogs/na2023-six.catalog.json";
  private static final String LOG = " --exits src/test/resources/exit-logs/b-alexnet-synthetic.csv";

  private static void assertThatLinesFit(String text) {
    // Sentences are a line each where no terminal shows them; columns have gaps between them.
    assertThat(text.lines().filter(line -> line.strip().contains("  ")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(WIDTH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect --model zoo:b-lenet",
        "inspect --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json",
        "inspect --model zoo:b-mobilenetv2 --catalog device-catalogs/na2023-six.catalog.json",
        "plan --model zoo:b-alexnet" + SIX,
        "plan --model zoo:b-alexnet --partitions 6" + SIX,
        "plan --model zoo:b-alexnet --solver exact --explain" + SIX,
        "plan --model zoo:b-alexnet --matrix" + SIX,
        "plan --model zoo:b-alexnet --pareto latency,energy" + SIX,
        "plan --model zoo:b-alexnet --solver dads" + SIX,
        "plan --model zoo:b-alexnet --objective throughput" + SIX,
        "plan --model zoo:b-alexnet --min-accuracy 0.6" + LOG + SIX,
        "plan --model zoo:b-alexnet --pareto" + LOG + SIX,
        "compare --model zoo:b-lenet --runs 3" + SIX,
        "sweep --model zoo:b-lenet --vary bandwidth=1:1000:x10" + SIX,
        "sweep --model zoo:b-lenet --vary bandwidth=1,8 --vary link-latency=0,10" + SIX,
        "sweep --model zoo:b-alexnet --vary threshold=0.6,0.8" + LOG + SIX,
        "sweep --model zoo:b-lenet --vary bandwidth=1,100 --breakpoints" + SIX,
        "calibrate --log src/examples/b-lenet-mnist/b-lenet-mnist.log.csv",
        "reproduce na2023",
      })
  void resultsFit(String command) {
    Outcome outcome = CommandLineRunner.run(command);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThatLinesFit(outcome.out());
  }

  @Test
  void evaluationsFit(@TempDir Path folder) {
    Path plan = folder.resolve("plan.json");
    String problem = " --model zoo:b-alexnet" + SIX;
    CommandLineRunner.run("plan --partitions 6 --format json --out %s" + problem, plan);
    Outcome outcome = CommandLineRunner.run("evaluate --plan %s" + problem, plan);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThatLinesFit(outcome.out());
  }
}
