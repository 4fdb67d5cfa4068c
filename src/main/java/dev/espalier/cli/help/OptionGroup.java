package dev.espalier.cli.help;

import java.util.Set;

/** Groups of options in the help, in the order in which they stand there. */
enum OptionGroup {
  INPUT(
      "Input",
      Set.of(
          "--scenarios",
          "--model",
          "--catalog",
          "--plan",
          "--input",
          "--state",
          "--manifest",
          "--inputs",
          "--labels",
          "--log",
          "--from",
          "--exits",
          "--condition",
          "--criterion",
          "--fallback",
          "--exit",
          "--input-bytes",
          "--final",
          "--dim",
          "--granularity",
          "--samples",
          "--draw-exits",
          "--calibrated",
          "--grid",
          "--random")),
  PROBLEM(
      "What to plan",
      Set.of(
          "--objective",
          "--partitions",
          "--max-partitions",
          "--devices",
          "--bandwidth-mbps",
          "--bandwidth-samples",
          "--risk",
          "--source",
          "--sink",
          "--pin",
          "--simplify",
          "--vary",
          "--breakpoints",
          "--active",
          "--threshold",
          "--thresholds",
          "--pareto")),
  LIMITS(
      "Limits",
      Set.of(
          "--inferences",
          "--energy-basis",
          "--fps",
          "--buffers",
          "--deadline",
          "--min-accuracy",
          "--max-latency",
          "--latency",
          "--period",
          "--percentile",
          "--confidence",
          "--budget",
          "--max-devices")),
  SEARCH(
      "Search",
      Set.of("--solver", "--solvers", "--seed", "--runs", "--threads", "--time-limit", "--gap")),
  MOVING(
      "When to move",
      Set.of(
          "--keep",
          "--max-moves",
          "--rule",
          "--horizon",
          "--cooldown",
          "--switching",
          "--max-moved-devices",
          "--weights-from",
          "--predict")),
  TWO_DEVICES("Two-device solvers", Set.of("--local", "--remote", "--remote-load", "--goal")),
  MEASURING(
      "Measuring",
      Set.of(
          "--measured",
          "--warm-up",
          "--pause",
          "--rate",
          "--in-flight",
          "--window",
          "--timeout",
          "--tolerance",
          "--optimize",
          "--no-optimize",
          "--temperature",
          "--curve",
          "--device")),
  NETWORK(
      "Agents and links",
      Set.of(
          "--agents",
          "--metrics",
          "--listen",
          "--link",
          "--links",
          "--here",
          "--there",
          "--netns",
          "--live",
          "--schedule",
          "--probe-every",
          "--load-on-demand",
          "--store",
          "--max-mib",
          "--max-memory-mib",
          "--max-frame-mib",
          "--token-file",
          "--key-store",
          "--trust-store",
          "--store-password-file")),
  SERVICE(
      "Service",
      Set.of(
          "--max-body-mib",
          "--max-time",
          "--concurrent",
          "--queue",
          "--max-connections",
          "--max-problems")),
  CLUSTER(
      "Kubernetes",
      Set.of(
          "--emit",
          "--image",
          "--claim",
          "--config-map",
          "--job-name",
          "--parallelism",
          "--cpu",
          "--memory")),
  OTHER("Other", Set.of()),
  OUTPUT(
      "Output",
      Set.of(
          "--format",
          "--overlay-time",
          "--out",
          "--resume",
          "--shard",
          "--html",
          "--svg",
          "--chart",
          "--trace",
          "--dot",
          "--mermaid",
          "--overlay",
          "--matrix",
          "--explain",
          "--no-timing",
          "--annotate",
          "--cut-behind",
          "--help",
          "--version"));

  private final String heading;
  private final Set<String> options;

  OptionGroup(String heading, Set<String> options) {
    this.heading = heading;
    this.options = options;
  }

  String heading() {
    return heading;
  }

  /** The group of an option. */
  static OptionGroup of(String option) {
    for (OptionGroup group : values()) {
      if (group.options.contains(option)) {
        return group;
      }
    }
    return OTHER;
  }
}
