package dev.espalier.cli.help;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Examples of each command, and what holds for all commands. */
final class Examples {
  private static final int MAX_WIDTH = 80;

  private static final String CATALOG = " --catalog edge.json";

  private static final Map<String, List<String>> BY_COMMAND =
      Map.ofEntries(
          Map.entry(
              "plan",
              List.of(
                  "plan --model net.onnx" + CATALOG,
                  "plan --model zoo:b-alexnet" + CATALOG + " --deadline 50ms",
                  "plan --model net.onnx" + CATALOG + " --explain --html plan.html",
                  "plan --model net.onnx" + CATALOG + " --keep plan.json --max-moves 1")),
          Map.entry(
              "compare",
              List.of("compare --model zoo:b-lenet" + CATALOG + " --solvers genetic,exact")),
          Map.entry(
              "sweep",
              List.of(
                  "sweep --model zoo:b-lenet" + CATALOG + " --vary bandwidth=1:1000:x10",
                  "sweep --model zoo:b-lenet" + CATALOG + " --vary bandwidth=1,100 --breakpoints")),
          Map.entry(
              "batch",
              List.of(
                  "batch scenarios.jsonl --model zoo:b-lenet" + CATALOG + " --out plans.jsonl",
                  "batch --random 1000 --vary bandwidth=1:100:log --model zoo:b-lenet"
                      + CATALOG
                      + " --out plans.csv",
                  "batch grid.csv --out plans.csv --shard 8 --emit kubernetes"
                      + " --image registry.example/espalier:0.1.0 --claim fleet")),
          Map.entry("merge", List.of("batch merge plans.shard-*.csv --out plans.csv")),
          Map.entry(
              "map",
              List.of(
                  "map --model zoo:b-lenet" + CATALOG + " --vary bandwidth=1:100",
                  "map --model zoo:b-lenet"
                      + CATALOG
                      + " --vary bandwidth:cam:edge --vary bandwidth:edge:cloud --svg map.svg")),
          Map.entry(
              "replay",
              List.of(
                  "replay --model zoo:b-lenet" + CATALOG + " --trace wifi.csv",
                  "replay --model net.onnx"
                      + CATALOG
                      + " --trace wifi.csv --link cam:edge --svg replay.svg")),
          Map.entry(
              "watch",
              List.of(
                  "watch --model net.onnx" + CATALOG + " --source cam < changes.jsonl",
                  "watch --model net.onnx"
                      + CATALOG
                      + " --input changes.jsonl --out decisions.jsonl --state watch.state.json")),
          Map.entry(
              "study",
              List.of("study fleet --model zoo:b-alexnet --catalog fleet.json --latency 50ms")),
          Map.entry(
              "fleet",
              List.of(
                  "study fleet --model zoo:b-alexnet --catalog fleet.json --latency 50ms",
                  "study fleet --model zoo:b-alexnet"
                      + CATALOG
                      + " --vary bandwidth=1:100:log --latency 80ms --percentile 99")),
          Map.entry("reproduce", List.of("reproduce na2023")),
          Map.entry("calibrate", List.of("calibrate --log exits.csv --calibrated calibrated.csv")),
          Map.entry("evaluate", List.of("evaluate --plan plan.json --model net.onnx" + CATALOG)),
          Map.entry(
              "inspect",
              List.of("inspect --model net.onnx", "inspect --model zoo:b-lenet" + CATALOG)),
          Map.entry("import", List.of("import --model net.onnx --out net.json")),
          Map.entry("split", List.of("split --model net.onnx --plan plan.json --out segments")),
          Map.entry("verify", List.of("verify --manifest segments/manifest.json --model net.onnx")),
          Map.entry(
              "profile", List.of("profile --model net.onnx --device pi --out pi.profile.json")),
          Map.entry("agent", List.of("agent --listen 0.0.0.0:7000 --token-file token")),
          Map.entry("run", List.of("run --manifest segments/manifest.json --agents agents.json")),
          Map.entry("serve", List.of("serve", "serve --listen 0.0.0.0:8080 --token-file token")),
          Map.entry("export", List.of("export zoo:b-lenet --out b-lenet.onnx")),
          Map.entry("completion", List.of("completion bash > espalier.bash")));

  private static final String ALL =
      """

      @FILE among the arguments stands for those in FILE: words separated by blanks
      or ends of lines; quotes enclose blanks, # begins a comment. @@X is the text @X.

      Example:
        espalier plan --model zoo:b-lenet --catalog edge.json
      'espalier help COMMAND' explains a command.
      """;

  private Examples() {}

  /** The end of the help of a command. */
  static String of(CommandSpec command) {
    if (command.parent() == null) {
      boolean isProgram = command.subcommands().isEmpty();
      return isProgram ? String.join("\n", command.usageMessage().footer()) : ALL;
    }
    List<String> examples = BY_COMMAND.getOrDefault(command.name(), List.of());
    if (examples.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n");
    text.append(examples.size() == 1 ? "Example:" : "Examples:").append('\n');
    examples.forEach(example -> text.append(folded("  espalier " + example)).append('\n'));
    return text.toString();
  }

  /** The example on two lines, as a shell reads it, where it is wider than the page. */
  private static String folded(String example) {
    int end = example.lastIndexOf(" --", MAX_WIDTH - 2);
    return example.length() <= MAX_WIDTH
        ? example
        : example.substring(0, end) + " \\\n     " + example.substring(end);
  }
}
