package dev.espalier.report.segment;

import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import dev.espalier.segment.ExitRule;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.StoredFile;
import dev.espalier.segment.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Shows a split model: the file of each segment, and what is sent between slices. */
public final class SplitReport {
  private static final double BYTES_PER_MB = 1e6;

  private final Manifest manifest;

  private SplitReport(Manifest manifest) {
    this.manifest = manifest;
  }

  /**
   * Describes what was written.
   *
   * @param folder where the files are
   */
  public static Report of(Manifest manifest, String folder) {
    return new SplitReport(manifest).report(folder);
  }

  private Report report(String folder) {
    Table segments = segments();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Title.of(
            "%s in %s of %s on %s: %s"
                .formatted(
                    manifest.model().name(),
                    Numbers.count(manifest.segments().size(), "segment"),
                    Numbers.count(manifest.slices().size(), "slice"),
                    Numbers.count(manifest.devices().size(), "device"),
                    folder)));
    blocks.add(segments);
    if (!manifest.transfers().isEmpty()) {
      blocks.add(transfers());
    }
    blocks.add(Note.of(remarks()));
    return Report.of(blocks).withData(segments);
  }

  private Table segments() {
    return Table.of(IntStream.range(0, manifest.segments().size()).boxed().toList())
        .column(Column.numbers("segment", "segment"), Cell::integer)
        .column(Column.numbers("slice", "slice"), n -> Cell.integer(segment(n).slice()))
        .words(Column.words("device", "device"), n -> segment(n).device())
        .words(Column.words("file", "file"), n -> file(n).stored().file())
        .column(Column.words("layers", "from", "to"), n -> layers(segment(n)))
        .column(
            Column.numbers("size", "bytes").in("MB"),
            n -> {
              long bytes = bytes(file(n));
              return Cell.of(Numbers.of(bytes / BYTES_PER_MB), Value.of(bytes));
            })
        .column(Column.numbers("in", "inputs"), n -> Cell.integer(segment(n).inputs().size()))
        .column(Column.numbers("out", "outputs"), n -> Cell.integer(segment(n).outputs().size()))
        .words(Column.words("exit", "exit"), n -> segment(n).exit().map(this::exit).orElse(""))
        .build();
  }

  private SegmentFile file(int number) {
    return manifest.segments().get(number);
  }

  private Segment segment(int number) {
    return file(number).segment();
  }

  private static long bytes(SegmentFile file) {
    return file.stored().bytes() + file.weights().map(StoredFile::bytes).orElse(0L);
  }

  private static Cell layers(Segment segment) {
    int last = segment.to() - 1;
    String positions = segment.from() == last ? "" + last : segment.from() + "-" + last;
    String first = segment.layers().get(0);
    String names =
        segment.layers().size() == 1
            ? first
            : first + ".." + segment.layers().get(segment.layers().size() - 1);
    return Cell.of(positions + " " + names, Value.of(segment.from()), Value.of(segment.to()))
        .orBriefly(positions);
  }

  /** Name of an exit, and when samples leave there. */
  private String exit(SegmentExit exit) {
    ExitRule rule = exit.rule();
    if (rule.threshold().isEmpty()) {
      return exit.name();
    }
    String needed = Numbers.of(rule.threshold().getAsDouble());
    String condition =
        rule.criterion()
            .map(criterion -> criterion.label() + (criterion.leaves(0, 1) ? " <= " : " >= "))
            .orElse("threshold ");
    return "%s (%s%s)".formatted(exit.name(), condition, needed);
  }

  private Table transfers() {
    return Table.of(manifest.transfers())
        .words(Column.words("from", "from"), Transfer::from)
        .words(Column.words("to", "to"), Transfer::to)
        .column(Column.numbers("bytes", "bytes"), sent -> Cell.integer(sent.bytes()))
        .column(
            Column.numbers("time", "predictedMs").in("ms"),
            sent -> Cell.number(sent.predictedMs(), Numbers::of))
        .words(Column.words("tensors", "tensors"), sent -> String.join(", ", sent.tensors()))
        .build();
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    boolean hasSideExit =
        manifest.segments().stream().filter(file -> file.segment().exit().isPresent()).count() > 1;
    boolean hasThresholds =
        manifest.segments().stream()
            .flatMap(file -> file.segment().exit().stream())
            .anyMatch(exit -> exit.rule().threshold().isPresent());
    if (hasSideExit && !hasThresholds) {
      remarks.add(
          "the plan has no thresholds: whoever runs the segments decides which samples leave");
    }
    return remarks;
  }
}
