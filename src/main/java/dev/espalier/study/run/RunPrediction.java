package dev.espalier.study.run;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.segment.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a plan predicts of its run. Numbers are missing where devices or links are not known.
 *
 * @param expectedMs mean latency over all samples, ms
 * @param worstCaseMs latency of a sample that leaves at the final exit, ms
 * @param periodMs time between two answers of a full pipeline, ms
 * @param segments the segments, in order
 * @param transfers transfers, in order of the stages; the input from a source and answers to a sink
 *     among them
 * @param exits deployed exits, in order of the segments
 * @param energy expected energy of an inference by device
 */
public record RunPrediction(
    OptionalDouble expectedMs,
    OptionalDouble worstCaseMs,
    OptionalDouble periodMs,
    List<PredictedSegment> segments,
    List<PredictedTransfer> transfers,
    List<PredictedExit> exits,
    List<PredictedEnergy> energy) {

  /**
   * A segment.
   *
   * @param device device that runs it
   * @param computeMs time of computing it once, ms
   */
  public record PredictedSegment(String device, OptionalDouble computeMs) {}

  /**
   * A transfer.
   *
   * @param from name of the device that sends
   * @param to name of the device that receives
   * @param bytes what is sent
   * @param ms time of sending it once, ms
   * @param exit name of the exit whose answer it is, sent to the sink; empty for other transfers
   */
  public record PredictedTransfer(
      String from, String to, long bytes, OptionalDouble ms, String exit) {

    /** Name of the transfer, such as {@code d1 -> d2}, or {@code d1 -> d3 (exit1)} of an answer. */
    public String name() {
      return name(from, to, exit);
    }

    /**
     * Name of a transfer.
     *
     * @param exit name of the exit whose answer it is; empty for other transfers
     */
    public static String name(String from, String to, String exit) {
      return from + " -> " + to + (exit.isEmpty() ? "" : " (" + exit + ")");
    }
  }

  /**
   * An exit.
   *
   * @param name its name
   * @param segment number of the segment that it ends
   * @param probability probability that a sample leaves here, as planned
   * @param latencyMs latency of such a sample, ms
   */
  public record PredictedExit(
      String name, int segment, double probability, OptionalDouble latencyMs) {}

  /**
   * Energy of a device.
   *
   * @param device name of the device
   * @param joules expected energy of an inference, J
   */
  public record PredictedEnergy(String device, double joules) {}

  /** Copies the lists. */
  public RunPrediction {
    segments = List.copyOf(segments);
    transfers = List.copyOf(transfers);
    exits = List.copyOf(exits);
    energy = List.copyOf(energy);
  }

  /**
   * What a manifest predicts. Times are missing where it was written without a catalog;
   * probabilities are those of the plan.
   *
   * @param catalog adds the transfers of source and sink; empty if the links are not known
   */
  public static RunPrediction of(Manifest manifest, Optional<DeviceCatalog> catalog) {
    return new ManifestPrediction(manifest, catalog).prediction();
  }

  /**
   * This prediction with what a plan file adds.
   *
   * @param planPeriodMs time between two answers of a full pipeline, ms
   * @param energyJ expected energy of an inference by device, J
   */
  public RunPrediction with(OptionalDouble planPeriodMs, Map<String, Double> energyJ) {
    return new RunPrediction(
        expectedMs,
        worstCaseMs,
        planPeriodMs,
        segments,
        transfers,
        exits,
        energyJ.entrySet().stream()
            .map(entry -> new PredictedEnergy(entry.getKey(), entry.getValue()))
            .toList());
  }

  /** Whether any time is predicted. */
  public boolean hasTimes() {
    return expectedMs.isPresent()
        || segments.stream().anyMatch(segment -> segment.computeMs().isPresent());
  }

  /**
   * The exit of this name.
   *
   * @throws IllegalArgumentException if none is deployed
   */
  public PredictedExit exit(String name) {
    return exits.stream()
        .filter(exit -> exit.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidFieldException(
                    "exits",
                    "run: a sample left at exit \"%s\"; expected one of %s"
                        .formatted(
                            name,
                            String.join(", ", exits.stream().map(PredictedExit::name).toList()))));
  }
}
