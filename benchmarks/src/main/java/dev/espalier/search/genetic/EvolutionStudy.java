package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.study.RankSum;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;

/**
 * Compares the evolution with restarts of its local moves, and with what is left of it without one
 * of its parts, at equal work: every seed draws a problem, and every variant works on it as long.
 * Gaps are to the best plan that any of the variants found on that problem.
 *
 * <p>Usage: {@code EvolutionStudy cpu=MS|evaluations=N seeds=N [PROBLEM...]}.
 */
public final class EvolutionStudy {
  private static final double ROUNDING = 1e-9;

  private final double cpuMs;
  private final long evaluations;
  private final int seeds;

  private EvolutionStudy(double cpuMs, long evaluations, int seeds) {
    this.cpuMs = cpuMs;
    this.evaluations = evaluations;
    this.seeds = seeds;
  }

  /** Runs the study and prints a table in Markdown for each class of problems. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    String[] budget = args[0].split("=");
    boolean isTime = budget[0].equals("cpu");
    EvolutionStudy study =
        new EvolutionStudy(
            isTime ? Double.parseDouble(budget[1]) : Double.POSITIVE_INFINITY,
            isTime ? Long.MAX_VALUE : Long.parseLong(budget[1]),
            Integer.parseInt(args[1].split("=")[1]));
    List<StudyProblem> problems =
        args.length > 2
            ? Arrays.stream(args).skip(2).map(StudyProblem::valueOf).toList()
            : List.of(StudyProblem.values());
    problems.forEach(study::run);
  }

  private void run(StudyProblem problem) {
    StudyVariant[] variants = StudyVariant.values();
    double[][] scores = new double[variants.length][seeds];
    double[] improved = new double[variants.length];
    double[] best = new double[seeds];
    warmUp(problem);
    for (int s = 0; s < seeds; s++) {
      CostTables costs = new CostTables(problem.ofSeed(s + 1));
      best[s] = Double.POSITIVE_INFINITY;
      for (StudyVariant variant : variants) {
        StudyBudget budget = new StudyBudget(costs, cpuMs, evaluations);
        variant.run(costs, budget, new SplittableRandom(s + 1));
        scores[variant.ordinal()][s] = budget.minScore();
        improved[variant.ordinal()] += (double) budget.evaluations() / seeds;
        best[s] = Math.min(best[s], budget.minScore());
      }
    }
    System.out.printf("%n%s%n%n", problem);
    System.out.println(
        "| variant | plans improved | mean gap % | sd | better/equal/worse than the better restarts | p |");
    System.out.println("|---|--:|--:|--:|--:|--:|");
    double[] restarts = gaps(scores[betterRestarts(scores)], best);
    for (StudyVariant variant : variants) {
      double[] gaps = gaps(scores[variant.ordinal()], best);
      System.out.println(row(variant, improved[variant.ordinal()], gaps, restarts));
    }
  }

  /** Which of the two kinds of restarts is the better one on this class. */
  private static int betterRestarts(double[][] scores) {
    int few = StudyVariant.RESTARTS.ordinal();
    int more = StudyVariant.THOROUGH_RESTARTS.ordinal();
    return Arrays.stream(scores[few]).sum() < Arrays.stream(scores[more]).sum() ? few : more;
  }

  /** The first runs of a JVM are slow: no variant is to pay for them. */
  private void warmUp(StudyProblem problem) {
    CostTables costs = new CostTables(problem.ofSeed(0));
    for (StudyVariant variant : StudyVariant.values()) {
      variant.run(costs, new StudyBudget(costs, cpuMs, evaluations), new SplittableRandom(0));
    }
  }

  /** Gaps in %; a plan that breaks a limit scores above any that does not. */
  private double[] gaps(double[] scores, double[] best) {
    return IntStream.range(0, seeds).mapToDouble(s -> 100 * (scores[s] / best[s] - 1)).toArray();
  }

  private String row(StudyVariant variant, double improved, double[] gaps, double[] restarts) {
    int better = 0;
    int worse = 0;
    for (int s = 0; s < seeds; s++) {
      better += gaps[s] < restarts[s] - ROUNDING ? 1 : 0;
      worse += gaps[s] > restarts[s] + ROUNDING ? 1 : 0;
    }
    DoubleStatistics statistics =
        DoubleStatistics.of(EnumSet.of(Statistic.MEAN, Statistic.STANDARD_DEVIATION), gaps);
    return "| %s | %.0f | %.3f | %.3f | %d/%d/%d | %.2g |"
        .formatted(
            variant.title,
            improved,
            statistics.getAsDouble(Statistic.MEAN),
            statistics.getAsDouble(Statistic.STANDARD_DEVIATION),
            better,
            seeds - better - worse,
            worse,
            RankSum.pValue(gaps, restarts));
  }
}
