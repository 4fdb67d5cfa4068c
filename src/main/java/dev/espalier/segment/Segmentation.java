package dev.espalier.segment;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The segments of a plan: each slice is cut behind every exit that is deployed in it. The exits of
 * the linearized network are the deployed ones; remove others with {@code BranchyNet.withExits}
 * before. Takes time linear in the layers, their inputs and outputs. Immutable and thread-safe.
 */
public final class Segmentation {
  private final Linearization line;
  private final List<Slice> slices;
  private final List<Segment> segments;

  private Segmentation(Linearization line, List<Slice> slices, List<Segment> segments) {
    this.line = line;
    this.slices = slices;
    this.segments = segments;
  }

  /**
   * Cuts slices into segments.
   *
   * @param line the network with its deployed exits
   * @param slices all positions in order
   * @throws IllegalArgumentException if the slices do not cover every position once, in order
   */
  public static Segmentation of(Linearization line, List<Slice> slices) {
    checkCover(line, slices);
    return new Segmentation(
        line, List.copyOf(slices), new Cutter(line, slices, Set.of()).segments());
  }

  /**
   * These segments, cut behind some more positions, so that more can be placed apart.
   *
   * @param positions positions behind which a segment ends, as it does behind an exit
   */
  public Segmentation cutBehind(Set<Integer> positions) {
    return new Segmentation(line, slices, new Cutter(line, slices, positions).segments());
  }

  private static void checkCover(Linearization line, List<Slice> slices) {
    int next = 0;
    for (int k = 0; k < slices.size(); k++) {
      if (slices.get(k).from() != next) {
        throw new InvalidFieldException(
            "slices/" + k + "/from",
            "slice %d: from must be %d, where the one before it ends, but is %d"
                .formatted(k, next, slices.get(k).from()));
      }
      next = slices.get(k).to();
    }
    if (next != line.length()) {
      throw new InvalidFieldException(
          "slices",
          "slices must cover the %d positions of model \"%s\" but end at %d"
              .formatted(line.length(), line.net().name(), next));
    }
  }

  /** The linearized network with its deployed exits. */
  public Linearization linearization() {
    return line;
  }

  /** The slices. */
  public List<Slice> slices() {
    return slices;
  }

  /** The segments in the order in which they run. */
  public List<Segment> segments() {
    return segments;
  }

  /** What is sent from each slice to the next one, without predicted times. */
  public List<Transfer> transfers() {
    List<Transfer> transfers = new ArrayList<>();
    for (int k = 1; k < slices.size(); k++) {
      int boundary = slices.get(k).from();
      transfers.add(
          new Transfer(
              boundary,
              slices.get(k - 1).device(),
              slices.get(k).device(),
              line.crossing(boundary).stream().map(TensorSpec::name).toList(),
              line.payloadBytes(boundary),
              OptionalDouble.empty()));
    }
    return transfers;
  }

  /** Finds the segments: where each tensor is produced and which segments read it. */
  private static final class Cutter {
    private final Linearization line;
    private final List<Slice> slices;

    /** Positions behind which a segment ends without an exit. */
    private final Set<Integer> ends;

    /** Index of the exit at each position that has one. */
    private final Map<Integer, Integer> exits = new HashMap<>();

    /** Number of the segment of each position. */
    private final int[] numbers;

    /** Slice of each segment, its first position, and as last item the length of the network. */
    private final List<Integer> sliceOf = new ArrayList<>();

    private final List<Integer> starts = new ArrayList<>();

    private final Map<String, TensorSpec> modelInputs = new HashMap<>();
    private final Map<String, Integer> producers = new HashMap<>();
    private final Map<String, TensorSpec> produced = new HashMap<>();
    private final Map<String, Set<Integer>> readers = new HashMap<>();

    Cutter(Linearization line, List<Slice> slices, Set<Integer> ends) {
      this.line = line;
      this.slices = slices;
      this.ends = ends;
      numbers = new int[line.length()];
      for (int e = 0; e < line.net().exits().size(); e++) {
        exits.put(line.exitPosition(e), e);
      }
    }

    List<Segment> segments() {
      number();
      line.net().inputs().stream()
          .map(ModelInput::tensor)
          .forEach(tensor -> modelInputs.put(tensor.name(), tensor));
      for (int i = 0; i < line.length(); i++) {
        int segment = numbers[i];
        for (String input : line.layer(i).inputs()) {
          readers.computeIfAbsent(input, any -> new TreeSet<>()).add(segment);
        }
        for (TensorSpec output : line.layer(i).outputs()) {
          producers.put(output.name(), segment);
          produced.put(output.name(), output);
        }
      }
      List<Segment> segments = new ArrayList<>();
      for (int n = 0; n < sliceOf.size(); n++) {
        segments.add(segment(n));
      }
      return List.copyOf(segments);
    }

    private void number() {
      for (int k = 0; k < slices.size(); k++) {
        for (int i = slices.get(k).from(); i < slices.get(k).to(); i++) {
          if (i == slices.get(k).from() || exits.containsKey(i - 1) || ends.contains(i - 1)) {
            sliceOf.add(k);
            starts.add(i);
          }
          numbers[i] = sliceOf.size() - 1;
        }
      }
      starts.add(line.length());
    }

    private Segment segment(int number) {
      int from = starts.get(number);
      int to = starts.get(number + 1);
      List<Layer> layers = line.layers().subList(from, to);
      Optional<SegmentExit> exit = Optional.ofNullable(exits.get(to - 1)).map(this::exit);
      List<String> answer = exit.map(SegmentExit::outputs).orElse(List.of());
      int slice = sliceOf.get(number);
      return new Segment(
          slice,
          slices.get(slice).device(),
          from,
          to,
          layers.stream().map(Layer::name).toList(),
          inputs(number, layers),
          outputs(number, layers, answer),
          exit);
    }

    private SegmentExit exit(int index) {
      Exit exit = line.net().exits().get(index);
      return new SegmentExit(
          exit.name(),
          exit.probability(),
          line.results(index).stream().map(TensorSpec::name).toList(),
          SegmentExit.Scores.of(line.layer(line.exitPosition(index)).op()),
          ExitRule.OPEN,
          OptionalDouble.empty());
    }

    private List<SegmentInput> inputs(int number, List<Layer> layers) {
      Map<String, SegmentInput> inputs = new LinkedHashMap<>();
      for (Layer layer : layers) {
        for (String tensor : layer.inputs()) {
          Integer producer = producers.get(tensor);
          if (producer == null) {
            inputs.put(tensor, new SegmentInput(modelInputs.get(tensor), OptionalInt.empty()));
          } else if (producer != number) {
            inputs.put(tensor, new SegmentInput(produced.get(tensor), OptionalInt.of(producer)));
          }
        }
      }
      return List.copyOf(inputs.values());
    }

    private List<SegmentOutput> outputs(int number, List<Layer> layers, List<String> answer) {
      List<SegmentOutput> outputs = new ArrayList<>();
      for (Layer layer : layers) {
        for (TensorSpec tensor : layer.outputs()) {
          List<Integer> later =
              readers.getOrDefault(tensor.name(), Set.of()).stream()
                  .filter(reader -> reader > number)
                  .toList();
          if (!later.isEmpty() || answer.contains(tensor.name())) {
            outputs.add(new SegmentOutput(tensor, later));
          }
        }
      }
      return outputs;
    }
  }
}
