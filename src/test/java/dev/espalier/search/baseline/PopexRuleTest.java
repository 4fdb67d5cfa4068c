package dev.espalier.search.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.DevicePair;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** POPEX against its own model of the cloud, tried at each of its boundaries. */
class PopexRuleTest {
  private static final int SEEDS = 1000;
  private static final SearchOptions OPTIONS = SearchOptions.defaults();

  private int planned;
  private int different;
  private int insideABranch;

  /** Whether no side branch is cut in two or taken from its local chain. */
  private static boolean isOffered(Linearization line, int boundary) {
    return boundary == 0 || line.isInTrunk(boundary - 1) || line.isInTrunk(boundary);
  }

  /** The cloud runs the trunk alone, to its end, for all samples that cross the cut. */
  private static double modelMs(HandCuts hand, Linearization line, DevicePair pair, int boundary) {
    double sum = hand.oracle().entryMs(boundary == 0 ? pair.remote() : pair.local());
    for (int i = 0; i < boundary; i++) {
      sum += hand.computeMs(pair.local(), i) + hand.resultMs(pair.local(), i);
    }
    if (boundary == line.length()) {
      return sum;
    }
    double reach = hand.weight(boundary);
    if (boundary > 0) {
      sum +=
          reach
              * hand.oracle().transferMs(pair.local(), pair.remote(), line.payloadBytes(boundary));
    }
    for (int i = boundary; i < line.length(); i++) {
      sum += line.isInTrunk(i) ? reach * hand.oracle().computeMs(pair.remote(), i) : 0;
    }
    return sum + reach * hand.oracle().resultMs(pair.remote(), line.net().exits().size() - 1);
  }

  @Test
  void isTheBestBoundaryOfItsOwnModel() {
    PairProblems.forEach(
        SEEDS,
        (problem, pair, at) -> {
          Linearization line = problem.linearization();
          HandCuts hand = HandCuts.of(problem, pair);
          double minMs =
              IntStream.rangeClosed(0, line.length())
                  .filter(b -> isOffered(line, b) && hand.isAllowed(b))
                  .mapToDouble(b -> modelMs(hand, line, pair, b))
                  .min()
                  .orElse(Double.POSITIVE_INFINITY);
          OptionalInt found = new PopexRule().boundaryOrBest(hand.pairCosts());
          boolean isModeled = Double.isFinite(minMs);
          found.ifPresent(b -> assertThat(hand.isAllowed(b)).as(at).isTrue());
          assertThat(found.isPresent() && isOffered(line, found.getAsInt()))
              .as(at)
              .isEqualTo(isModeled);
          if (isModeled) {
            int b = found.getAsInt();
            HandCuts.assertClose(modelMs(hand, line, pair, b), minMs, at);
            planned++;
            different += HandCuts.isClose(hand.latencyMs(b), hand.minMs()) ? 0 : 1;
          } else {
            double foundMs =
                found.isPresent() ? hand.latencyMs(found.getAsInt()) : Double.POSITIVE_INFINITY;
            HandCuts.assertClose(foundMs, hand.minMs(), at);
            insideABranch += found.isPresent() ? 1 : 0;
          }
        });
    assertThat(planned).isGreaterThan(SEEDS / 5);
    assertThat(different).as("cuts of another network than ours").isGreaterThan(10);
    assertThat(insideABranch).as("cuts that only limits force").isPositive();
  }

  @Test
  void whereOnlyCutsInsideABranchKeepTheLimitsTheBestOfTheseIsTaken() {
    // Either device holds the weights of three layers of five. The cut behind "one" carries more
    // than the cut behind "two".
    int mib = 1 << 20;
    BranchyNet net =
        new BranchyNet(
            "branch",
            new ModelInput("image", 0),
            List.of(
                new Layer("fork", "Op", List.of("image"), 1, mib, 0),
                new Layer("one", "Op", List.of("fork"), 1, mib, mib / 4),
                new Layer("two", "Op", List.of("one"), 1, mib, mib / 8),
                new Layer("three", "Op", List.of("two"), 1, mib, 0),
                new Layer("end", "Op", List.of("fork"), 1, mib, 0)),
            List.of(new Exit("early", "three", 0.5), new Exit("final", "end", 0.5)));
    DeviceCatalog catalog =
        new DeviceCatalog(
            "two",
            List.of(
                new Device("edge", 1, 1).withMemoryMiB(3.5),
                new Device("cloud", 1, 1).withMemoryMiB(3.5)),
            Network.uniform(8, 0));
    PlanningProblem problem = PlanningProblem.of(net, catalog);
    PlanningResult popex =
        TwoDevicePlanner.popex(TwoDeviceOptions.defaults()).plan(problem, OPTIONS);
    assertThat(((Planned) popex).plan().slices().get(1).from()).isEqualTo(3);
  }

  @Test
  void leavesOutOfTheCloudTheBranchThatItsModelDoesNotRunThere() {
    // The branch would cost 1000 ms on the cloud and 1 s on the edge is what its trunk costs: only
    // who thinks that the cloud runs no branch goes there.
    BranchyNet net =
        new BranchyNet(
            "branch",
            new ModelInput("image", 0),
            List.of(
                new Layer("fork", "Op", List.of("image"), 1_000_000_000, 0, 0),
                new Layer("side", "Op", List.of("fork"), 10_000_000, 0, 0),
                new Layer("end", "Op", List.of("fork"), 0, 0, 0)),
            List.of(new Exit("early", "side", 0.5), new Exit("final", "end", 0.5)));
    DeviceCatalog catalog =
        new DeviceCatalog(
            "two",
            List.of(new Device("edge", 1, 1), new Device("cloud", 2, 1)),
            Network.uniform(8, 0));
    DevicePair pair = new DevicePair("edge", "cloud");
    PlanningProblem problem =
        PlanningProblem.builder(net, catalog).measured("cloud", "side", 1000).build();
    TwoDeviceOptions options = TwoDeviceOptions.defaults().withPair(pair);
    Planned popex = (Planned) TwoDevicePlanner.popex(options).plan(problem, OPTIONS);
    Planned best = (Planned) TwoDevicePlanner.shortestPath(options).plan(problem, OPTIONS);
    // By hand: all on the cloud 500 + 1000 + 0; fork on the edge 1000 + 1000; all on the edge 1010.
    assertThat(popex.plan().slices()).singleElement().extracting("device").isEqualTo("cloud");
    HandCuts.assertClose(popex.plan().value(), 1500, "popex");
    HandCuts.assertClose(best.plan().value(), 1010, "shortest path");
    assertThat(popex.optimal()).isFalse();
  }
}
