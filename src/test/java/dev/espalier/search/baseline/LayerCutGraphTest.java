package dev.espalier.search.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.DevicePair;
import dev.espalier.testing.RandomProblems;
import dev.espalier.testing.Tensors;
import dev.espalier.testing.Variant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The minimum cut of DADS against every set of layers that may stay on the local device. */
class LayerCutGraphTest {
  private static final int PROBLEMS = 700;

  /** A network between two devices, as sets of local positions see it: bit i for position i. */
  private static final class Sets {
    private final PlanningProblem problem;
    private final DevicePair pair;
    private final HandCuts hand;
    private final Linearization line;

    Sets(PlanningProblem problem, DevicePair pair) {
      this.problem = problem;
      this.pair = pair;
      hand = HandCuts.of(problem, pair);
      line = problem.linearization();
    }

    private static boolean has(int set, int position) {
      return (set >> position & 1) == 1;
    }

    int whole() {
      return (1 << line.length()) - 1;
    }

    /** Whether no local layer reads what a remote one writes, and as many slices as required. */
    boolean isAllowed(int set) {
      for (int i = 0; i < line.length(); i++) {
        for (int producer = 0; producer < line.length(); producer++) {
          if (has(set, i) && !has(set, producer) && isRead(producer, i)) {
            return false;
          }
        }
      }
      boolean isWhole = set == 0 || set == whole();
      boolean isCutFromEndToEnd = has(set, 0) && !has(set, line.length() - 1);
      return (problem.minSlices() == 1 || isCutFromEndToEnd)
          && (problem.maxSlices() > 1 || isWhole);
    }

    /** The model inputs are where position 0 is. */
    private boolean isRead(int producer, int reader) {
      boolean isInput =
          producer == 0
              && line.net().inputs().stream()
                  .anyMatch(input -> line.layer(reader).inputs().contains(input.name()));
      return isInput || Tensors.reads(line.layer(reader), line.layer(producer));
    }

    /** Whether a single cut of the linearization has this set in front of it. */
    boolean isPrefix(int set) {
      return (set & set + 1) == 0;
    }

    /** Each layer where it runs, each tensor once, weighed with its most frequent remote reader. */
    double costMs(int set) {
      double sum = hand.oracle().entryMs(has(set, 0) ? pair.local() : pair.remote());
      for (ModelInput input : line.net().inputs()) {
        sum += has(set, 0) ? tensorMs(set, input.name(), input.sentBytes()) : 0;
      }
      for (int i = 0; i < line.length(); i++) {
        String device = has(set, i) ? pair.local() : pair.remote();
        sum += hand.computeMs(device, i) + hand.resultMs(device, i);
        for (TensorSpec output : line.layer(i).outputs()) {
          sum += has(set, i) ? tensorMs(set, output.name(), output.bytes()) : 0;
        }
      }
      return sum;
    }

    private double tensorMs(int set, String tensor, long bytes) {
      double reach = -1;
      for (int i = 0; i < line.length(); i++) {
        if (!has(set, i) && line.layer(i).inputs().contains(tensor)) {
          reach = Math.max(reach, hand.weight(i));
        }
      }
      return reach < 0 ? 0 : reach * hand.oracle().transferMs(pair.local(), pair.remote(), bytes);
    }

    int min() {
      return IntStream.rangeClosed(0, whole())
          .filter(this::isAllowed)
          .boxed()
          .min((left, right) -> Double.compare(costMs(left), costMs(right)))
          .orElseThrow();
    }

    int minimumCut() {
      Set<Integer> locals = new LayerCutGraph(hand.pairCosts()).localLayers();
      return locals.stream().mapToInt(position -> 1 << position).sum();
    }
  }

  private int noPrefix;
  private int cut;

  private void check(PlanningProblem problem, DevicePair pair, String at) {
    Sets sets = new Sets(problem, pair);
    int found = sets.minimumCut();
    assertThat(sets.isAllowed(found)).as("%s: %s", at, Integer.toBinaryString(found)).isTrue();
    HandCuts.assertClose(sets.costMs(found), sets.costMs(sets.min()), at);
    cut += found > 0 && found < sets.whole() ? 1 : 0;
    noPrefix += sets.isPrefix(found) ? 0 : 1;
  }

  @Test
  void isTheCheapestOfAllSetsThatNothingComesBackTo() {
    PairProblems.forEachOfTwoDevices(PROBLEMS, false, this::check);
    assertThat(cut).as("networks that are cut").isGreaterThan(PROBLEMS / 10);
    assertThat(noPrefix).as("cuts that no single cut makes").isGreaterThan(PROBLEMS / 100);
  }

  @Test
  void numberOfSlicesHolds() {
    PairProblems.forEachOfTwoDevices(
        PROBLEMS / 2,
        false,
        (problem, pair, at) -> {
          for (int slices = 1; slices <= Math.min(2, problem.linearization().length()); slices++) {
            check(Variant.of(problem).slices(slices, slices).build(), pair, at);
          }
        });
    assertThat(cut).isGreaterThan(PROBLEMS / 10);
  }

  @Test
  void theRuleTakesTheBestAllowedCutBetweenTheFirstRemoteAndTheLastLocalLayerOrElseAnywhere() {
    PairProblems.forEach(
        PROBLEMS,
        (problem, pair, at) -> {
          HandCuts hand = HandCuts.of(problem, pair);
          int local = new Sets(problem, pair).minimumCut();
          int from = Integer.numberOfTrailingZeros(~local);
          int to = Math.max(from, Integer.SIZE - Integer.numberOfLeadingZeros(local));
          double nearbyMs =
              IntStream.rangeClosed(from, to)
                  .filter(hand::isAllowed)
                  .mapToDouble(hand::latencyMs)
                  .min()
                  .orElse(hand.minMs());
          OptionalInt found = new DadsRule().boundaryOrBest(hand.pairCosts());
          double foundMs =
              found.isPresent() ? hand.latencyMs(found.getAsInt()) : Double.POSITIVE_INFINITY;
          HandCuts.assertClose(foundMs, nearbyMs, at);
          found.ifPresent(b -> assertThat(hand.isAllowed(b)).as(at).isTrue());
          cut += found.isPresent() ? 1 : 0;
        });
    assertThat(cut).isGreaterThan(PROBLEMS / 5);
  }

  @Test
  void everyBoundaryOfAChainCostsWhatItsPlanCosts() {
    for (long seed = 0; seed < 100; seed++) {
      PlanningProblem random =
          new RandomProblems(new SplittableRandom(seed)).unlimitedProblem(10, 2);
      if (random.devices().size() < 2) {
        continue;
      }
      PlanningProblem chain = PairProblems.asChain(random);
      List<String> names =
          chain.devices().stream().map(device -> device.name()).collect(Collectors.toList());
      DevicePair pair = new DevicePair(names.get(0), names.get(1));
      HandCuts hand = HandCuts.of(chain, pair);
      Sets sets = new Sets(chain, pair);
      for (int b = 0; b <= hand.length(); b++) {
        HandCuts.assertClose(
            sets.costMs((1 << b) - 1), hand.latencyMs(b), "seed %d, %d".formatted(seed, b));
      }
    }
  }
}
