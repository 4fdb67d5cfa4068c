package dev.espalier.study.run;

import dev.espalier.cost.TransferTime;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.model.ModelInput;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.SegmentOutput;
import dev.espalier.segment.Transfer;
import dev.espalier.study.run.RunPrediction.PredictedExit;
import dev.espalier.study.run.RunPrediction.PredictedSegment;
import dev.espalier.study.run.RunPrediction.PredictedTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Gathers what a manifest predicts; a catalog adds the transfers of source and sink. */
final class ManifestPrediction {
  private final Manifest manifest;
  private final Optional<DeviceCatalog> catalog;

  ManifestPrediction(Manifest manifest, Optional<DeviceCatalog> catalog) {
    this.manifest = manifest;
    this.catalog = catalog;
  }

  RunPrediction prediction() {
    return new RunPrediction(
        manifest.plan().expectedLatencyMs(),
        manifest.plan().worstCaseLatencyMs(),
        OptionalDouble.empty(),
        manifest.segments().stream()
            .map(file -> new PredictedSegment(file.segment().device(), file.computeMs()))
            .toList(),
        transfers(),
        exits(),
        List.of());
  }

  private List<PredictedTransfer> transfers() {
    List<PredictedTransfer> transfers = new ArrayList<>();
    String first = segment(0).device();
    long inputBytes = manifest.inputs().stream().mapToLong(ModelInput::sentBytes).sum();
    manifest.plan().source().ifPresent(source -> add(transfers, source, first, inputBytes, ""));
    for (Transfer sent : manifest.transfers()) {
      transfers.add(
          new PredictedTransfer(
              sent.from(),
              sent.to(),
              sent.bytes(),
              sent.predictedMs().isPresent()
                  ? sent.predictedMs()
                  : ms(sent.from(), sent.to(), sent.bytes()),
              ""));
    }
    manifest.plan().sink().ifPresent(sink -> answers(transfers, sink));
    return transfers;
  }

  private void answers(List<PredictedTransfer> transfers, String sink) {
    for (int k = 0; k < manifest.segments().size(); k++) {
      Segment segment = segment(k);
      segment
          .exit()
          .ifPresent(
              exit -> add(transfers, segment.device(), sink, bytes(segment, exit), exit.name()));
    }
  }

  private static long bytes(Segment segment, SegmentExit exit) {
    return segment.outputs().stream()
        .filter(output -> exit.outputs().contains(output.name()))
        .map(SegmentOutput::tensor)
        .mapToLong(tensor -> tensor.bytes())
        .sum();
  }

  /** Nothing is sent where source or sink run the slice themselves. */
  private void add(
      List<PredictedTransfer> transfers, String from, String to, long bytes, String exit) {
    if (!from.equals(to)) {
      transfers.add(new PredictedTransfer(from, to, bytes, ms(from, to, bytes), exit));
    }
  }

  private OptionalDouble ms(String from, String to, long bytes) {
    return catalog
        .filter(devices -> devices.indexOf(from) >= 0 && devices.indexOf(to) >= 0)
        .map(devices -> OptionalDouble.of(TransferTime.ms(devices, from, to, bytes)))
        .orElse(OptionalDouble.empty());
  }

  private List<PredictedExit> exits() {
    List<PredictedExit> exits = new ArrayList<>();
    for (int k = 0; k < manifest.segments().size(); k++) {
      int number = k;
      segment(k)
          .exit()
          .ifPresent(
              exit ->
                  exits.add(
                      new PredictedExit(
                          exit.name(), number, exit.probability(), exit.latencyMs())));
    }
    return exits;
  }

  private Segment segment(int number) {
    return manifest.segments().get(number).segment();
  }
}
