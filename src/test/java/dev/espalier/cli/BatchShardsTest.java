package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.testing.KubernetesObjects;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch in shards, merged: the bytes of the batch without shards. */
class BatchShardsTest {
  private static final String INPUTS =
      " --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json --no-timing --out ";

  @TempDir private Path folder;
  private Path scenarios;

  @BeforeEach
  void writeScenarios() throws IOException {
    scenarios = folder.resolve("scenarios.jsonl");
    Files.writeString(
        scenarios,
        """
        {"id":"a","bandwidth":8}
        {"bandwidth":-1}

        {"id":"ü","bandwidth":30.5,"devices":["d1","d2"]}
        not even JSON
        {"deadline":1e-3}
        """);
  }

  private Outcome plan(Path out, String options) {
    return CommandLineRunner.run("batch %s" + INPUTS + "%s" + options, scenarios, out);
  }

  private List<Path> shards(int of, String extension) {
    List<Path> shards = new ArrayList<>();
    for (int i = 0; i < of; i++) {
      Path shard = folder.resolve("shard-" + i + extension);
      assertThat(plan(shard, " --shard " + i + "/" + of).exitCode()).isZero();
      shards.add(shard);
    }
    return shards;
  }

  private Outcome merge(List<Path> shards, Path out) {
    return CommandLineRunner.runWords(
        Stream.of(
                Stream.of("batch", "merge", "--out", out.toString()),
                shards.stream().map(Path::toString))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"1, .jsonl", "2, .csv", "3, .jsonl", "9, .csv", "9, .jsonl"})
  void mergedShardsAreTheBatch(int of, String extension) throws IOException {
    Path whole = folder.resolve("whole" + extension);
    String summary = plan(whole, "").out();
    Path merged = folder.resolve("merged" + extension);
    Outcome outcome = merge(shards(of, extension), merged);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).isEqualTo(summary).contains("5 scenarios, 2 with a plan");
    assertThat(merged).hasSameBinaryContentAs(whole);
  }

  @Test
  void generatedScenariosAreSharded() {
    String grid = "batch --grid bandwidth=1,5,9,20,50" + INPUTS;
    Path whole = folder.resolve("whole.csv");
    Path merged = folder.resolve("merged.csv");
    Path first = folder.resolve("first.csv");
    Path second = folder.resolve("second.csv");
    CommandLineRunner.run(grid + "%s", whole);
    CommandLineRunner.run(grid + "%s --shard 0/2", first);
    CommandLineRunner.run(grid + "%s --shard 1/2", second);
    assertThat(merge(List.of(second, first), merged).err()).isEmpty();
    assertThat(merged).hasSameBinaryContentAs(whole);
  }

  @Test
  void whatCannotBeMergedLeavesTheOutputAsItWas() throws IOException {
    List<Path> shards = shards(3, ".jsonl");
    Path out = Files.writeString(folder.resolve("out.jsonl"), "as it was");
    assertThat(merge(shards.subList(0, 2), out).failsWith(3))
        .isEqualTo(shards.get(0) + ": a shard of 3, but found only 2; missing: 2/3");
    String text = Files.readString(shards.get(1));
    Files.writeString(shards.get(1), text.replaceFirst("\"line\":2", "\"line\":7"));
    assertThat(merge(shards, out).failsWith(3))
        .startsWith(shards.get(1) + ": the shard is damaged: the SHA-256 of its results is ");
    assertThat(out).hasContent("as it was");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(5);
    }
  }

  @Test
  void theOutputIsNoneOfTheShards() {
    List<Path> shards = shards(2, ".jsonl");
    assertThat(merge(shards, shards.get(1)).failsWith(2)).contains("would overwrite");
  }

  @Test
  void resultsOfAWholeBatchAreNoShard() {
    Path whole = folder.resolve("whole.jsonl");
    plan(whole, "");
    assertThat(merge(List.of(whole), folder.resolve("out.jsonl")).failsWith(3))
        .isEqualTo(
            whole
                + ": its first line is not that of a shard; expected a file that batch --shard"
                + " wrote");
  }

  @Test
  void shardsOfOtherOptionsAreOfAnotherBatch() {
    Path first = folder.resolve("first.jsonl");
    Path second = folder.resolve("second.jsonl");
    plan(first, " --shard 0/2");
    plan(second, " --shard 1/2 --objective energy");
    assertThat(merge(List.of(first, second), folder.resolve("out.jsonl")).failsWith(3))
        .isEqualTo(
            second
                + ": a shard of another batch than "
                + first
                + ": it has --objective energy, not no --objective");
  }

  private static final String JOB =
      " --emit kubernetes --image registry.example/espalier:0.1.0 --claim fleet";

  private static Job job(String command) {
    Outcome outcome = CommandLineRunner.run(command);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return (Job) KubernetesObjects.parsed(outcome.out()).get(0);
  }

  private static List<String> arguments(Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().get(0).getArgs();
  }

  /** No file is read: they lie on the claim, not here. */
  @Test
  void aJobHasTheArgumentsOfTheBatchAndNothingIsPlanned() {
    Job job =
        job(
            "batch nowhere.csv --model nets/net.onnx --catalog /etc/espalier/edge.json --out"
                + " out/plans.csv --shard 8 --gap 1%"
                + JOB
                + " --parallelism 3 --job-name g --config-map inputs --cpu 2 --memory 4Gi");
    assertThat(arguments(job))
        .containsExactly(
            "batch",
            "--resume",
            "--out",
            "out/plans.shard-$(JOB_COMPLETION_INDEX).csv",
            "nowhere.csv",
            "--model",
            "nets/net.onnx",
            "--catalog",
            "/etc/espalier/edge.json",
            "--shard",
            "8",
            "--gap",
            "1%");
    assertThat(job.getMetadata().getName()).isEqualTo("g");
    assertThat(job.getSpec().getCompletions()).isEqualTo(8);
    assertThat(job.getSpec().getParallelism()).isEqualTo(3);
  }

  @Test
  void theExampleIsWhatIsPrinted() {
    Outcome outcome =
        CommandLineRunner.run(
            "batch scenarios.jsonl --model zoo:b-alexnet --catalog edge.catalog.json --out"
                + " plans.jsonl --shard 8 --parallelism 4 --emit kubernetes --image"
                + " registry.example/espalier:0.1.0 --claim espalier-fleet");
    assertThat(Path.of("src/examples/kubernetes/batch.yaml")).hasContent(outcome.out());
  }

  @Test
  void allShardsRunAtOnceUnlessSaidOtherwise() {
    Job job = job("batch s.csv --out p.csv --shard 5" + JOB);
    assertThat(job.getSpec().getParallelism()).isEqualTo(5);
    assertThat(job.getMetadata().getName()).isEqualTo("espalier-batch");
  }

  @ParameterizedTest
  @CsvSource({
    "s.csv --out p.csv, '--emit kubernetes needs --shard N, the number of shards, but found none'",
    "s.csv --out p.csv --shard 1/4, '--emit kubernetes needs --shard N, the number of shards, but"
        + " found --shard 1/4'",
    "s.csv --shard 4, --emit kubernetes needs --out FILE",
    "--out p.csv --shard 4, 'expected a file of scenarios, --grid or --random'",
    "- --out p.csv --shard 4, SCENARIOS: a job has no standard input; expected a file",
    "s.csv --out /home/p.csv --shard 4, '--out: pods have files in /data alone, but found"
        + " /home/p.csv; a relative name means a file of the claim'",
    "s.csv --out /etc/espalier/p.csv --shard 4, '--out: pods have files in /data alone, but found"
        + " /etc/espalier/p.csv; a relative name means a file of the claim'",
    "s.csv --out p.csv --shard 4 --catalog ../c, '--emit kubernetes: pods have files in /data and"
        + " /etc/espalier alone, but found ../c; a relative name means a file of the claim'",
    "s.csv --out p.csv --shard 4 --html p.html, '--emit kubernetes excludes --html: every pod would"
        + " write the same file'",
    "s.csv --out p.csv --shard 4 --job-name A, '--job-name must be up to 61 lower-case letters,"
        + " digits and hyphens, the first and last no hyphen but is \"A\"'",
  })
  void jobsThatCannotRunAreRefused(String arguments, String message) {
    assertThat(CommandLineRunner.run("batch " + arguments + JOB).failsWith(2)).isEqualTo(message);
  }

  @Test
  void optionsOfAJobNeedOne() {
    assertThat(CommandLineRunner.run("batch s.csv --claim c").failsWith(2))
        .isEqualTo("--claim needs --emit kubernetes");
  }
}
