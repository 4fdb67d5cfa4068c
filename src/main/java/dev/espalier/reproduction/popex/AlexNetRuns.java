package dev.espalier.reproduction.popex;

import dev.espalier.reproduction.popex.AlexNetScene.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Answers for B-AlexNet over the axes of figures 3 and 4.
 *
 * @param byProbability for figure 3: a curve for each gamma and uplink
 * @param byGamma for figure 4: a curve for each uplink and probability
 */
record AlexNetRuns(List<Curve> byProbability, List<Curve> byGamma) {
  static final List<Double> GAMMAS = List.of(10.0, 100.0);
  static final List<Double> PROBABILITIES = List.of(0.0, 0.2, 0.5, 0.8);

  /** From 0 to 1 in steps of 0.05. */
  private static final List<Double> ALL_PROBABILITIES =
      IntStream.rangeClosed(0, 20).mapToObj(i -> i / 20.0).toList();

  /** In the authors' code. */
  static final List<Double> GAMMAS_IN_CODE =
      List.of(10.0, 50.0, 100.0, 200.0, 300.0, 400.0, 500.0, 1000.0);

  /** Those, and from 1 to 10,000 twenty to a decade. */
  private static final List<Double> ALL_GAMMAS =
      Stream.concat(
              GAMMAS_IN_CODE.stream(),
              IntStream.rangeClosed(0, 80)
                  .mapToObj(i -> Math.rint(100 * Math.pow(10, i / 20.0)) / 100))
          .distinct()
          .sorted()
          .toList();

  /**
   * Answers along one axis.
   *
   * @param uplink the network
   * @param fixed what stays: gamma along the probabilities, the probability along gamma
   * @param xs the axis
   * @param answers one for each x
   */
  record Curve(Uplink uplink, double fixed, List<Double> xs, List<Answer> answers) {
    /** Tolerance of equal times. */
    static final double ROUNDING = 1e-9;

    static Curve of(Uplink uplink, double fixed, List<Double> xs, DoubleFunction<Answer> answer) {
      return new Curve(uplink, fixed, xs, xs.stream().map(x -> answer.apply(x)).toList());
    }

    /** Number of answers at the beginning that leave everything to the cloud. */
    int cloudOnly() {
      int count = 0;
      while (count < answers.size() && answers.get(count).isCloudOnly()) {
        count++;
      }
      return count;
    }

    boolean neverRises(ToDoubleFunction<Answer> value) {
      for (int i = 1; i < answers.size(); i++) {
        double before = value.applyAsDouble(answers.get(i - 1));
        if (value.applyAsDouble(answers.get(i)) > before * (1 + ROUNDING)) {
          return false;
        }
      }
      return true;
    }

    Answer at(double x) {
      return answers.get(xs.indexOf(x));
    }

    Answer first() {
      return answers.get(0);
    }

    Answer last() {
      return answers.get(answers.size() - 1);
    }
  }

  static AlexNetRuns of(AlexNetScene scene, List<Uplink> uplinks) {
    List<Curve> byProbability = new ArrayList<>();
    List<Curve> byGamma = new ArrayList<>();
    for (Uplink uplink : uplinks) {
      for (double gamma : GAMMAS) {
        byProbability.add(
            Curve.of(uplink, gamma, ALL_PROBABILITIES, p -> scene.answer(gamma, uplink.mbps(), p)));
      }
      for (double probability : PROBABILITIES) {
        byGamma.add(
            Curve.of(
                uplink,
                probability,
                ALL_GAMMAS,
                gamma -> scene.answer(gamma, uplink.mbps(), probability)));
      }
    }
    return new AlexNetRuns(List.copyOf(byProbability), List.copyOf(byGamma));
  }

  /** The curves over the probabilities for one gamma, the slowest uplink first. */
  List<Curve> times(double gamma) {
    return byProbability.stream().filter(curve -> curve.fixed() == gamma).toList();
  }

  /** The curves over gamma for one uplink. */
  List<Curve> cuts(Uplink uplink) {
    return byGamma.stream().filter(curve -> curve.uplink().equals(uplink)).toList();
  }

  /** The curve over gamma for one uplink and probability. */
  Curve cut(Uplink uplink, double probability) {
    return cuts(uplink).stream()
        .filter(curve -> curve.fixed() == probability)
        .findFirst()
        .orElseThrow();
  }

  /** The uplinks, the slowest first. */
  List<Uplink> uplinks() {
    return byGamma.stream().map(Curve::uplink).distinct().toList();
  }
}
