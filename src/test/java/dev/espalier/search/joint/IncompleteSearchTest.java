package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How near the search for thresholds comes to the optimum where it does not look at every choice.
 * Some of the highest thresholds are above every confidence in the log, so that they change
 * nothing; without them there are few enough choices to price them all.
 */
class IncompleteSearchTest {
  private static final int SIDE_EXITS = 3;
  private static final int SAMPLES = 200;

  /** 76 thresholds and "never" make 77^3 choices, 5 more make 82^3, which are too many. */
  private static final int USEFUL_THRESHOLDS = 76;

  private static final int USELESS_THRESHOLDS = 5;
  private static final double MAX_CONFIDENCE = 0.955;
  private static final double[] ACCURACIES = {
    0.6, 0.65, 0.7, 0.72, 0.74, 0.76, 0.78, 0.8, 0.82, 0.84
  };

  private static PlanningProblem problem() {
    return PlanningProblem.builder(
            Chains.net(SIDE_EXITS, 50_000, 10_000_000, 20_000, 20_000), Chains.devices(3))
        .source("d0")
        .build();
  }

  /** The later the exit, the more often correct; each is overconfident in its own way. */
  private static ExitLog log(long seed) {
    Random random = new Random(seed);
    ExitLogBuilder log = ExitLog.builder(Chains.exits(SIDE_EXITS), Criterion.CONFIDENCE);
    double[] bias = random.doubles(SIDE_EXITS + 1, -0.2, 0.2).toArray();
    for (int s = 0; s < SAMPLES; s++) {
      double ease = random.nextDouble();
      double[] confidence = new double[SIDE_EXITS + 1];
      boolean[] correct = new boolean[SIDE_EXITS + 1];
      for (int e = 0; e <= SIDE_EXITS; e++) {
        double chance = Math.min(1, 0.3 + 0.5 * ease + 0.4 * e / SIDE_EXITS);
        double claimed = chance + bias[e] + 0.15 * random.nextGaussian();
        confidence[e] = Math.max(0, Math.min(MAX_CONFIDENCE, claimed));
        correct[e] = random.nextDouble() < chance;
      }
      log.add(confidence, correct);
    }
    return log.build();
  }

  private static ExitChoices choices(long seed, int thresholds) {
    return Chains.choices(
        log(seed), IntStream.range(0, thresholds).mapToDouble(i -> (20 + i) / 100.0).toArray());
  }

  private static ExitPlans plan(ExitChoices choices, Optional<ExitDemand> demand) {
    return new JointPlanner(problem(), Planners.exact())
        .plan(choices, demand, SearchOptions.defaults());
  }

  private static boolean isFastest(ExitPlans all, long seed, double accuracy) {
    String context = "seed %d, accuracy %s".formatted(seed, accuracy);
    ExitDemand demand = new ExitDemand.MinAccuracy(accuracy);
    ExitChoices choices = choices(seed, USEFUL_THRESHOLDS + USELESS_THRESHOLDS);
    ExitPlans some = plan(choices, Optional.of(demand));
    assertThat(some.isComplete()).as(context).isFalse();
    double minMs = GlobalThresholds.met(all.best(demand), context).value();
    double foundMs = GlobalThresholds.met(some.best(demand), context).value();
    assertThat(foundMs).as(context).isBetween(minMs * (1 - 1e-9), minMs * 1.02);
    return foundMs <= minMs * (1 + 1e-9);
  }

  /** 16 of 20 are the fastest; 5 of 20 without climbs from the best vectors. */
  @Test
  void mostPlansAreTheFastestAtTheirAccuracy() {
    int fastest = 0;
    for (long seed = 0; seed < 2; seed++) {
      ExitPlans all = plan(choices(seed, USEFUL_THRESHOLDS), Optional.empty());
      assertThat(all.isComplete()).isTrue();
      for (double accuracy : ACCURACIES) {
        fastest += isFastest(all, seed, accuracy) ? 1 : 0;
      }
    }
    assertThat(fastest).isGreaterThanOrEqualTo(12);
  }
}
