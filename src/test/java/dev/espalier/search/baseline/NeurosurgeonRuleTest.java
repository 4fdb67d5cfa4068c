package dev.espalier.search.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.DevicePair;
import dev.espalier.search.Goal;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Neurosurgeon's load and goals against all cuts by hand. */
class NeurosurgeonRuleTest {
  private static final int SEEDS = 800;
  private static final double[] LOADS = {0.25, 1, 1.5, 4, 30, 1000};

  private int planned;
  private int moved;

  private static OptionalInt boundary(HandCuts hand, double load, Goal goal) {
    return new NeurosurgeonRule(load, goal).boundary(hand.pairCosts());
  }

  /** The objective's value if the remote device computed so many times as long, ms. */
  private static double loadedMs(HandCuts hand, DevicePair pair, int boundary, double load) {
    return hand.latencyMs(boundary)
        + (load - 1)
            * IntStream.range(boundary, hand.length())
                .mapToDouble(i -> hand.computeMs(pair.remote(), i))
                .sum();
  }

  /** How long the local device receives, computes and sends in one full run, ms. */
  private static double busyMs(PlanningProblem problem, HandCuts hand, DevicePair pair, int b) {
    if (b > 0) {
      return hand.oracle().busyMs(hand.slices(b), 0);
    }
    return problem.source().orElse(pair.local()).equals(pair.local())
        ? hand.oracle()
            .transferMs(pair.local(), pair.remote(), problem.linearization().payloadBytes(0))
        : 0;
  }

  @Test
  void underLoadItTakesTheBestCutOfASlowerRemoteDevice() {
    PairProblems.forEach(
        SEEDS,
        (problem, pair, at) -> {
          HandCuts hand = HandCuts.of(problem, pair);
          for (double load : LOADS) {
            OptionalInt found = boundary(hand, load, Goal.LATENCY);
            double minMs = hand.min(b -> loadedMs(hand, pair, b, load));
            assertThat(found.isPresent()).as(at).isEqualTo(Double.isFinite(minMs));
            found.ifPresent(
                b -> {
                  planned++;
                  assertThat(hand.isAllowed(b)).as(at).isTrue();
                  HandCuts.assertClose(loadedMs(hand, pair, b, load), minMs, at + ", load " + load);
                });
          }
        });
    assertThat(planned).isGreaterThan(SEEDS);
  }

  @Test
  void aBusierRemoteDeviceNeverGetsMoreOfTheNetwork() {
    PairProblems.forEachOfTwoDevices(
        SEEDS,
        false,
        (problem, pair, at) -> {
          HandCuts hand = HandCuts.of(problem, pair);
          OptionalInt idle = boundary(hand, LOADS[0], Goal.LATENCY);
          int before = idle.orElse(0);
          for (double load : LOADS) {
            int b = boundary(hand, load, Goal.LATENCY).orElse(before);
            assertThat(
                    b >= before
                        || HandCuts.isClose(
                            loadedMs(hand, pair, b, load), loadedMs(hand, pair, before, load)))
                .as("%s: from %d to %d at load %s", at, before, b, load)
                .isTrue();
            moved += b > before ? 1 : 0;
            before = b;
          }
        });
    assertThat(moved).isGreaterThan(SEEDS / 10);
  }

  @Test
  void loadCountsForTheDecisionButNotForThePrice() {
    PairProblems.forEach(
        SEEDS / 4,
        (problem, pair, at) -> {
          TwoDeviceOptions loaded = new TwoDeviceOptions(Optional.of(pair), 5, Goal.LATENCY);
          var result =
              TwoDevicePlanner.neurosurgeon(loaded).plan(problem, SearchOptions.defaults());
          if (result instanceof Planned found) {
            planned++;
            HandCuts hand = HandCuts.of(problem, pair);
            int b = hand.boundaryOf(found.plan());
            HandCuts.assertClose(found.plan().value(), hand.latencyMs(b), at);
            HandCuts.assertClose(
                loadedMs(hand, pair, b, 5), hand.min(cut -> loadedMs(hand, pair, cut, 5)), at);
          }
        });
    assertThat(planned).isGreaterThan(SEEDS / 20);
  }

  @Test
  void forEnergyTheLocalDeviceIsBusyForTheShortestTimeAndTiesAreBrokenByLatency() {
    PairProblems.forEach(
        SEEDS,
        (problem, pair, at) -> {
          HandCuts hand = HandCuts.of(problem, pair);
          double minMs = hand.min(b -> busyMs(problem, hand, pair, b));
          OptionalInt found = boundary(hand, 1, Goal.ENERGY);
          assertThat(found.isPresent()).as(at).isEqualTo(Double.isFinite(minMs));
          found.ifPresent(
              b -> {
                planned++;
                moved += boundary(hand, 1, Goal.LATENCY).getAsInt() == b ? 0 : 1;
                HandCuts.assertClose(busyMs(problem, hand, pair, b), minMs, at);
                double tieMs =
                    hand.min(
                        cut ->
                            busyMs(problem, hand, pair, cut) == minMs
                                ? hand.latencyMs(cut)
                                : Double.POSITIVE_INFINITY);
                assertThat(hand.latencyMs(b)).as(at).isLessThanOrEqualTo(tieMs * (1 + 1e-9));
              });
        });
    assertThat(planned).isGreaterThan(SEEDS / 4);
    assertThat(moved).as("cuts that differ from the fastest").isGreaterThan(SEEDS / 20);
  }

  @Test
  void ofCutsOfEqualEnergyTheFastestIsTaken() {
    BranchyNet net =
        new BranchyNet(
            "pair",
            new ModelInput("image", 0),
            List.of(
                new Layer("a", "Op", List.of("image"), 0, 0, 0),
                new Layer("b", "Op", List.of("a"), 0, 0, 0)),
            List.of(new Exit("final", "b", 1)));
    DeviceCatalog catalog =
        new DeviceCatalog(
            "two",
            List.of(new Device("edge", 1, 1), new Device("cloud", 1, 1)),
            Network.uniform(8, 0));
    PlanningProblem problem =
        PlanningProblem.builder(net, catalog)
            .measured("cloud", "a", 10)
            .measured("edge", "b", 5)
            .build();
    // The edge is busy for 0, 0 and 5 ms; all takes 10, 0 and 5 ms.
    HandCuts hand = new HandCuts(problem, "edge", "cloud");
    assertThat(boundary(hand, 1, Goal.ENERGY)).hasValue(1);
  }

  @Test
  void loadMustBeANumberAboveZero() {
    for (double load : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new TwoDeviceOptions(Optional.empty(), load, Goal.LATENCY))
          .isInstanceOf(InvalidFieldException.class)
          .hasMessageContaining("remote load must be a number > 0 but is " + load);
    }
  }

  @Test
  void goalsHaveTheNamesOfTheCommandLine() {
    assertThat(Goal.labeled("latency")).contains(Goal.LATENCY);
    assertThat(Goal.labeled("energy")).contains(Goal.ENERGY);
    assertThat(Goal.labeled("ENERGY")).isEmpty();
  }
}
