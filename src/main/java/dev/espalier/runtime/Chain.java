package dev.espalier.runtime;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.SegmentInput;
import dev.espalier.segment.SegmentOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Neighboring segments of a manifest, run one after another in this process. Not thread-safe. */
public final class Chain implements AutoCloseable {
  private final List<SegmentFile> segments;
  private final int first;
  private final boolean endsNetwork;
  private final List<Session> sessions = new ArrayList<>();
  private boolean isOwner = true;

  private Chain(Manifest manifest, int first, int end) {
    this.first = first;
    segments = manifest.segments().subList(first, end);
    endsNetwork = end == manifest.segments().size();
  }

  /**
   * Loads all segments.
   *
   * @param folder the folder that the manifest lies in
   * @throws InvalidFileException if one of the files cannot be loaded, or its inputs and outputs
   *     are not those that the manifest lists
   */
  public static Chain open(Manifest manifest, Path folder, RunSettings settings) {
    return open(
        manifest,
        0,
        manifest.segments().size(),
        segment -> folder.resolve(segment.stored().file()),
        settings);
  }

  /**
   * Loads some segments.
   *
   * @param first number of the first one
   * @param end number after the last one
   * @param files where the file of a segment lies
   * @throws InvalidFileException if one of the files cannot be loaded, or its inputs and outputs
   *     are not those that the manifest lists
   */
  public static Chain open(
      Manifest manifest,
      int first,
      int end,
      Function<SegmentFile, Path> files,
      RunSettings settings) {
    Chain chain = new Chain(manifest, first, end);
    try {
      for (SegmentFile file : chain.segments) {
        Session session = Session.open(files.apply(file), settings);
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
   * Neighboring chains as one. They stay open when it is closed.
   *
   * @param first number of the first segment
   * @param parts chains of one manifest, each of which begins where the one before it ends
   */
  public static Chain joined(Manifest manifest, int first, List<Chain> parts) {
    int end = first + parts.stream().mapToInt(part -> part.sessions.size()).sum();
    Chain chain = new Chain(manifest, first, end);
    chain.isOwner = false;
    parts.forEach(part -> chain.sessions.addAll(part.sessions));
    return chain;
  }

  /**
   * The run of one sample.
   *
   * @param exit the exit at which it left; empty if it goes on behind the last segment
   * @param produced every tensor that a segment produced for others or as an answer, in order
   * @param endsNs when each segment that ran had ended, by {@code System.nanoTime}
   */
  public record Run(
      Optional<SegmentExit> exit, Map<String, TensorValues> produced, List<Long> endsNs) {}

  /** Runs the segments up to the exit at which the sample leaves, and none behind it. */
  public Run run(
      Map<String, TensorValues> inputs,
      BiPredicate<SegmentExit, Map<String, TensorValues>> leaves) {
    return run(first, inputs, leaves, OutputMemory.OF_RUNTIME, SegmentEnd.UNPACED);
  }

  /**
   * Runs the segments from one of them up to the exit at which the sample leaves, and none behind
   * it.
   *
   * @param from number of the segment to begin with
   * @param inputs the tensors that cross into it, by name; others are left aside
   * @param leaves whether the sample leaves at a side exit with what these segments produced
   * @param memory where outputs are written
   * @param end called at the end of each segment
   */
  public Run run(
      int from,
      Map<String, TensorValues> inputs,
      BiPredicate<SegmentExit, Map<String, TensorValues>> leaves,
      OutputMemory memory,
      SegmentEnd end) {
    Map<String, TensorValues> present = new LinkedHashMap<>(inputs);
    Map<String, TensorValues> produced = new LinkedHashMap<>();
    List<Long> ends = new ArrayList<>();
    long begun = System.nanoTime();
    for (int n = from - first; n < sessions.size(); n++) {
      Segment segment = segments.get(n).segment();
      Map<String, TensorValues> outputs = sessions.get(n).run(present, segment.outputs(), memory);
      present.putAll(outputs);
      produced.putAll(outputs);
      begun = end.of(first + n, begun);
      ends.add(begun);
      boolean isFinal = endsNetwork && n == sessions.size() - 1;
      if (segment.exit().isPresent() && (isFinal || leaves.test(segment.exit().get(), produced))) {
        return new Run(segment.exit(), produced, ends);
      }
    }
    return new Run(Optional.empty(), produced, ends);
  }

  private static Set<String> inputs(Segment segment) {
    return segment.inputs().stream().map(SegmentInput::name).collect(Collectors.toSet());
  }

  private static Set<String> names(Segment segment) {
    return segment.outputs().stream().map(SegmentOutput::name).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    if (isOwner) {
      sessions.forEach(Session::close);
    }
  }
}
