package dev.espalier.testing.live;

import dev.espalier.cli.Main;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.runtime.standin.AgentProcess;
import dev.espalier.testing.run.PlannedNet;
import dev.espalier.testing.run.WholeRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The trained B-LeNet on three agents in processes of their own, run live by the command line while
 * links and agents change. Every answer is compared with that of the whole network.
 */
final class LiveScene {
  private static final Path EXAMPLES = Path.of("src", "examples");
  private static final Path MODEL = EXAMPLES.resolve("b-lenet-mnist/b-lenet-mnist.onnx");
  private static final Path LOG = EXAMPLES.resolve("b-lenet-mnist/b-lenet-mnist.log.csv");
  private static final Path CATALOG = EXAMPLES.resolve("live/three.catalog.json");

  private final Path folder;
  private final Path plan;
  private final Path manifest;

  /**
   * Plans and splits.
   *
   * @param folder an empty folder
   */
  LiveScene(Path folder) {
    this.folder = folder;
    plan = folder.resolve("plan.json");
    manifest = folder.resolve("slices").resolve("manifest.json");
    command(
        "plan --model %s --catalog %s --source cam --exits %s --condition clean --min-accuracy 0.98"
            + " --no-timing --format json --out %s",
        MODEL, CATALOG, LOG, plan);
    command(
        "split --plan %s --model %s --catalog %s --cut-behind /MaxPool,/Relu,/Relu_1,/Relu_2,/Relu_3"
            + " --out %s",
        plan, MODEL, CATALOG, folder.resolve("slices"));
  }

  private String command(String command, Object... values) {
    List<String> words = List.of(command.formatted(values).split(" "));
    Path errors = folder.resolve("errors.txt");
    try {
      Process process =
          new ProcessBuilder(
                  AgentProcess.javaCommand(List.of("-Xmx256m"), Main.class.getName(), words))
              .redirectError(errors.toFile())
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + Files.readString(errors));
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + command);
    }
  }

  /**
   * A sample.
   *
   * @param startMs when it was sent, ms since the first one
   */
  record Sample(long number, String exit, int prediction, double startMs, double latencyMs) {}

  /**
   * A run.
   *
   * @param wrong number of samples whose answer is not that of the whole network
   * @param lostOrTwice number of samples of which there is not exactly one answer
   * @param moves when and why each move was made, in order; {@code edge} where that was lost
   * @param noticed when and what was noticed of the world
   * @param optimal latency by exit of the best plan in the world as it was, by the time in ms from
   *     which on it was the best
   */
  record Run(
      List<Sample> samples,
      long wrong,
      long lostOrTwice,
      List<String> moves,
      List<String> noticed,
      TreeMap<Double, Map<String, Double>> optimal) {

    /** Measured mean latency of some time divided by that of the best plans at the same exits. */
    double ratio(double fromMs, double toMs) {
      double measured = 0;
      double best = 0;
      for (Sample sample : samples) {
        if (sample.startMs >= fromMs && sample.startMs < toMs) {
          measured += sample.latencyMs;
          best += optimal.floorEntry(Math.max(0, sample.startMs)).getValue().get(sample.exit);
        }
      }
      return measured / best;
    }

    /** Mean latency of the samples that were sent in some time, ms. */
    double meanMs(double fromMs, double toMs) {
      return samples.stream()
          .filter(sample -> sample.startMs >= fromMs && sample.startMs < toMs)
          .mapToDouble(Sample::latencyMs)
          .average()
          .orElse(Double.NaN);
    }
  }

  /** Runs samples live while things happen. */
  Run run(String schedule, int count) throws IOException {
    Path file = Files.writeString(folder.resolve("world.jsonl"), schedule);
    JsonValue json =
        JsonSource.parse(
            command(
                "run --live --local --manifest %s --plan %s --catalog %s --model %s --schedule %s"
                    + " --samples %d --seed 3 --no-optimize --format json",
                manifest, plan, CATALOG, MODEL, file, count),
            "run");
    JsonValue live = json.field("live");
    double originMs = live.field("originMs").number();
    List<Sample> samples = new ArrayList<>();
    for (JsonValue each : json.field("samples").items()) {
      if (each.optional("exit").isPresent()) {
        samples.add(
            new Sample(
                each.field("sample").wholeNumber(),
                each.field("exit").text(),
                each.field("prediction").smallNumber(),
                each.field("startMs").number() - originMs,
                each.field("latencyMs").number()));
      }
    }
    TreeMap<Double, Map<String, Double>> optimal = new TreeMap<>();
    for (JsonValue each : live.field("optimal").items()) {
      Map<String, Double> byExit = new TreeMap<>();
      each.field("exitMs").object().forEach((exit, ms) -> byExit.put(exit, ms.number()));
      optimal.put(each.field("fromMs").number(), byExit);
    }
    return new Run(
        samples,
        wrong(samples, count),
        Math.abs(count - samples.stream().map(Sample::number).distinct().count())
            + Math.abs(count - samples.size()),
        live.field("moves").items().stream()
            .map(
                move ->
                    "%.2f s %s"
                        .formatted(
                            move.field("atMs").number() / 1e3,
                            move.optionalText("lost").orElse(move.field("reason").text())))
            .toList(),
        live.field("noticed").items().stream()
            .map(
                each ->
                    "%.2f s %s"
                        .formatted(each.field("atMs").number() / 1e3, each.field("what").text()))
            .toList(),
        optimal);
  }

  private long wrong(List<Sample> samples, int count) {
    PlannedNet net = new PlannedNet(MODEL, manifest.getParent(), ManifestFile.read(manifest));
    Samples given = Samples.random(net.manifest().inputs(), count, 3);
    Fallback fallback = net.manifest().plan().fallback().orElse(Fallback.FINAL);
    List<WholeRun.Answer> answers = WholeRun.of(net, given, fallback).answers();
    return samples.stream()
        .filter(
            sample ->
                !answers
                    .get((int) sample.number)
                    .equals(new WholeRun.Answer(sample.exit, sample.prediction)))
        .count();
  }
}
