package dev.espalier.report.profile;

import dev.espalier.internal.Printable;
import dev.espalier.profile.FitQuality;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.LayerWork;
import dev.espalier.profile.PaleoFit;
import dev.espalier.profile.ProfileFit;
import dev.espalier.profile.SegmentTime;
import dev.espalier.profile.Setup;
import dev.espalier.profile.Timing;
import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/** Shows a profile: measured beside fitted times of each layer, and how good the fits are. */
public final class ProfileReport {
  private final ProfileFit fit;

  private ProfileReport(ProfileFit fit) {
    this.fit = fit;
  }

  /**
   * Describes a profile and what is fitted to it.
   *
   * @param file name of the file that it was read from
   * @param device the device as text of a catalog; empty if there are no rates
   */
  public static Report of(ProfileFit fit, String file, String device) {
    ProfileReport report = new ProfileReport(fit);
    Table layers = report.layers();
    List<Block> blocks = new ArrayList<>(List.of(report.title(file), layers));
    fit.quality().ifPresent(quality -> blocks.add(FitTable.of(fit, quality)));
    if (!fit.profile().segments().isEmpty()) {
      blocks.add(report.segments());
    }
    blocks.add(Note.of(report.rates(device)).withCaveats(report.caveats()));
    return Report.of(blocks).withData(layers);
  }

  private Title title(String file) {
    Setup setup = fit.profile().setup();
    List<String> on = new ArrayList<>();
    setup.device().ifPresent(on::add);
    setup.machine().ifPresent(on::add);
    setup.runtime().ifPresent(on::add);
    setup.options().forEach((name, value) -> on.add(name + " " + Printable.line(value)));
    String text =
        "%s: %s, %s ms"
            .formatted(
                fit.profile().network().orElseGet(() -> Printable.line(file)),
                Numbers.count(fit.profile().layers().size(), "layer"),
                Numbers.of(fit.profile().totalMs()));
    return on.isEmpty() ? Title.of(text) : Title.of(text, "measured on " + String.join(", ", on));
  }

  private Table layers() {
    Table.Builder<LayerTime> table =
        Table.of(fit.profile().layers())
            .words(Column.words("layer", "layer"), LayerTime::name)
            .words(Column.words("op", "op"), layer -> layer.op().orElse(""))
            .column(
                Column.numbers("median", "medianMs").in("ms"),
                layer -> Cell.number(layer.time().medianMs()))
            .column(
                Column.words("95 % interval", "lowMs", "highMs"), layer -> interval(layer.time()))
            .column(Column.hidden("runs"), layer -> runs(layer.time()));
    work(table, "flops", true, LayerWork::flops);
    work(table, "readBytes", false, LayerWork::readBytes);
    work(table, "writeBytes", false, LayerWork::writeBytes);
    return table
        .column(
            Column.numbers("fitted", "fittedMs").in("ms"),
            layer -> Cell.number(fit.fittedMs(layer), Numbers::of))
        .column(Column.numbers("off"), layer -> Cell.of(off(layer, fit.fittedMs(layer))))
        .column(
            Column.numbers("predicted", "predictedMs").in("ms"),
            layer -> Cell.number(fit.predictedMs(layer), Numbers::of))
        .build()
        .withFooter(totals());
  }

  private static Cell interval(Timing time) {
    return time.interval()
        .map(
            range ->
                Cell.of(
                    "%s to %s".formatted(Numbers.of(range.lowMs()), Numbers.of(range.highMs())),
                    Value.of(range.lowMs()),
                    Value.of(range.highMs())))
        .orElse(Cell.of(Cell.NOTHING));
  }

  private static Cell runs(Timing time) {
    return time.runs().isPresent() ? Cell.integer(time.runs().getAsInt()) : Cell.of(Cell.NOTHING);
  }

  private void work(
      Table.Builder<LayerTime> table,
      String key,
      boolean isShown,
      ToLongFunction<LayerWork> value) {
    table.column(
        Column.numbers(key, key).shownIf(isShown && fit.paleo().isPresent()),
        layer ->
            layer
                .work()
                .map(work -> Cell.integer(value.applyAsLong(work)))
                .orElse(Cell.of(Cell.NOTHING)));
  }

  private static String off(LayerTime layer, OptionalDouble fitted) {
    return fitted.isPresent() && layer.time().medianMs() > 0
        ? Numbers.signed(fitted.getAsDouble() / layer.time().medianMs() - 1)
        : Cell.NOTHING;
  }

  private List<String> totals() {
    return fit.quality()
        .filter(quality -> quality.measuredMs() > 0)
        .map(
            quality ->
                List.of(
                    "%s: measured %s ms, fitted %s ms (%s)"
                        .formatted(
                            Numbers.count(quality.layers(), "layer"),
                            Numbers.of(quality.measuredMs()),
                            Numbers.of(quality.fittedMs()),
                            Numbers.signed(quality.fittedMs() / quality.measuredMs() - 1))))
        .orElse(List.of());
  }

  private Table segments() {
    return Table.of(fit.profile().segments())
        .words(Column.words("from"), SegmentTime::from)
        .words(Column.words("to"), SegmentTime::to)
        .column(Column.numbers("together").in("ms"), s -> Cell.of(Numbers.of(s.time().medianMs())))
        .column(
            Column.numbers("sum of layers").in("ms"),
            s -> Cell.of(Numbers.of(s.time().medianMs() - fit.profile().differenceMs(s))))
        .column(
            Column.numbers("difference").in("ms"),
            s -> Cell.of(Numbers.of(fit.profile().differenceMs(s))))
        .build();
  }

  private List<String> rates(String device) {
    List<String> lines = new ArrayList<>();
    fit.together()
        .ifPresent(
            together ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "layers that run together take %.3f times the sum of their times, and %s ms"
                            + " to start; plans count what their part of the network takes",
                        together.factor(),
                        Numbers.of(together.overheadMs()))));
    if (fit.paleo().isPresent()) {
      lines.add("fitted: flops / gflops + bytes read and written / ioMBps + layerOverheadMs");
      lines.add("predicted: by the regression of the operator where it is used, else as fitted");
      lines.add("the device for a catalog:");
      lines.addAll(device.lines().toList());
    }
    return lines;
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    Optional<FitQuality> quality = fit.quality();
    if (quality.isEmpty()) {
      caveats.add("no rates: the flops and bytes of the layers are unknown; --model M adds them");
    } else if (quality.get().layers() < fit.profile().layers().size()) {
      caveats.add(
          "fitted to %s of %s, as the work of the others is unknown"
              .formatted(
                  quality.get().layers(), Numbers.count(fit.profile().layers().size(), "layer")));
    }
    if (quality.isPresent() && quality.get().layers() < PaleoFit.MIN_LAYERS) {
      caveats.add(
          "rates of %s are a guess: fewer than %s, so that no other layer is predicted from them"
              .formatted(Numbers.count(quality.get().layers(), "layer"), PaleoFit.MIN_LAYERS));
    }
    fit.paleo().ifPresent(rates -> caveats.addAll(unlimited(rates)));
    return caveats;
  }

  private static List<String> unlimited(PaleoFit rates) {
    List<String> caveats = new ArrayList<>();
    if (rates.gflops().isEmpty()) {
      caveats.add("gflops stands for no limit: no measured time is due to operations");
    }
    if (rates.ioMBps().isEmpty()) {
      caveats.add("ioMBps stands for no limit: no measured time is due to bytes");
    }
    return caveats;
  }
}
