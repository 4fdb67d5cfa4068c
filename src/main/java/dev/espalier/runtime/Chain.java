package dev.espalier.runtime;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.SegmentInput;
import dev.espalier.segment.SegmentOutput;
import dev.espalier.segment.Transfer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * The segments of a manifest, run one after another in this process. Between slices only those
 * tensors go on that the manifest lists as sent. Not thread-safe.
 */
public final class Chain implements AutoCloseable {
  private final Manifest manifest;
  private final List<Session> sessions = new ArrayList<>();

  private Chain(Manifest manifest) {
    this.manifest = manifest;
  }

  /**
   * Loads all segments.
   *
   * @param folder the folder that the manifest lies in
   * @throws InvalidFileException if one of the files cannot be loaded, or its inputs and outputs
   *     are not those that the manifest lists
   */
  public static Chain open(Manifest manifest, Path folder, RunSettings settings) {
    Chain chain = new Chain(manifest);
    try {
      for (SegmentFile file : manifest.segments()) {
        Path path = folder.resolve(file.stored().file());
        Session session = Session.open(path, settings);
        chain.sessions.add(session);
        session.requireInputs(inputs(file.segment()));
        session.requireOutputs(names(file.segment()));
      }
      return chain;
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  /**
   * The run of one sample.
   *
   * @param exit the exit at which it left
   * @param produced every tensor that a segment produced for others or as an answer, in order
   */
  public record Run(SegmentExit exit, Map<String, TensorValues> produced) {}

  /**
   * Runs the segments up to the exit at which the sample leaves, and none behind it.
   *
   * @param inputs a value for each input of the model
   * @param leaves whether the sample leaves at a side exit with what has been produced so far
   */
  public Run run(
      Map<String, TensorValues> inputs,
      BiPredicate<SegmentExit, Map<String, TensorValues>> leaves) {
    Map<String, TensorValues> present = new LinkedHashMap<>(inputs);
    Map<String, TensorValues> produced = new LinkedHashMap<>();
    int slice = 0;
    for (int n = 0; n < sessions.size(); n++) {
      Segment segment = manifest.segments().get(n).segment();
      if (segment.slice() > slice) {
        slice = segment.slice();
        present.keySet().retainAll(sent(slice - 1));
      }
      Map<String, TensorValues> outputs = sessions.get(n).run(present, names(segment));
      present.putAll(outputs);
      produced.putAll(outputs);
      boolean isLast = n == sessions.size() - 1;
      if (segment.exit().isPresent() && (isLast || leaves.test(segment.exit().get(), produced))) {
        return new Run(segment.exit().get(), produced);
      }
    }
    throw new IllegalStateException("the last segment has no exit");
  }

  private List<String> sent(int border) {
    Transfer transfer = manifest.transfers().get(border);
    return transfer.tensors();
  }

  private static Set<String> inputs(Segment segment) {
    return segment.inputs().stream().map(SegmentInput::name).collect(Collectors.toSet());
  }

  private static Set<String> names(Segment segment) {
    return segment.outputs().stream().map(SegmentOutput::name).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    sessions.forEach(Session::close);
  }
}
