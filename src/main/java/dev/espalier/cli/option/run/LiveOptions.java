package dev.espalier.cli.option.run;

import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.parse.DurationConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.json.run.ScheduleFile;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.MoveRule;
import dev.espalier.search.online.SwitchingCost;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How a run follows the world. */
public final class LiveOptions {
  @Option(
      names = "--live",
      description =
          "Follow the world: links and devices are measured while samples run, and where another"
              + " plan of the segments pays, samples move there. Needs --model, --plan and"
              + " --catalog.")
  private boolean isLive;

  @Option(
      names = "--schedule",
      paramLabel = "FILE",
      description =
          "With --live and --local: what happens to the imitated world, a JSON object a line, such"
              + " as {\"at\": 5, \"link\": [\"d1\", \"d2\"], \"bandwidthMbps\": 2}. Only the links and"
              + " agents learn of it.")
  private String schedule;

  @Option(
      names = "--probe-every",
      paramLabel = "T",
      converter = DurationConverter.class,
      description =
          "With --live: how often a link is measured that carries no samples (default: 500ms).")
  private Duration probeEvery;

  @Option(
      names = "--load-on-demand",
      description =
          "With --live: a device loads segments when they move there, not all of them in advance.")
  private boolean isLoadedOnDemand;

  private static final Duration PROBE_EVERY = Duration.ofMillis(500);

  /** Whether the run follows the world. */
  public boolean isLive() {
    return isLive;
  }

  /** File that says what happens; null if none was given. */
  public String file() {
    return schedule;
  }

  /** Whether every device loads every segment in advance. */
  public boolean isPreloaded() {
    return !isLoadedOnDemand;
  }

  /** How often an idle link is measured. */
  public Duration probeEvery() {
    return probeEvery == null ? PROBE_EVERY : probeEvery;
  }

  /** When to move. */
  public MovePolicy policy() {
    // What was measured a moment ago says more of the next seconds than how the world was before.
    return MovePolicy.defaults()
        .withRule(MoveRule.GAIN)
        .withSwitching(isPreloaded() ? SwitchingCost.BOTH_LOADED : SwitchingCost.SWITCH_OVER);
  }

  /** What happens to the imitated world, in the order of the times. */
  public List<ScheduleFile.Entry> schedule() {
    return schedule == null
        ? List.of()
        : ScheduleFile.read(InputOptions.path("schedule", schedule));
  }

  /**
   * Checks the options.
   *
   * @param isLocal whether agents imitate their devices
   * @param isNetns whether the kernel limits their links
   * @param isPlannable whether model, plan and catalog are given
   * @throws InvalidFieldException if one lacks what it needs
   */
  public void check(boolean isLocal, boolean isNetns, boolean isPlannable) {
    if (!isLive && (schedule != null || probeEvery != null || isLoadedOnDemand)) {
      throw new InvalidFieldException(
          "live", "--schedule, --probe-every and --load-on-demand need --live");
    }
    if (isLive && !isPlannable) {
      throw new InvalidFieldException(
          "live", "--live needs --model, --plan and --catalog, by which segments are placed anew");
    }
    if (isLive && isNetns) {
      throw new InvalidFieldException(
          "netns", "--live imitates links by itself; leave out --netns");
    }
    if (schedule != null && !isLocal) {
      throw new InvalidFieldException(
          "schedule", "--schedule needs --local: real links and devices follow no file");
    }
    if (probeEvery != null && probeEvery.toMillis() < 1) {
      throw new InvalidFieldException("probe-every", "--probe-every must be at least 1ms");
    }
  }
}
