package dev.espalier.report;

import dev.espalier.internal.Checks;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What devices do over time: a lane for each device with blocks where it is busy, arrows between
 * lanes for transfers, flags where samples leave. Times are ms.
 *
 * @param title the headline
 * @param lanes the lanes, from top to bottom, at least one
 * @param marks moments that concern all lanes, such as the start of a sample
 * @param blocks what happens in the lanes; those of a lane may not overlap, waiting ones aside
 * @param arrows what is sent from lane to lane
 * @param flags exits
 * @param levels values to compare, drawn as bars on one scale below the lanes; none for no bars
 */
public record Timeline(
    String title,
    List<Lane> lanes,
    List<Mark> marks,
    List<Block> blocks,
    List<Arrow> arrows,
    List<Flag> flags,
    List<Level> levels)
    implements dev.espalier.report.Block {

  /**
   * A device, or another resource.
   *
   * @param name its name
   * @param color number of its color, as tables of lanes count them
   * @param gauges how much of its limits is used, drawn beside the lane
   */
  public record Lane(String name, int color, List<Gauge> gauges) {

    /** Copies the list. */
    public Lane {
      gauges = List.copyOf(gauges);
    }

    /** A lane without limits. */
    public static Lane of(String name, int color) {
      return new Lane(name, color, List.of());
    }
  }

  /**
   * How much of a limit is used.
   *
   * @param label what stands beside the bar
   * @param fraction used amount by allowed amount, &gt;= 0; above 1 the limit is broken
   * @param detail what it is, in full
   */
  public record Gauge(String label, double fraction, String detail) {}

  /**
   * A value beside others.
   *
   * @param name what has the value
   * @param value the value, &gt;= 0; empty if there is none
   * @param isTime whether it is in ms, so that its bar is drawn to the scale of the lanes
   * @param label the value in words, or why there is none
   */
  public record Level(String name, OptionalDouble value, boolean isTime, String label) {}

  /**
   * A moment.
   *
   * @param atMs when it is, ms
   * @param label what begins
   */
  public record Mark(double atMs, String label) {}

  /**
   * A stretch of a lane.
   *
   * @param lane index of the lane
   * @param fromMs when it begins, ms
   * @param toMs when it ends, ms
   * @param label what stands in it where there is room
   * @param detail what it is, in full
   * @param isWaiting whether it is drawn pale, as nothing is computed
   */
  public record Block(
      int lane, double fromMs, double toMs, String label, String detail, boolean isWaiting) {}

  /**
   * A transfer.
   *
   * @param from index of the lane that sends
   * @param to index of the lane that receives
   * @param fromMs when it is sent, ms
   * @param toMs when it arrives, ms
   * @param label what stands beside it where there is room
   * @param detail what it is, in full
   */
  public record Arrow(int from, int to, double fromMs, double toMs, String label, String detail) {}

  /**
   * An exit.
   *
   * @param lane index of the lane
   * @param atMs when the sample leaves, ms
   * @param label name of the exit
   * @param detail what it is, in full
   */
  public record Flag(int lane, double atMs, String label, String detail) {}

  /**
   * @throws IllegalArgumentException if there is no lane
   */
  public Timeline {
    lanes = List.copyOf(lanes);
    marks = List.copyOf(marks);
    blocks = List.copyOf(blocks);
    arrows = List.copyOf(arrows);
    flags = List.copyOf(flags);
    levels = List.copyOf(levels);
    Checks.notEmpty("timeline", "lanes", lanes);
  }

  /** Whether nothing happens in it. */
  public boolean isEmpty() {
    return blocks.isEmpty() && arrows.isEmpty() && flags.isEmpty();
  }
}
