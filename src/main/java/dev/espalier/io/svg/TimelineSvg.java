package dev.espalier.io.svg;

import dev.espalier.report.Timeline;
import dev.espalier.report.Timeline.Arrow;
import dev.espalier.report.Timeline.Block;
import dev.espalier.report.Timeline.Flag;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Timelines as SVG files. */
public final class TimelineSvg {
  private TimelineSvg() {}

  /**
   * The timeline as the text of an SVG file. Equal timelines give equal text on every machine.
   *
   * <p>Labels for which there is no room are left out; a pointer over a block, arrow or flag shows
   * what it is, in full.
   */
  public static String of(Timeline timeline) {
    return new TimelineDrawing(timeline).svg(description(timeline));
  }

  /** What happens, in words. */
  private static String description(Timeline timeline) {
    return Stream.of(
            timeline.blocks().stream()
                .filter(block -> !block.isWaiting())
                .map(block -> timeline.lanes().get(block.lane()).name() + ": " + block.detail()),
            timeline.blocks().stream()
                .filter(Block::isWaiting)
                .map(block -> timeline.lanes().get(block.lane()).name() + ": " + block.detail()),
            timeline.arrows().stream().map(Arrow::detail),
            timeline.flags().stream().map(Flag::detail),
            timeline.lanes().stream()
                .flatMap(
                    lane ->
                        lane.gauges().stream().map(gauge -> lane.name() + ": " + gauge.detail())),
            timeline.levels().stream().map(level -> level.name() + ": " + level.label()))
        .flatMap(details -> details)
        .collect(Collectors.joining("; "));
  }
}
