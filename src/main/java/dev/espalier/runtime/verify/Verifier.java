package dev.espalier.runtime.verify;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.onnx.probe.ProbedCopy;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.runtime.Chain;
import dev.espalier.runtime.ExitDecision;
import dev.espalier.runtime.OnnxRuntime;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.Session;
import dev.espalier.runtime.sample.Labels;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.SegmentOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs a whole model and the segments of a plan on the same samples and compares the answers of
 * every deployed exit. Where one differs, the model runs once more with all tensors that segments
 * exchange as outputs, and the first of them that differs is named: the segment that produces it is
 * the one that computes something else.
 *
 * <p>Where exits have thresholds, each sample also runs through the chain up to the exit at which
 * it leaves.
 */
public final class Verifier {
  private final Manifest manifest;
  private final Path folder;
  private final Path model;
  private final RunSettings settings;
  private final double tolerance;

  /**
   * @param folder the folder of the manifest and its files
   * @param model the whole model
   * @param tolerance of deviations in relation to the range of an output, 0 for equal bits; the
   *     usual one if empty: 0 without optimization, else 1e-5; 2e-2 in half precision
   */
  public Verifier(
      Manifest manifest, Path folder, Path model, RunSettings settings, OptionalDouble tolerance) {
    this.manifest = manifest;
    this.folder = folder;
    this.model = model;
    this.settings = settings;
    this.tolerance = tolerance.orElseGet(() -> Tolerance.of(manifest, settings.optimized()));
  }

  /**
   * Runs all samples.
   *
   * @param labels class of each sample, if known
   * @param decision decides where samples leave
   * @throws InvalidFileException if a file cannot be loaded
   * @throws RuntimeFailedException if a file cannot be run or ONNX Runtime is missing
   */
  public Verification run(Samples samples, Optional<Labels> labels, ExitDecision decision) {
    // First of all: without it, Java cannot even load the class of sessions.
    OnnxRuntime.load();
    List<ExitTally> exits = exits().stream().map(ExitTally::new).toList();
    Departures departures = new Departures(exits(), labels);
    int differing = -1;
    try (Session whole = Session.open(model, settings);
        Chain chain = Chain.open(manifest, folder, settings)) {
      Set<String> answers = answers();
      whole.requireOutputs(answers);
      for (int i = 0; i < samples.count(); i++) {
        Map<String, TensorValues> inputs = samples.sample(i);
        Map<String, TensorValues> expected = whole.run(whole.withUnread(inputs), answers);
        Chain.Run full = chain.run(inputs, (exit, produced) -> false);
        boolean isSame = true;
        for (ExitTally exit : exits) {
          isSame &= exit.add(expected, full.produced(), tolerance);
        }
        differing = isSame || differing >= 0 ? differing : i;
        if (departures.arePossible()) {
          departures.add(i, chain.run(inputs, decision::leaves), expected, tolerance);
        }
      }
      Optional<Verification.Difference> first =
          differing < 0 ? Optional.empty() : first(chain, samples.sample(differing), differing);
      return result(samples.count(), exits, first, departures);
    }
  }

  private Verification result(
      int samples,
      List<ExitTally> exits,
      Optional<Verification.Difference> first,
      Departures departures) {
    return new Verification(
        manifest.model().name(),
        manifest.slices().size(),
        manifest.segments().size(),
        samples,
        settings,
        tolerance,
        exits.stream().map(ExitTally::result).toList(),
        first,
        departures.arePossible() ? Optional.of(departures.result()) : Optional.empty());
  }

  private List<SegmentExit> exits() {
    return manifest.segments().stream().flatMap(file -> file.segment().exit().stream()).toList();
  }

  private Set<String> answers() {
    return exits().stream().flatMap(exit -> exit.outputs().stream()).collect(Collectors.toSet());
  }

  /** The first tensor in the order of the chain that differs by more than the tolerance. */
  private Optional<Verification.Difference> first(
      Chain chain, Map<String, TensorValues> inputs, int sample) {
    Map<String, TensorValues> found = chain.run(inputs, (exit, produced) -> false).produced();
    Map<String, TensorValues> expected = probed(inputs, found.keySet());
    for (int n = 0; n < manifest.segments().size(); n++) {
      for (SegmentOutput output : manifest.segments().get(n).segment().outputs()) {
        Deviation deviation = Deviation.of(expected.get(output.name()), found.get(output.name()));
        if (!deviation.isWithin(tolerance)) {
          return Optional.of(
              new Verification.Difference(
                  output.name(),
                  n,
                  manifest.segments().get(n).segment().device(),
                  sample,
                  deviation.absolute(),
                  deviation.relative()));
        }
      }
    }
    return Optional.empty();
  }

  private Map<String, TensorValues> probed(Map<String, TensorValues> inputs, Set<String> tensors) {
    List<String> inner = new ArrayList<>(tensors);
    try (Session whole = Session.open(model, settings)) {
      inner.removeAll(whole.outputs());
    }
    try (ProbedCopy copy = ProbedCopy.of(model, inner);
        Session probed = Session.open(copy.path(), settings)) {
      return probed.run(probed.withUnread(inputs), new HashSet<>(tensors));
    } catch (IOException e) {
      throw new RuntimeFailedException(
          "%s: cannot be copied to find the first tensor that differs: %s"
              .formatted(model, e.getMessage()));
    }
  }
}
