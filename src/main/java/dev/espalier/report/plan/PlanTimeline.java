package dev.espalier.report.plan;

import dev.espalier.model.Linearization;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.report.Numbers;
import dev.espalier.report.Timeline;
import dev.espalier.report.Timeline.Arrow;
import dev.espalier.report.Timeline.Block;
import dev.espalier.report.Timeline.Flag;
import dev.espalier.report.Timeline.Gauge;
import dev.espalier.report.Timeline.Lane;
import dev.espalier.report.Timeline.Level;
import dev.espalier.report.Timeline.Mark;
import dev.espalier.study.schedule.Crossing;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.study.schedule.SliceStep;
import dev.espalier.study.schedule.SliceStep.ExitMoment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns a plan into a timeline of a sample that runs everything: a lane for each device. */
public final class PlanTimeline {
  private final PlanSchedule schedule;
  private final Plan plan;
  private final List<String> names;

  private PlanTimeline(PlanSchedule schedule) {
    this.schedule = schedule;
    plan = schedule.plan();
    Set<String> devices = new LinkedHashSet<>();
    plan.problem().source().ifPresent(devices::add);
    schedule.slices().forEach(slice -> devices.add(slice.device()));
    schedule.crossings().forEach(crossing -> devices.add(crossing.to()));
    names = List.copyOf(devices);
  }

  /**
   * The timeline of a plan: of a pipeline where the throughput is maximized, else of one sample.
   *
   * @param levels values to compare with that of the plan
   */
  public static Timeline of(PlanSchedule schedule, List<Level> levels) {
    return schedule.plan().problem().objective() == Objective.THROUGHPUT
        ? PipelineTimeline.of(schedule, levels)
        : new PlanTimeline(schedule).timeline(levels);
  }

  private Timeline timeline(List<Level> levels) {
    return new Timeline(
        "%s on %s: one sample, run to the final exit"
            .formatted(
                plan.problem().linearization().net().name(), plan.problem().catalog().name()),
        names.stream().map(this::lane).toList(),
        List.of(
            new Mark(plan.expectedLatencyMs(), "expected " + Numbers.ms(plan.expectedLatencyMs()))),
        schedule.slices().stream().map(this::block).toList(),
        arrows(),
        flags(),
        levels);
  }

  /** A device has the color of its slice; those that run none have the next ones. */
  private Lane lane(String name) {
    List<String> colored =
        Stream.concat(schedule.slices().stream().map(SliceStep::device), names.stream())
            .distinct()
            .toList();
    return new Lane(name, colored.indexOf(name), gauges(plan, name));
  }

  /** How much a device uses of each of its limits. */
  static List<Gauge> gauges(Plan plan, String device) {
    List<Gauge> gauges = new ArrayList<>();
    for (Plan.DeviceUse use : plan.devices()) {
      for (Plan.LimitUse limit : use.limits()) {
        if (use.device().equals(device)
            && limit.used().isPresent()
            && limit.allowed().isPresent()) {
          gauges.add(gauge(limit, limit.used().getAsDouble(), limit.allowed().getAsDouble()));
        }
      }
    }
    return gauges;
  }

  private static Gauge gauge(Plan.LimitUse limit, double used, double allowed) {
    double fraction = used / allowed;
    double left = allowed - used;
    return new Gauge(
        "%s %s".formatted(limit.limit(), Numbers.percent(fraction)),
        fraction,
        "%s: %s of %s %s, %s %s"
            .formatted(
                limit.limit(),
                Numbers.rough(used),
                Numbers.rough(allowed),
                limit.unit(),
                Numbers.rough(Math.abs(left)),
                left < 0 ? "too much" : "left"));
  }

  private Block block(SliceStep slice) {
    return new Block(
        names.indexOf(slice.device()),
        slice.arrivedMs(),
        slice.computedMs(),
        SliceWords.layers(plan.problem().linearization(), slice.from(), slice.to()),
        detail(slice),
        false);
  }

  private String detail(SliceStep slice) {
    Linearization net = plan.problem().linearization();
    return "computes layers %s in %s; reached by %s of the samples, %s on average"
        .formatted(
            SliceWords.layers(net, slice.from(), slice.to()),
            Numbers.ms(slice.computeMs()),
            Numbers.probability(slice.reach()),
            Numbers.ms(slice.expectedComputeMs()));
  }

  private List<Arrow> arrows() {
    return schedule.crossings().stream().flatMap(crossing -> arrow(crossing).stream()).toList();
  }

  /** None for an answer of a side exit, as this sample leaves at the final one. */
  private Optional<Arrow> arrow(Crossing crossing) {
    boolean isTaken =
        crossing.kind() != Crossing.Kind.ANSWER
            || crossing.boundary() == plan.problem().linearization().length();
    return isTaken
        ? Optional.of(
            new Arrow(
                names.indexOf(crossing.from()),
                names.indexOf(crossing.to()),
                crossing.sentMs(),
                crossing.arrivedMs(),
                "%s, %s".formatted(Numbers.bytes(crossing.bytes()), Numbers.ms(crossing.ms())),
                SliceWords.crossing(crossing)))
        : Optional.empty();
  }

  private List<Flag> flags() {
    return schedule.slices().stream().flatMap(this::flags).toList();
  }

  private Stream<Flag> flags(SliceStep slice) {
    int lane = names.indexOf(slice.device());
    return slice.exits().stream().map(exit -> flag(lane, exit));
  }

  private static Flag flag(int lane, ExitMoment exit) {
    return new Flag(
        lane,
        exit.computedMs(),
        "%s %s, %s"
            .formatted(
                exit.exit(), Numbers.probability(exit.probability()), Numbers.ms(exit.latencyMs())),
        "%s of the samples leave at %s after %s"
            .formatted(
                Numbers.probability(exit.probability()),
                exit.exit(),
                Numbers.ms(exit.latencyMs())));
  }
}
