package dev.espalier.reproduction.popex;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.popex.AlexNetRuns.Curve;
import dev.espalier.reproduction.popex.AlexNetScene.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the text states about figure 4, beside the answers for B-AlexNet. */
final class CutClaims {
  private static final String BECAUSE = "layer times are not published, and these are assumed";

  private static final String WHERE = "figure 4a, p = 0.8";
  private static final double PROBABILITY = 0.8;

  /** Gamma from which the text has everything in the cloud, and the one of the code before it. */
  private static final double FIRST_IN_CLOUD = 500;

  private static final double LAST_BEFORE = 400;

  private CutClaims() {}

  static List<Claim> of(AlexNetRuns runs) {
    Curve slowest = runs.cut(runs.uplinks().get(0), PROBABILITY);
    return List.of(
        behindTheFirstConvolution(slowest),
        atTheInputFrom500(slowest),
        cutMovesToTheInput(runs),
        earlierAtHigherRates(runs));
  }

  private static Claim behindTheFirstConvolution(Curve curve) {
    Answer before = curve.at(LAST_BEFORE);
    return Claim.statement(
        WHERE,
        String.format(
            Locale.ROOT,
            "before gamma %.0f, the cut is after v1, the first convolution",
            FIRST_IN_CLOUD),
        AlexNetScene.isBehindFirstConvolution(before),
        String.format(
            Locale.ROOT,
            "at gamma %.0f the edge runs the layers up to %s",
            LAST_BEFORE,
            AlexNetScene.cutNames().get(before.edgeLayers())),
        BECAUSE);
  }

  private static Claim atTheInputFrom500(Curve curve) {
    String what = "first gamma of the code's grid with the cut at the input";
    String printed = String.format(Locale.ROOT, "%.0f", FIRST_IN_CLOUD);
    return AlexNetRuns.GAMMAS_IN_CODE.stream()
        .filter(gamma -> curve.at(gamma).isCloudOnly())
        .findFirst()
        .map(gamma -> Claim.number(WHERE, what, printed, "", gamma, 0, BECAUSE))
        .orElse(Claim.missing(WHERE, what, printed, "none of them has; " + BECAUSE));
  }

  private static Claim cutMovesToTheInput(AlexNetRuns runs) {
    Predicate<Curve> moves =
        curve ->
            curve.neverRises(Answer::edgeLayers)
                && !curve.first().isCloudOnly()
                && curve.last().isCloudOnly();
    long moving = runs.byGamma().stream().filter(moves).count();
    return Claim.statement(
        "figure 4",
        "the cut moves to the input as gamma grows",
        moving == runs.byGamma().size(),
        "for %d of %d curves, step by step up to the input"
            .formatted(moving, runs.byGamma().size()),
        BECAUSE);
  }

  private static Claim earlierAtHigherRates(AlexNetRuns runs) {
    boolean holds = true;
    List<String> found = new ArrayList<>();
    for (double probability : AlexNetRuns.PROBABILITIES) {
      List<Double> gammas =
          runs.byGamma().stream()
              .filter(curve -> curve.fixed() == probability)
              .map(CutClaims::firstCloudOnlyGamma)
              .toList();
      for (int i = 1; i < gammas.size(); i++) {
        holds &= gammas.get(i) < gammas.get(i - 1);
      }
      found.add("p = %s at gamma %s".formatted(probability, list(gammas)));
    }
    String uplinks = runs.uplinks().stream().map(Uplink::name).collect(Collectors.joining(", "));
    return Claim.statement(
        "figure 4",
        "the cut reaches the input earlier at higher rates",
        holds,
        "%s: %s".formatted(uplinks, String.join("; ", found)),
        BECAUSE);
  }

  private static String list(List<Double> gammas) {
    return gammas.stream()
        .map(gamma -> String.format(Locale.ROOT, "%.0f", gamma))
        .collect(Collectors.joining(", "));
  }

  private static double firstCloudOnlyGamma(Curve curve) {
    int first = 0;
    while (first < curve.xs().size() && !curve.answers().get(first).isCloudOnly()) {
      first++;
    }
    return first < curve.xs().size() ? curve.xs().get(first) : Double.POSITIVE_INFINITY;
  }
}
