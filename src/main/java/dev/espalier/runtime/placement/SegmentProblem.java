package dev.espalier.runtime.placement;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.model.Block;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.SegmentInput;
import dev.espalier.segment.SegmentOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A planning problem whose layers are the segments of a manifest: its plans cut where the model was
 * split, and nowhere else. A plan of segments costs what the same plan of their layers costs.
 */
public final class SegmentProblem {
  private final PlanningProblem problem;
  private final Linearization line;
  private final Manifest manifest;

  private SegmentProblem(PlanningProblem problem, Manifest manifest) {
    this.problem = problem;
    this.manifest = manifest;
    line = problem.linearization();
  }

  /**
   * The problem of placing segments.
   *
   * @param problem the problem of placing layers
   * @param manifest segments of that problem's network
   */
  public static PlanningProblem of(PlanningProblem problem, Manifest manifest) {
    return new SegmentProblem(problem, manifest).problem();
  }

  private PlanningProblem problem() {
    List<Segment> segments = manifest.segments().stream().map(SegmentFile::segment).toList();
    List<Layer> layers = segments.stream().map(this::layer).toList();
    List<Exit> exits = new ArrayList<>();
    for (int n = 0; n < segments.size(); n++) {
      String layer = layers.get(n).name();
      segments
          .get(n)
          .exit()
          .ifPresent(
              exit -> exits.add(new Exit(exit.name(), layer, exit.probability(), exit.outputs())));
    }
    BranchyNet net = new BranchyNet(line.net().name(), line.net().inputs(), layers, exits);
    PlanningProblemBuilder builder = problem.withNet(net).toBuilder();
    pin(builder, segments);
    if (problem.hasGivenTimes()) {
      time(builder, segments);
    }
    return builder.build();
  }

  private Layer layer(Segment segment) {
    long flops = 0;
    long weights = 0;
    double moved = 0;
    long live = 0;
    int layers = 0;
    for (int i = segment.from(); i < segment.to(); i++) {
      flops += line.layer(i).flops();
      weights += line.layer(i).weightBytes();
      moved += ComputeTime.movedBytes(line, i);
      live = Math.max(live, line.liveBytes(i));
      layers += ComputeTime.layers(line, i);
    }
    Layer layer =
        new Layer(
            name(segment),
            "Segment",
            segment.inputs().stream().map(SegmentInput::name).toList(),
            flops,
            weights,
            segment.outputs().stream().map(SegmentOutput::tensor).toList());
    long visible =
        segment.inputs().stream().mapToLong(input -> input.tensor().bytes()).sum()
            + weights
            + layer.outputBytes();
    long crossing = line.liveBytes(segment.from()) - line.layer(segment.from()).outputBytes();
    return layer.withBlock(
        new Block(layers, Math.max(0, Math.round(moved) - visible), live - crossing));
  }

  private static String name(Segment segment) {
    return "%s..%s"
        .formatted(segment.layers().get(0), segment.layers().get(segment.layers().size() - 1));
  }

  /** A segment runs where its layers are pinned to. */
  private void pin(PlanningProblemBuilder builder, List<Segment> segments) {
    problem
        .pins()
        .forEach(
            (position, device) ->
                segments.stream()
                    .filter(each -> each.from() <= position && position < each.to())
                    .forEach(segment -> builder.pin(name(segment), device)));
  }

  /** Times that were measured or predicted for layers, as those of segments. */
  private void time(PlanningProblemBuilder builder, List<Segment> segments) {
    for (Device device : problem.catalog().devices()) {
      for (Segment segment : segments) {
        double ms =
            IntStream.range(segment.from(), segment.to())
                .mapToDouble(position -> ComputeTime.ms(problem, device, position))
                .sum();
        builder.measured(device.name(), name(segment), ms);
      }
    }
  }
}
