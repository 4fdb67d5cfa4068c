package dev.espalier.segment;

import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that is needed to run a plan: the files of its segments in the order in which they
 * run, the tensors they exchange, when samples leave, and what the plan predicts.
 *
 * <p>To run it: give each segment its inputs by name, in order of the segments. Where a segment has
 * an exit and the sample leaves there, the outputs named by the exit are the answer; the last
 * segment always has the final exit. Where the next segment belongs to another slice, the tensors
 * of the transfer are sent.
 *
 * @param espalier version that wrote it
 * @param model the model that was planned
 * @param plan the plan
 * @param inputs tensors that enter the model
 * @param segments at least one
 * @param transfers one for each border between slices, in order
 */
public record Manifest(
    String espalier,
    PlannedModel model,
    PlanRecord plan,
    List<ModelInput> inputs,
    List<SegmentFile> segments,
    List<Transfer> transfers) {

  /**
   * @throws IllegalArgumentException if segments do not follow on one another, a tensor is not the
   *     one its source produces, a file or an exit occurs twice, the last segment has no exit, or a
   *     transfer is not between two neighboring slices
   */
  public Manifest {
    inputs = List.copyOf(inputs);
    segments = List.copyOf(segments);
    transfers = List.copyOf(transfers);
    ManifestCheck.check(inputs, segments, transfers);
  }

  /** The content of a manifest, from what was written. */
  public static Manifest of(
      String espalier,
      PlannedModel model,
      PlanRecord plan,
      Segmentation segmentation,
      Prediction prediction,
      List<StoredSegment> files) {
    List<SegmentFile> segments = new ArrayList<>();
    for (int n = 0; n < files.size(); n++) {
      Segment segment = segmentation.segments().get(n);
      segments.add(
          new SegmentFile(
              segment.withExit(segment.exit().map(exit -> planned(exit, plan))),
              files.get(n).stored(),
              files.get(n).weights(),
              item(prediction.computeMs(), n)));
    }
    List<Transfer> transfers = new ArrayList<>();
    for (Transfer sent : segmentation.transfers()) {
      OptionalDouble ms = item(prediction.transferMs(), transfers.size());
      transfers.add(ms.isPresent() ? sent.withPredictedMs(ms.getAsDouble()) : sent);
    }
    List<ModelInput> inputs = segmentation.linearization().net().inputs();
    return new Manifest(espalier, model, plan, inputs, segments, transfers);
  }

  /**
   * The files that one segment was written to.
   *
   * @param stored the file to run
   * @param weights the file of its weights, if they do not lie in the other one
   */
  public record StoredSegment(StoredFile stored, Optional<StoredFile> weights) {}

  private static SegmentExit planned(SegmentExit exit, PlanRecord plan) {
    PlanRecord.PlannedExit planned = plan.exit(exit.name());
    return exit.with(planned.rule(), planned.latencyMs());
  }

  private static OptionalDouble item(List<Double> numbers, int index) {
    return numbers.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(numbers.get(index));
  }

  /** The devices that run a segment, each once, in order. */
  public List<String> devices() {
    return segments.stream().map(file -> file.segment().device()).distinct().toList();
  }

  /** The slices of the plan. */
  public List<Slice> slices() {
    List<Slice> slices = new ArrayList<>();
    for (SegmentFile file : segments) {
      Segment segment = file.segment();
      int from = segment.from();
      if (segment.slice() < slices.size()) {
        from = slices.remove(segment.slice()).from();
      }
      slices.add(new Slice(segment.device(), from, segment.to()));
    }
    return List.copyOf(slices);
  }

  /**
   * The tensors that must be there for a segment and all behind it, though none of them produces
   * them: what is sent where the network is cut before the segment.
   *
   * @param segment number of the segment; 0 for the inputs of the model
   */
  public List<TensorSpec> crossing(int segment) {
    Map<String, TensorSpec> crossing = new LinkedHashMap<>();
    for (SegmentFile file : segments.subList(segment, segments.size())) {
      for (SegmentInput input : file.segment().inputs()) {
        if (input.producer().orElse(-1) < segment) {
          crossing.put(input.name(), input.tensor());
        }
      }
    }
    return List.copyOf(crossing.values());
  }

  /** The exits in order of the segments; the last one is the final exit. */
  public List<SegmentExit> exits() {
    return segments.stream().flatMap(file -> file.segment().exit().stream()).toList();
  }

  /** The names of all files beside the manifest, in order. */
  public List<String> fileNames() {
    List<String> names = new ArrayList<>();
    for (SegmentFile file : segments) {
      names.add(file.stored().file());
      file.weights().ifPresent(weights -> names.add(weights.file()));
    }
    return names;
  }
}
