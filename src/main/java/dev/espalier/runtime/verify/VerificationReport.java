package dev.espalier.runtime.verify;

import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import dev.espalier.runtime.verify.Verification.EarlyExits;
import dev.espalier.runtime.verify.Verification.ExitResult;
import dev.espalier.runtime.verify.Verification.Leaving;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows how the segments of a plan compare with the whole model. */
public final class VerificationReport {
  private VerificationReport() {}

  /** Describes a verification. */
  public static Report of(Verification result) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Title.of(headline(result), settings(result)));
    blocks.add(table(result));
    List<String> notes = new ArrayList<>();
    result.early().ifPresent(early -> notes.addAll(early(early, result.samples())));
    blocks.add(Note.of(notes));
    return Report.of(blocks);
  }

  private static String headline(Verification result) {
    return "%s: %s in %s %s the whole model for %s"
        .formatted(
            result.model(),
            Numbers.count(result.segments(), "segment"),
            Numbers.count(result.slices(), "slice"),
            result.isConfirmed() ? "compute the same as" : "differ from",
            Numbers.count(result.samples(), "sample"));
  }

  private static String settings(Verification result) {
    String threads = Numbers.count(result.settings().threads(), "thread");
    String optimized = result.settings().optimized() ? "optimized" : "not optimized";
    return result.tolerance() == 0
        ? "%s, %s; all bits must be equal".formatted(optimized, threads)
        : String.format(
            Locale.ROOT,
            "%s, %s; tolerance: %.0e of the range of an output",
            optimized,
            threads,
            result.tolerance());
  }

  private static Table table(Verification result) {
    Map<String, Leaving> leaving =
        result.early().stream()
            .flatMap(early -> early.exits().stream())
            .collect(Collectors.toMap(Leaving::exit, Function.identity()));
    boolean isLabeled =
        result.early().flatMap(e -> e.correct().stream().boxed().findFirst()).isPresent();
    return Table.of(result.exits())
        .words(Column.words("exit", "exit"), ExitResult::exit)
        .column(
            Column.numbers("identical", "identicalSamples"),
            exit -> Cell.integer(exit.identicalSamples()))
        .column(
            Column.numbers("largest deviation", "absoluteDeviation"),
            exit -> deviation(exit.absolute()))
        .column(
            Column.numbers("of the range", "relativeDeviation"), exit -> deviation(exit.relative()))
        .words(Column.words("verdict", "verdict"), VerificationReport::verdict)
        .column(
            Column.numbers("samples leaving", "leaving").shownIf(!leaving.isEmpty()),
            exit -> count(leaving, exit, one -> OptionalInt.of(one.samples().size())))
        .column(
            Column.numbers("correct", "correct").shownIf(isLabeled),
            exit -> count(leaving, exit, Leaving::correct))
        .build();
  }

  private static String verdict(ExitResult exit) {
    if (exit.absolute() == 0 && exit.isWithin()) {
      return "bit-identical";
    }
    return exit.isWithin() ? "within the tolerance" : "different";
  }

  private static Cell deviation(double value) {
    return Cell.of(value == 0 ? "0" : String.format(Locale.ROOT, "%.2g", value), Value.of(value));
  }

  private static Cell count(
      Map<String, Leaving> leaving, ExitResult exit, Function<Leaving, OptionalInt> number) {
    Leaving found = leaving.get(exit.exit());
    OptionalInt count = found == null ? OptionalInt.empty() : number.apply(found);
    return count.isPresent() ? Cell.integer(count.getAsInt()) : Cell.of(Cell.NOTHING, Value.NONE);
  }

  private static List<String> early(EarlyExits early, int samples) {
    List<String> lines = new ArrayList<>();
    if (early.correct().isPresent()) {
      int correct = early.correct().getAsInt();
      lines.add(
          String.format(
              Locale.ROOT,
              "accuracy where they leave: %d of %d (%.2f %%)",
              correct,
              samples,
              100.0 * correct / samples));
    }
    if (early.deviating() > 0) {
      lines.add(
          "%s got another answer when they left early"
              .formatted(Numbers.count(early.deviating(), "sample")));
    }
    return lines;
  }
}
