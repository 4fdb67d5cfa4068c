package dev.espalier.reproduction.popex;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.popex.AlexNetRuns.Curve;
import dev.espalier.reproduction.popex.AlexNetScene.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the text states about figure 3, beside the answers for B-AlexNet. */
final class TimeClaims {
  private static final String BECAUSE = "layer times are not published, and these are assumed";

  private TimeClaims() {}

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
        "at low p, part of the layers run in the cloud",
        isSplit(curve.first()),
        "at p = 0 the edge runs the layers up to " + cut,
        BECAUSE);
  }

  private static boolean isSplit(Answer answer) {
    return !answer.isCloudOnly() && answer.edgeLayers() < AlexNetScene.cutNames().size() - 1;
  }

  private static Claim fallsFurthestOnTheSlowest(double gamma, List<Curve> curves) {
    boolean holds =
        curves.stream().allMatch(curve -> curve.neverRises(Answer::timeMs))
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

  private static List<Curve> atLargeGamma(AlexNetRuns runs) {
    return runs.times(AlexNetRuns.GAMMAS.get(AlexNetRuns.GAMMAS.size() - 1));
  }

  /** Some curve must have such a stretch, or there is nothing to see. */
  private static Claim constantWhileCloudOnly(AlexNetRuns runs) {
    List<Curve> curves = atLargeGamma(runs);
    return Claim.statement(
        "figure 3b",
        "time is constant over a stretch of p where everything runs in the cloud",
        curves.stream().allMatch(TimeClaims::isConstantWhileCloudOnly)
            && curves.stream().anyMatch(curve -> curve.cloudOnly() > 1),
        stretches(curves),
        BECAUSE);
  }

  private static Claim fallsBehindTheStretch(AlexNetRuns runs) {
    List<Curve> curves = atLargeGamma(runs);
    return Claim.statement(
        "figure 3b",
        "beyond that stretch the edge becomes better and time falls with p",
        curves.stream().allMatch(TimeClaims::fallsBehindTheStretch)
            && curves.stream()
                .anyMatch(c -> c.cloudOnly() > 1 && c.cloudOnly() < c.answers().size()),
        stretches(curves),
        "with the share of the data sheet that gives the printed numbers, everything stays in the"
            + " cloud on 4G; figure 3b by cloud shows from which share on it does not");
  }

  private static String stretches(List<Curve> curves) {
    return curves.stream().map(TimeClaims::stretch).collect(Collectors.joining(", "));
  }

  private static boolean isConstantWhileCloudOnly(Curve curve) {
    double first = curve.first().timeMs();
    return curve.answers().stream()
        .limit(curve.cloudOnly())
        .allMatch(answer -> Math.abs(answer.timeMs() - first) <= first * Curve.ROUNDING);
  }

  private static boolean fallsBehindTheStretch(Curve curve) {
    for (int i = Math.max(1, curve.cloudOnly()); i < curve.answers().size(); i++) {
      Answer now = curve.answers().get(i);
      if (!(now.timeMs() < curve.answers().get(i - 1).timeMs()) || now.isCloudOnly()) {
        return false;
      }
    }
    return true;
  }

  private static String stretch(Curve curve) {
    int constant = curve.cloudOnly();
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
}
