package dev.espalier.segment;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that the parts of a manifest fit together. */
final class ManifestCheck {
  private final List<SegmentFile> files;

  /** Where each tensor comes from: the number of a segment, or -1 for an input of the model. */
  private final Map<String, Integer> producers = new HashMap<>();

  private final Map<String, TensorSpec> tensors = new HashMap<>();
  private final Map<String, List<Integer>> readers = new HashMap<>();

  private ManifestCheck(List<SegmentFile> files) {
    this.files = files;
  }

  static void check(List<ModelInput> inputs, List<SegmentFile> files, List<Transfer> transfers) {
    if (inputs.isEmpty()) {
      throw new InvalidFieldException("inputs", "manifest: expected at least one input");
    }
    if (files.isEmpty()) {
      throw new InvalidFieldException("segments", "manifest: expected at least one segment");
    }
    ManifestCheck check = new ManifestCheck(files);
    for (int i = 0; i < inputs.size(); i++) {
      check.produce("inputs/" + i + "/name", inputs.get(i).tensor(), -1);
    }
    check.checkFiles();
    check.checkOrder();
    check.checkSlices();
    for (int n = 0; n < files.size(); n++) {
      check.checkTensors(n);
    }
    check.checkReaders();
    check.checkExits();
    check.checkTransfers(transfers);
  }

  private static InvalidFieldException at(String place, String message, Object... arguments) {
    return new InvalidFieldException(place, message.formatted(arguments));
  }

  private void produce(String place, TensorSpec tensor, int producer) {
    if (tensors.put(tensor.name(), tensor) != null) {
      throw at(place, "tensor \"%s\" is produced twice; expected it once", tensor.name());
    }
    producers.put(tensor.name(), producer);
  }

  private void checkFiles() {
    Set<String> names = new HashSet<>();
    for (int n = 0; n < files.size(); n++) {
      String place = "segments/" + n;
      SegmentFile file = files.get(n);
      checkNew(names, place + "/file", file.stored());
      file.weights().ifPresent(weights -> checkNew(names, place + "/weights/file", weights));
    }
  }

  private static void checkNew(Set<String> names, String place, StoredFile stored) {
    if (!names.add(stored.file())) {
      throw at(place, "file \"%s\" is listed twice; expected it once", stored.file());
    }
  }

  /** Segments follow on one another. */
  private void checkOrder() {
    int next = 0;
    for (int n = 0; n < files.size(); n++) {
      Segment segment = files.get(n).segment();
      if (segment.from() != next) {
        throw at(
            "segments/%d/from".formatted(n),
            "segment %d: from must be %d, where the one before it ends, but is %d",
            n,
            next,
            segment.from());
      }
      next = segment.to();
    }
  }

  /** A slice has the number after that of the one before it, and one device. */
  private void checkSlices() {
    int slice = -1;
    String device = "";
    for (int n = 0; n < files.size(); n++) {
      Segment segment = files.get(n).segment();
      boolean isSame = n > 0 && segment.slice() == slice;
      if (!isSame && segment.slice() != slice + 1) {
        throw at(
            "segments/%d/slice".formatted(n),
            "segment %d: slice must be %s%d but is %d",
            n,
            n == 0 ? "" : slice + " or ",
            slice + 1,
            segment.slice());
      }
      if (isSame && !segment.device().equals(device)) {
        throw at(
            "segments/%d/device".formatted(n),
            "segment %d: device must be \"%s\", as that of its slice, but is \"%s\"",
            n,
            device,
            segment.device());
      }
      slice = segment.slice();
      device = segment.device();
    }
  }

  private void checkTensors(int number) {
    Segment segment = files.get(number).segment();
    for (int i = 0; i < segment.inputs().size(); i++) {
      SegmentInput input = segment.inputs().get(i);
      String place = "segments/%d/inputs/%d".formatted(number, i);
      Integer producer = producers.get(input.name());
      if (producer == null || producer != input.producer().orElse(-1)) {
        throw at(
            place + "/from",
            "segment %d: tensor \"%s\" must come from an earlier segment that lists it among its"
                + " outputs, or from an input of the model, but is said to come from %s",
            number,
            input.name(),
            input.producer().isPresent() ? "segment " + input.producer().getAsInt() : "an input");
      }
      if (!tensors.get(input.name()).equals(input.tensor())) {
        throw at(
            place,
            "segment %d: tensor \"%s\" is described otherwise than where it comes from",
            number,
            input.name());
      }
      readers.computeIfAbsent(input.name(), any -> new ArrayList<>()).add(number);
    }
    for (int i = 0; i < segment.outputs().size(); i++) {
      String place = "segments/%d/outputs/%d/name".formatted(number, i);
      produce(place, segment.outputs().get(i).tensor(), number);
    }
  }

  /** What an output says of its readers is what the inputs say. */
  private void checkReaders() {
    for (int n = 0; n < files.size(); n++) {
      List<SegmentOutput> outputs = files.get(n).segment().outputs();
      for (int i = 0; i < outputs.size(); i++) {
        String name = outputs.get(i).name();
        List<Integer> expected = readers.getOrDefault(name, List.of());
        if (!expected.equals(outputs.get(i).readers())) {
          throw at(
              "segments/%d/outputs/%d/to".formatted(n, i),
              "segment %d: tensor \"%s\" must list %s, the segments that read it, but lists %s",
              n,
              name,
              expected,
              outputs.get(i).readers());
        }
      }
    }
  }

  private void checkExits() {
    Set<String> names = new HashSet<>();
    for (int n = 0; n < files.size(); n++) {
      String place = "segments/%d/exit".formatted(n);
      files
          .get(n)
          .segment()
          .exit()
          .filter(exit -> !names.add(exit.name()))
          .ifPresent(
              exit -> {
                throw at(place + "/name", "exit \"%s\" is listed twice", exit.name());
              });
    }
    int last = files.size() - 1;
    if (files.get(last).segment().exit().isEmpty()) {
      throw at("segments/" + last, "segment %d: expected the final exit at its end", last);
    }
  }

  private void checkTransfers(List<Transfer> transfers) {
    int next = 0;
    for (int n = 1; n < files.size(); n++) {
      Segment before = files.get(n - 1).segment();
      Segment segment = files.get(n).segment();
      if (segment.slice() != before.slice()) {
        if (next == transfers.size()) {
          throw at("transfers", "expected a transfer at boundary %d", segment.from());
        }
        checkTransfer(next, transfers.get(next), before, n);
        next++;
      }
    }
    if (next != transfers.size()) {
      throw at("transfers/" + next, "expected no more than the %d borders between slices", next);
    }
  }

  private void checkTransfer(int index, Transfer sent, Segment before, int number) {
    String place = "transfers/" + index;
    Segment segment = files.get(number).segment();
    if (sent.boundary() != segment.from()
        || !sent.from().equals(before.device())
        || !sent.to().equals(segment.device())) {
      throw at(
          place,
          "expected the transfer at boundary %d from \"%s\" to \"%s\" but found %d from \"%s\" to"
              + " \"%s\"",
          segment.from(),
          before.device(),
          segment.device(),
          sent.boundary(),
          sent.from(),
          sent.to());
    }
    Set<String> crossing = new HashSet<>();
    for (SegmentFile later : files.subList(number, files.size())) {
      for (SegmentInput input : later.segment().inputs()) {
        if (producers.get(input.name()) < number) {
          crossing.add(input.name());
        }
      }
    }
    if (sent.tensors().size() != crossing.size() || !crossing.containsAll(sent.tensors())) {
      throw at(
          place + "/tensors",
          "expected the %d tensors that cross boundary %d: %s",
          crossing.size(),
          segment.from(),
          String.join(", ", crossing.stream().sorted().toList()));
    }
  }
}
