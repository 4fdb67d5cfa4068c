package dev.espalier.report.run;

import dev.espalier.internal.Checks;
import dev.espalier.report.Numbers;
import dev.espalier.report.Timeline;
import dev.espalier.report.Timeline.Arrow;
import dev.espalier.report.Timeline.Block;
import dev.espalier.report.Timeline.Flag;
import dev.espalier.report.Timeline.Mark;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.NextHops;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Turns some samples of a run into a timeline. Its times begin with the first of these samples. */
public final class RunTimeline {
  /** Number of samples that a picture has room for. */
  public static final int USUAL_SAMPLES = 5;

  private final RunMeasurement run;
  private final List<SampleRun> samples;
  private final List<String> lanes;
  private final double originMs;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Arrow> arrows = new ArrayList<>();
  private final List<Flag> flags = new ArrayList<>();

  private RunTimeline(RunMeasurement run, List<SampleRun> samples) {
    this.run = run;
    this.samples = samples;
    lanes =
        run.deployments().stream()
            .flatMap(deployment -> deployment.stages().stream())
            .map(Stage::device)
            .distinct()
            .toList();
    originMs = samples.stream().mapToDouble(SampleRun::startMs).min().orElse(0);
  }

  /**
   * The first neighboring samples that leave at as many different exits as any; failed ones are
   * passed over.
   *
   * @param count number of samples, at least 1
   */
  public static Timeline of(RunMeasurement run, int count) {
    Checks.count("timeline", "samples", count, 1);
    return new RunTimeline(run, chosen(run, count)).timeline();
  }

  private static List<SampleRun> chosen(RunMeasurement run, int count) {
    List<SampleRun> answered = run.samples().stream().filter(SampleRun::isAnswered).toList();
    List<SampleRun> best = answered.subList(0, Math.min(count, answered.size()));
    for (int from = 1; from + count <= answered.size(); from++) {
      List<SampleRun> window = answered.subList(from, from + count);
      best = exits(window) > exits(best) ? window : best;
    }
    return best;
  }

  private static long exits(List<SampleRun> samples) {
    return samples.stream().map(SampleRun::exit).distinct().count();
  }

  private Timeline timeline() {
    Set<Long> numbers = samples.stream().map(SampleRun::sample).collect(Collectors.toSet());
    List<Hop> hops =
        run.hops().stream()
            .filter(hop -> numbers.contains(hop.sample()))
            .sorted(Comparator.comparingDouble(Hop::arrivedMs).thenComparingLong(Hop::sample))
            .toList();
    Map<Hop, Hop> next = NextHops.of(hops);
    for (Hop hop : hops) {
      blocks(hop);
      if (next.containsKey(hop)) {
        arrow(hop, next.get(hop));
      }
    }
    samples.forEach(sample -> flag(sample, hops));
    return new Timeline(
        title(),
        IntStream.range(0, lanes.size())
            .mapToObj(lane -> Timeline.Lane.of(lanes.get(lane), lane))
            .toList(),
        marks(),
        blocks,
        arrows,
        flags,
        List.of());
  }

  private String title() {
    if (samples.isEmpty()) {
      return run.model() + ": no sample was answered";
    }
    long first = samples.get(0).sample();
    long last = samples.get(samples.size() - 1).sample();
    return first == last
        ? "%s: sample %d".formatted(run.model(), first)
        : "%s: samples %d to %d".formatted(run.model(), first, last);
  }

  private List<Mark> marks() {
    return samples.stream()
        .map(
            sample ->
                new Mark(
                    sample.startMs() - originMs,
                    "sample %d: %s ms"
                        .formatted(sample.sample(), RunTables.ms(sample.latencyMs()))))
        .toList();
  }

  private int lane(Hop hop) {
    return lanes.indexOf(run.stage(hop).device());
  }

  private void blocks(Hop hop) {
    String sample = " of sample " + hop.sample();
    waiting(hop, hop.arrivedMs(), hop.begunMs(), "queueing" + sample);
    double from = hop.begunMs();
    for (int i = 0; i < hop.segmentEndsMs().size(); i++) {
      double to = hop.segmentEndsMs().get(i);
      String label = "segment " + (hop.firstSegment() + i);
      String detail = label + sample + ": " + duration(to - from);
      blocks.add(new Block(lane(hop), from - originMs, to - originMs, label, detail, false));
      from = to;
    }
    if (hop.to() >= 0) {
      waiting(hop, from, hop.readyMs(), "copying" + sample);
      waiting(hop, hop.readyMs(), hop.sentMs(), "waiting for the connection" + sample);
    }
  }

  private void waiting(Hop hop, double from, double to, String what) {
    if (to > from) {
      String detail = what + ": " + duration(to - from);
      blocks.add(new Block(lane(hop), from - originMs, to - originMs, "", detail, true));
    }
  }

  private void arrow(Hop from, Hop to) {
    if (lane(from) != lane(to)) {
      double ms = to.arrivedMs() - from.sentMs();
      String bytes = Numbers.bytes(from.sentBytes());
      arrows.add(
          new Arrow(
              lane(from),
              lane(to),
              from.sentMs() - originMs,
              Math.max(from.sentMs(), to.arrivedMs()) - originMs,
              bytes,
              "%s -> %s, sample %d: %s in %s"
                  .formatted(
                      lanes.get(lane(from)),
                      lanes.get(lane(to)),
                      from.sample(),
                      bytes,
                      duration(ms))));
    }
  }

  /** At the end of the last segments that the sample ran. */
  private void flag(SampleRun sample, List<Hop> hops) {
    hops.stream()
        .filter(hop -> hop.sample() == sample.sample() && hop.isComputed())
        .max(Comparator.comparingInt(Hop::endSegment))
        .ifPresent(
            hop ->
                flags.add(
                    new Flag(
                        lane(hop),
                        hop.lastSegmentEndMs() - originMs,
                        sample.exit().orElseThrow(),
                        "sample %d leaves at %s, latency %s"
                            .formatted(
                                sample.sample(),
                                sample.exit().orElseThrow(),
                                duration(sample.latencyMs())))));
  }

  private static String duration(double ms) {
    return RunTables.ms(ms) + " ms";
  }
}
