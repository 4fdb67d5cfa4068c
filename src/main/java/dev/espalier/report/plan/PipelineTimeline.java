package dev.espalier.report.plan;

import dev.espalier.plan.Plan;
import dev.espalier.report.Numbers;
import dev.espalier.report.Timeline;
import dev.espalier.report.Timeline.Block;
import dev.espalier.report.Timeline.Gauge;
import dev.espalier.report.Timeline.Lane;
import dev.espalier.report.Timeline.Level;
import dev.espalier.report.Timeline.Mark;
import dev.espalier.study.schedule.Occupancy;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.study.schedule.SliceStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns a plan into a timeline of its pipeline over two periods: a lane for each device, link and
 * shared medium, occupied by sample after sample for its mean time; the one without gaps is the
 * bottleneck.
 */
final class PipelineTimeline {
  private static final int PERIODS = 2;

  /** Times this near to each other are one moment. */
  private static final double ROUNDING = 1e-9;

  private final PlanSchedule schedule;
  private final List<Occupancy> all;
  private final double periodMs;

  /** When the first sample comes to each resource, and in the end when it leaves the last one. */
  private final double[] comesMs;

  private PipelineTimeline(PlanSchedule schedule) {
    this.schedule = schedule;
    all = schedule.occupancies().stream().filter(each -> each.ms() > 0).toList();
    periodMs = schedule.plan().periodMs();
    comesMs = new double[all.size() + 1];
    for (int i = 0; i < all.size(); i++) {
      boolean isPassed = all.get(i).kind() != Occupancy.Kind.MEDIUM;
      comesMs[i + 1] = comesMs[i] + (isPassed ? all.get(i).ms() : 0);
    }
  }

  static Timeline of(PlanSchedule schedule, List<Level> levels) {
    PipelineTimeline timeline = new PipelineTimeline(schedule);
    return timeline.all.isEmpty()
        ? new Timeline(
            timeline.title("nothing takes time"),
            List.of(Lane.of(schedule.slices().get(0).device(), 0)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            levels)
        : timeline.timeline(levels);
  }

  private Timeline timeline(List<Level> levels) {
    Occupancy bottleneck =
        all.stream().max(Comparator.comparingDouble(Occupancy::ms)).orElseThrow();
    return new Timeline(
        title(
            "two periods of %s; %s %s is never idle"
                .formatted(
                    Numbers.ms(periodMs),
                    switch (bottleneck.kind()) {
                      case DEVICE -> "device";
                      case LINK -> "link";
                      case MEDIUM -> "medium";
                    },
                    bottleneck.name())),
        all.stream().map(this::lane).toList(),
        IntStream.range(0, PERIODS)
            .mapToObj(i -> new Mark(i * periodMs, "sample " + (first() + i) + " begins"))
            .toList(),
        IntStream.range(0, all.size()).boxed().flatMap(i -> blocks(i).stream()).toList(),
        List.of(),
        List.of(),
        levels);
  }

  private String title(String what) {
    Plan plan = schedule.plan();
    return "%s on %s: %s"
        .formatted(
            plan.problem().linearization().net().name(), plan.problem().catalog().name(), what);
  }

  private Lane lane(Occupancy resource) {
    List<Gauge> gauges = new ArrayList<>();
    double fraction = resource.ms() / periodMs;
    gauges.add(
        new Gauge(
            "busy " + Numbers.percent(fraction),
            Math.min(1, fraction),
            "%s of each period of %s".formatted(Numbers.ms(resource.ms()), Numbers.ms(periodMs))));
    if (resource.kind() == Occupancy.Kind.DEVICE) {
      gauges.addAll(PlanTimeline.gauges(schedule.plan(), resource.name()));
    }
    return new Lane(resource.name(), color(resource), gauges);
  }

  /** A device has the color of its slice; links and media have those after them. */
  private int color(Occupancy resource) {
    List<String> colored =
        Stream.concat(schedule.slices().stream().map(SliceStep::device), names())
            .distinct()
            .toList();
    return colored.indexOf(resource.name());
  }

  private Stream<String> names() {
    return all.stream().map(Occupancy::name);
  }

  /** Number of the sample that enters a full pipeline when the picture begins. */
  private int first() {
    return (int) Math.ceil(comesMs[all.size()] / periodMs - ROUNDING);
  }

  /** The stretches of a lane in the picture, cut off at its ends. */
  private List<Block> blocks(int lane) {
    List<Block> blocks = new ArrayList<>();
    double endMs = PERIODS * periodMs;
    for (int sample = 0; sample < first() + PERIODS; sample++) {
      double fromMs = Math.max(0, comesMs[lane] + (sample - first()) * periodMs);
      double toMs =
          Math.min(endMs, comesMs[lane] + (sample - first()) * periodMs + all.get(lane).ms());
      if (toMs - fromMs > ROUNDING * periodMs) {
        String label = "sample " + sample;
        blocks.add(
            new Block(
                lane,
                fromMs,
                toMs,
                label,
                "%s: %s on average".formatted(label, Numbers.ms(all.get(lane).ms())),
                false));
      }
    }
    return blocks;
  }
}
