package dev.espalier.report.profile;

import dev.espalier.profile.FitQuality;
import dev.espalier.profile.OperatorFit;
import dev.espalier.profile.ProfileFit;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The fits to a profile: a row for the rates of the device, and one for each operator. */
final class FitTable {
  private FitTable() {}

  /**
   * A fit.
   *
   * @param of what it is fitted to
   * @param form its form
   * @param quality how good it is
   * @param use what it is used for
   */
  private record Fit(String of, String form, FitQuality quality, String use) {}

  static Table of(ProfileFit fit, FitQuality quality) {
    List<Fit> fits = new ArrayList<>();
    fits.add(new Fit("all layers", "rates", quality, "yes"));
    fit.predictor()
        .ifPresent(
            predictor ->
                predictor
                    .operators()
                    .forEach(
                        each ->
                            fits.add(
                                new Fit(
                                    each.op(),
                                    each.regression().form().label(),
                                    each.quality(),
                                    use(each)))));
    return Table.of(fits)
        .words(Column.words("fit to"), Fit::of)
        .words(Column.words("form"), Fit::form)
        .column(Column.numbers("layers"), each -> Cell.integer(each.quality().layers()))
        .column(
            Column.numbers("R2"),
            each -> Cell.number(each.quality().r2(), r2 -> String.format(Locale.ROOT, "%.3f", r2)))
        .column(Column.words("error median, mean"), each -> Cell.of(errors(each.quality().seen())))
        .column(Column.words("held out"), heldOut())
        .words(Column.words("used"), Fit::use)
        .build();
  }

  private static String use(OperatorFit fit) {
    return fit.isUsed() ? "yes" : "no: the rates err by " + Numbers.percent(fit.paleo().mean());
  }

  private static Function<Fit, Cell> heldOut() {
    return each -> Cell.of(each.quality().heldOut().map(FitTable::errors).orElse(Cell.NOTHING));
  }

  private static String errors(FitQuality.Errors errors) {
    return Numbers.percent(errors.median()) + ", " + Numbers.percent(errors.mean());
  }
}
