package dev.espalier.reproduction.popex;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.popex.AlexNetRuns.Curve;
import dev.espalier.reproduction.popex.AlexNetScene.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the text states about figures 3 and 4, beside the answers for B-AlexNet. */
final class AlexNetClaims {
  /** Tolerance of equal times. */
  private static final double ROUNDING = 1e-9;

  private static final String BECAUSE = "layer times are not published, and these are assumed";

  private static final String THIRD_FACT = "figure 4a, p = 0.8";
  private static final double PROBABILITY = 0.8;

  /** Gamma from which the text has everything in the cloud, and the one of the code before it. */
  private static final double FIRST_IN_CLOUD = 500;

  private static final double LAST_BEFORE = 400;

  private AlexNetClaims() {}

  static List<Claim> of(AlexNetRuns runs) {
    List<Claim> claims = new ArrayList<>();
    Curve slowest = runs.times(AlexNetRuns.GAMMAS.get(0)).get(0);
    claims.add(saved(slowest));
    claims.add(partInTheCloud(slowest));
    for (double gamma : AlexNetRuns.GAMMAS) {
      claims.add(fallsFurthestOnTheSlowest(gamma, runs.times(gamma)));
    }
    claims.add(constantWhileCloudOnly(runs));
    claims.add(fallsBehindTheStretch(runs));
    claims.addAll(movesAt500(runs.cut(runs.uplinks().get(0), PROBABILITY)));
    claims.add(cutMovesToTheInput(runs));
    claims.add(earlierAtHigherRates(runs));
    return claims;
  }

  private static Claim saved(Curve curve) {
    return Claim.percentage(
        "figure 3a, 3G",
        "time saved at p = 1 against p = 0",
        "87.27",
        savedPercent(curve.first(), curve.last()),
        0.1,
        BECAUSE);
  }

  static double savedPercent(Answer without, Answer with) {
    return 100 * (1 - with.timeMs() / without.timeMs());
  }

  private static Claim partInTheCloud(Curve curve) {
    String cut = AlexNetScene.cutNames().get(curve.first().edgeLayers());
    return Claim.statement(
        "figure 3a, 3G",
        "at low p part of the layers runs in the cloud",
        isSplit(curve.first()),
        "at p = 0 the edge runs the layers up to " + cut,
        BECAUSE);
  }

  private static boolean isSplit(Answer answer) {
    return !answer.isCloudOnly() && answer.edgeLayers() < AlexNetScene.cutNames().size() - 1;
  }

  private static List<Claim> movesAt500(Curve curve) {
    double first =
        AlexNetRuns.GAMMAS_IN_CODE.stream()
            .filter(gamma -> curve.at(gamma).isCloudOnly())
            .findFirst()
            .orElse(Double.NaN);
    Claim input =
        Double.isNaN(first)
            ? Claim.missing(
                THIRD_FACT,
                "first gamma of the code's with the cut at the input",
                "500",
                "none of them has; " + BECAUSE)
            : Claim.number(
                THIRD_FACT,
                "first gamma of the code's with the cut at the input",
                "500",
                "",
                first,
                0,
                BECAUSE);
    return List.of(
        Claim.statement(
            THIRD_FACT,
            "before gamma %.0f the cut is behind v1, the first convolution"
                .formatted(FIRST_IN_CLOUD),
            AlexNetScene.isBehindFirstConvolution(curve.at(LAST_BEFORE)),
            "at gamma %.0f the edge runs the layers up to %s"
                .formatted(
                    LAST_BEFORE, AlexNetScene.cutNames().get(curve.at(LAST_BEFORE).edgeLayers())),
            BECAUSE),
        input);
  }

  private static Claim fallsFurthestOnTheSlowest(double gamma, List<Curve> curves) {
    boolean holds =
        curves.stream().allMatch(curve -> neverRises(curve.answers(), Answer::timeMs))
            && fallMs(curves.get(0)) > fallMs(curves.get(1));
    for (int i = 2; i < curves.size(); i++) {
      holds &= fallMs(curves.get(i - 1)) >= fallMs(curves.get(i));
    }
    String found =
        curves.stream()
            .map(
                curve ->
                    String.format(
                        Locale.ROOT,
                        "%s %.0f to %.0f ms",
                        curve.uplink().name(),
                        curve.first().timeMs(),
                        curve.last().timeMs()))
            .collect(Collectors.joining(", "));
    return Claim.statement(
        String.format(Locale.ROOT, "figure 3, gamma %.0f", gamma),
        "time never rises with p, and falls most on the slowest network",
        holds,
        found,
        BECAUSE);
  }

  private static double fallMs(Curve curve) {
    return curve.first().timeMs() - curve.last().timeMs();
  }

  private static boolean neverRises(List<Answer> answers, Function<Answer, Double> value) {
    for (int i = 1; i < answers.size(); i++) {
      if (value.apply(answers.get(i)) > value.apply(answers.get(i - 1)) * (1 + ROUNDING)) {
        return false;
      }
    }
    return true;
  }

  private static List<Curve> atLargeGamma(AlexNetRuns runs) {
    return runs.times(AlexNetRuns.GAMMAS.get(AlexNetRuns.GAMMAS.size() - 1));
  }

  /** Some curve must have such a stretch, or there is nothing to see. */
  private static Claim constantWhileCloudOnly(AlexNetRuns runs) {
    List<Curve> curves = atLargeGamma(runs);
    return Claim.statement(
        "figure 3b",
        "time is constant over a stretch of p where everything runs in the cloud",
        curves.stream().allMatch(AlexNetClaims::isConstantWhileCloudOnly)
            && curves.stream().anyMatch(curve -> cloudOnly(curve) > 1),
        stretches(curves),
        BECAUSE);
  }

  private static Claim fallsBehindTheStretch(AlexNetRuns runs) {
    List<Curve> curves = atLargeGamma(runs);
    return Claim.statement(
        "figure 3b",
        "behind that stretch the edge becomes better and time falls with p",
        curves.stream().allMatch(AlexNetClaims::fallsBehindTheStretch)
            && curves.stream().anyMatch(c -> cloudOnly(c) > 1 && cloudOnly(c) < c.answers().size()),
        stretches(curves),
        "with the share of the data sheet that gives the printed numbers, everything stays in the"
            + " cloud on 4G; figure 3b by cloud shows from which share on it does not");
  }

  private static String stretches(List<Curve> curves) {
    return curves.stream().map(AlexNetClaims::stretch).collect(Collectors.joining(", "));
  }

  private static boolean isConstantWhileCloudOnly(Curve curve) {
    double first = curve.first().timeMs();
    return curve.answers().stream()
        .limit(cloudOnly(curve))
        .allMatch(answer -> Math.abs(answer.timeMs() - first) <= first * ROUNDING);
  }

  private static boolean fallsBehindTheStretch(Curve curve) {
    for (int i = Math.max(1, cloudOnly(curve)); i < curve.answers().size(); i++) {
      Answer now = curve.answers().get(i);
      if (!(now.timeMs() < curve.answers().get(i - 1).timeMs()) || now.isCloudOnly()) {
        return false;
      }
    }
    return true;
  }

  /** Number of answers at the beginning that leave everything to the cloud. */
  private static int cloudOnly(Curve curve) {
    int count = 0;
    while (count < curve.answers().size() && curve.answers().get(count).isCloudOnly()) {
      count++;
    }
    return count;
  }

  private static String stretch(Curve curve) {
    int constant = cloudOnly(curve);
    if (constant == curve.answers().size()) {
      return curve.uplink().name() + " cloud-only for every p";
    }
    return constant == 0
        ? curve.uplink().name() + " not cloud-only for any p"
        : String.format(
            Locale.ROOT,
            "%s cloud-only up to p = %.2f",
            curve.uplink().name(),
            curve.xs().get(constant - 1));
  }

  private static Claim cutMovesToTheInput(AlexNetRuns runs) {
    Predicate<Curve> moves =
        curve ->
            neverRises(curve.answers(), answer -> (double) answer.edgeLayers())
                && !curve.first().isCloudOnly()
                && curve.last().isCloudOnly();
    long moving = runs.byGamma().stream().filter(moves).count();
    return Claim.statement(
        "figure 4",
        "the cut moves to the input as gamma grows",
        moving == runs.byGamma().size(),
        "for %d of %d curves, step by step and all the way"
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
              .map(AlexNetClaims::firstCloudOnlyGamma)
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
