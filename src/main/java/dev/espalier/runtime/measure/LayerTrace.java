package dev.espalier.runtime.measure;

import dev.espalier.io.json.profile.OnnxRuntimeTraceFile;
import dev.espalier.io.onnx.probe.TraceNames;
import dev.espalier.model.Linearization;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.Profile;
import dev.espalier.profile.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Times of layers from the times of nodes. */
final class LayerTrace {
  private final Profile nodes;
  private final TraceNames names;

  private LayerTrace(Profile nodes, TraceNames names) {
    this.nodes = nodes;
    this.names = names;
  }

  /** Reads a trace without the runs that warmed up. */
  static LayerTrace read(Path trace, int warmUp, TraceNames names) throws IOException {
    try (InputStream in = Files.newInputStream(trace)) {
      return new LayerTrace(OnnxRuntimeTraceFile.read(in, trace.toString(), warmUp), names);
    }
  }

  /**
   * The layers in order of position. A layer of which a node is not in the trace, as the runtime
   * replaced it, is left out.
   */
  List<LayerTime> layers(Linearization line) {
    List<LayerTime> layers = new ArrayList<>();
    for (int i = 0; i < line.length(); i++) {
      String layer = line.layer(i).name();
      time(layer).ifPresent(time -> layers.add(LayerTime.of(layer, time)));
    }
    return layers;
  }

  /** The sum of the nodes of a layer; their medians and the ends of their intervals are added. */
  private Optional<Timing> time(String layer) {
    Optional<List<String>> all = names.ofLayer(layer);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Timing sum = null;
    for (String node : all.get()) {
      OptionalInt index = nodes.indexOf(node);
      if (index.isEmpty()) {
        return Optional.empty();
      }
      Timing time = nodes.layers().get(index.getAsInt()).time();
      sum = sum == null ? time : sum(sum, time);
    }
    return Optional.ofNullable(sum);
  }

  private static Timing sum(Timing one, Timing other) {
    Optional<Timing.Interval> interval =
        one.interval()
            .flatMap(
                first ->
                    other
                        .interval()
                        .map(
                            second ->
                                new Timing.Interval(
                                    first.lowMs() + second.lowMs(),
                                    first.highMs() + second.highMs())));
    return new Timing(one.medianMs() + other.medianMs(), interval, one.runs());
  }
}
