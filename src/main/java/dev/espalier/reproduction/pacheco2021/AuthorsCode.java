package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.Verdict;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.study.calibration.Calibration;
import dev.espalier.study.calibration.Reliability;
import dev.espalier.study.calibration.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbers in the authors' repository: a pilot of figure 7, and the temperatures of the exits. */
final class AuthorsCode implements Part {
  private static final String PILOT = "code, pilot file";
  private static final String TEMPERATURES = "code, temperatures, N = 5";

  /** Thresholds of the pilot. */
  private static final List<Double> THRESHOLDS = List.of(0.7, 0.8, 0.85, 0.9);

  /** Mean times of the pilot with exits 3, 3 to 4 and 3 to 5, ms, by threshold. */
  private static final List<List<Double>> PILOT_MS =
      List.of(
          List.of(155.0, 140.0, 142.0, 136.0),
          List.of(150.0, 163.0, 164.0, 196.0),
          List.of(88.0, 97.0, 104.0, 104.0));

  private static final String FEW_PICTURES =
      "each is the mean of 19 to 21 pictures, timed with Python, HTTP and JSON";

  private static final String ODD_ROW = "; they fall with the threshold, unlike figure 7";

  private static final String NOT_PUBLISHED =
      "the weights and logits of their MobileNetV2 are not published";

  private final MobileNetScene scene = MobileNetScene.usual();
  private final MeasuredLog log;

  AuthorsCode(MeasuredLog log) {
    this.log = log;
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (int last : Figure7.lastExits()) {
      claims.add(pilot(last));
    }
    claims.add(fiveAreFastest());
    claims.add(
        Claim.missing(
            TEMPERATURES,
            "temperatures of exits 1 to 6 at 0.8",
            "1.67, 1.29, 1.01, 1.00, 1.22, 1.56",
            NOT_PUBLISHED));
    claims.add(
        Claim.missing(
            TEMPERATURES,
            "negative log-likelihood of exits 1 to 6, before and after",
            "3.97 to 3.25, 1.69 to 1.52, 0.765 to 0.763, 0.521 to 0.524, 0.567 to 0.526, 1.99 to"
                + " 1.75",
            NOT_PUBLISHED));
    claims.add(
        Claim.missing(
            TEMPERATURES,
            "a single temperature for all exits, and its negative log-likelihood, before and after",
            "1.20, 0.971 to 0.912",
            NOT_PUBLISHED));
    claims.add(finalIsOverconfident());
    return claims;
  }

  private List<Double> ours(int last) {
    return THRESHOLDS.stream()
        .map(t -> scene.offloading(last, LeavingByDepth.at(t)).expectedLatencyMs())
        .toList();
  }

  private static List<Double> published(int last) {
    return PILOT_MS.get(last - MobileNetScene.FIRST_EXIT);
  }

  private Claim pilot(int last) {
    return new Claim(
        PILOT,
        "mean time with %s, thresholds 0.7, 0.8, 0.85, 0.9".formatted(Figure7.exits(last)),
        Lines.list("%.0f", published(last)) + " ms",
        Lines.list("%.1f", ours(last)) + " ms",
        new Verdict.NotReproducible(
            Lines.neverFalls(published(last)) ? FEW_PICTURES : FEW_PICTURES + ODD_ROW));
  }

  private Claim fiveAreFastest() {
    int first = MobileNetScene.FIRST_EXIT;
    int last = MobileNetScene.LAST_EXIT;
    return Claim.statement(
        PILOT,
        "exits 3 to 5 are fastest at each threshold",
        Figure7.lastExits().stream()
            .filter(other -> other < last)
            .allMatch(
                other ->
                    Lines.areBelow(published(last), published(other))
                        && Lines.areBelow(ours(last), ours(other))),
        "theirs %s %% below exit 3, ours %s %%"
            .formatted(below(published(first), published(last)), below(ours(first), ours(last))),
        "they are not");
  }

  private static String below(List<Double> all, List<Double> less) {
    return Lines.range(
        "%.0f",
        IntStream.range(0, all.size())
            .mapToObj(i -> 100 * (1 - less.get(i) / all.get(i)))
            .toList());
  }

  /** Of another network, but with the same method. */
  private Claim finalIsOverconfident() {
    Calibration calibration = log.calibration();
    List<Temperature> temperatures = calibration.temperatures();
    String fitted = calibration.fittedOn().orElseThrow();
    List<Reliability> before = calibration.conditions().get(fitted).before();
    List<Reliability> after = calibration.conditions().get(fitted).after();
    return Claim.statement(
        TEMPERATURES,
        "the output is overconfident (temperature above 1), and calibration lowers its negative"
            + " log-likelihood; ours of B-LeNet on MNIST",
        temperatures.get(temperatures.size() - 1).applied() > 1 && last(after) < last(before),
        IntStream.range(0, temperatures.size())
            .mapToObj(
                e ->
                    String.format(
                        Locale.ROOT,
                        "%s %.2f, %.4f to %.4f",
                        calibration.exits().get(e),
                        temperatures.get(e).applied(),
                        before.get(e).negativeLogLikelihood(),
                        after.get(e).negativeLogLikelihood()))
            .collect(Collectors.joining("; ")),
        "it is not");
  }

  private static double last(List<Reliability> exits) {
    return exits.get(exits.size() - 1).negativeLogLikelihood();
  }
}
