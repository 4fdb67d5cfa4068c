package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.pacheco2021.AlexNetRuns.Curve;
import dev.espalier.reproduction.pacheco2021.AlexNetScene.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether answers for B-AlexNet have the shapes of figures 3 and 4. */
final class AlexNetChecks {
  /** Tolerance of equal times. */
  private static final double ROUNDING = 1e-9;

  private static final String BECAUSE = "layer times are not published, and these are assumed";

  private AlexNetChecks() {}

  static List<Claim> of(AlexNetRuns runs) {
    List<Claim> checks = new ArrayList<>();
    for (double gamma : AlexNetRuns.GAMMAS) {
      checks.add(fallsFurthestOnTheSlowest(gamma, runs.times(gamma)));
    }
    checks.add(constantWhileCloudOnly(runs));
    checks.add(cutMovesToTheInput(runs));
    checks.add(earlierAtHigherRates(runs));
    return checks;
  }

  private static Claim fallsFurthestOnTheSlowest(double gamma, List<Curve> curves) {
    boolean holds = curves.stream().allMatch(curve -> neverRises(curve.answers(), Answer::timeMs));
    for (int i = 1; i < curves.size(); i++) {
      holds &= fallMs(curves.get(i - 1)) > fallMs(curves.get(i));
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
        "time falls with p, most on the slowest network",
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

  /** Some curve must have such a stretch, or there is nothing to see. */
  private static Claim constantWhileCloudOnly(AlexNetRuns runs) {
    double gamma = AlexNetRuns.GAMMAS.get(AlexNetRuns.GAMMAS.size() - 1);
    List<Curve> curves = runs.times(gamma);
    boolean holds =
        curves.stream().allMatch(AlexNetChecks::isConstantThenFalls)
            && curves.stream().anyMatch(curve -> cloudOnly(curve) > 1);
    return Claim.statement(
        String.format(Locale.ROOT, "figure 3, gamma %.0f", gamma),
        "time is constant until cloud-only stops being best, then falls",
        holds,
        curves.stream().map(AlexNetChecks::stretch).collect(Collectors.joining(", ")),
        BECAUSE);
  }

  private static boolean isConstantThenFalls(Curve curve) {
    int constant = cloudOnly(curve);
    for (int i = 1; i < curve.answers().size(); i++) {
      double before = curve.answers().get(i - 1).timeMs();
      double now = curve.answers().get(i).timeMs();
      boolean isSame = Math.abs(now - before) <= before * ROUNDING;
      if (i < constant ? !isSame : !(now < before) || curve.answers().get(i).isCloudOnly()) {
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
              .map(AlexNetChecks::firstCloudOnlyGamma)
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
