package dev.espalier.runtime.coordinator;

import dev.espalier.internal.Units;
import dev.espalier.io.json.control.LinkShape;
import dev.espalier.model.TensorSpec;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentFile;
import dev.espalier.study.run.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The way of the samples: the source, the devices of the slices in order, the sink.
 *
 * @param stages the stages; each device once
 * @param source index of the stage that gets the samples
 * @param sink index of the stage that wants the answers; empty if they count where they arise
 */
public record Route(List<Stage> stages, int source, Optional<Integer> sink) {
  private static final double NS_PER_MS = 1e6;

  /** Copies the list. */
  public Route {
    stages = List.copyOf(stages);
  }

  /** The way that a manifest plans. */
  public static Route of(Manifest manifest) {
    List<Stage> slices = new ArrayList<>();
    for (SegmentFile file : manifest.segments()) {
      Segment segment = file.segment();
      int number = slices.isEmpty() ? 0 : slices.get(slices.size() - 1).endSegment();
      boolean isSame = segment.slice() < slices.size();
      int first = isSame ? slices.remove(segment.slice()).firstSegment() : number;
      slices.add(new Stage(segment.device(), first, number + 1));
    }
    return of(slices, manifest.plan().source(), manifest.plan().sink());
  }

  /**
   * The way over some slices.
   *
   * @param slices segments of each device, in order
   */
  public static Route of(List<Stage> slices, Optional<String> source, Optional<String> sink) {
    List<Stage> stages = new ArrayList<>(slices);
    int end = slices.get(slices.size() - 1).endSegment();
    if (source.isPresent() && index(stages, source.get()).isEmpty()) {
      stages.add(0, new Stage(source.get(), 0, 0));
    }
    if (sink.isPresent() && index(stages, sink.get()).isEmpty()) {
      stages.add(new Stage(sink.get(), end, end));
    }
    return new Route(
        stages,
        source.flatMap(device -> index(stages, device)).orElse(0),
        sink.flatMap(device -> index(stages, device)));
  }

  private static Optional<Integer> index(List<Stage> stages, String device) {
    return IntStream.range(0, stages.size())
        .filter(k -> stages.get(k).device().equals(device))
        .boxed()
        .findFirst();
  }

  /** The devices, in order. */
  public List<String> devices() {
    return stages.stream().map(Stage::device).toList();
  }

  /** Time that the largest messages take over all links that are imitated, ns. */
  long wayNs(RunOptions options) {
    double ms = 0;
    for (Stage from : stages) {
      for (Stage to : stages) {
        ms +=
            options
                .link(from.device(), to.device())
                .map(shape -> shape.latencyMs() + transferMs(shape, options.manifest()))
                .orElse(0.0);
      }
    }
    return Math.round(Math.min(ms * NS_PER_MS, Long.MAX_VALUE / 4));
  }

  private static double transferMs(LinkShape shape, Manifest manifest) {
    long bytes =
        IntStream.range(0, manifest.segments().size())
            .mapToLong(
                segment -> manifest.crossing(segment).stream().mapToLong(TensorSpec::bytes).sum())
            .max()
            .orElse(0);
    return Units.bytesOverLinkMs(bytes, shape.bandwidthMbps().orElse(LinkShape.UNLIMITED_MBPS));
  }

  /** The slices as text, such as {@code cam: segments 0-1, board: segment 2}. */
  public String text() {
    return String.join(
        ", ",
        stages.stream()
            .filter(Stage::isSlice)
            .map(
                stage ->
                    stage.endSegment() - stage.firstSegment() == 1
                        ? "%s: segment %d".formatted(stage.device(), stage.firstSegment())
                        : "%s: segments %d-%d"
                            .formatted(
                                stage.device(), stage.firstSegment(), stage.endSegment() - 1))
            .toList());
  }
}
