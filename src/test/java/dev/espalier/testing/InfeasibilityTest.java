package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Violation;
import dev.espalier.plan.Violation.LimitExceeded;
import dev.espalier.plan.Violation.PinBroken;
import dev.espalier.search.PlanningResult.Infeasible;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.search.exact.Infeasibility;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InfeasibilityTest {
  private static final long MIB = 1 << 20;

  /** Two layers of 2 MiB and 3 MiB of weights; every tensor is 1 MiB, so 2 MiB are live. */
  private static final BranchyNet NET =
      new BranchyNet(
          "two",
          new ModelInput("in", MIB),
          List.of(
              new Layer("small", "Conv", List.of("in"), 1_000_000, 2 * MIB, MIB),
              new Layer("large", "Conv", List.of("small"), 1_000_000, 3 * MIB, MIB)),
          List.of(new Exit("final", "large", 1)));

  @Test
  void namesTheMemoryThatASingleDeviceLacks() {
    Infeasible result = explain(List.of(device("cam").withMemoryMiB(6.5)), NET);
    LimitExceeded memory = (LimitExceeded) only(result);
    assertThat(memory.slice().device()).isEqualTo("cam");
    assertThat(memory.needed()).isEqualTo(7);
    assertThat(memory.allowed()).isEqualTo(6.5);
    assertThat(memory.message())
        .isEqualTo(
            "memory of device \"cam\": positions 0 to 1 need 7.00000 MiB, it has 6.50000 MiB, short"
                + " by 0.500000 MiB");
  }

  @Test
  void namesEachLimitThatWouldBeEnoughByItself() {
    // "large" alone needs 5 MiB and "small" alone 4: one of the two must take "large".
    Infeasible result =
        explain(List.of(device("a").withMemoryMiB(4), device("b").withMemoryMiB(4.5)), NET);
    assertThat(result.eachIsEnough()).isTrue();
    assertThat(result.violations()).hasSize(2);
    LimitExceeded nearest = (LimitExceeded) result.violations().get(0);
    assertThat(nearest.slice().device()).isEqualTo("b");
    assertThat(nearest.needed() - nearest.allowed()).isCloseTo(0.5, within(1e-9));
    LimitExceeded other = (LimitExceeded) result.violations().get(1);
    assertThat(other.slice().device()).isEqualTo("a");
    assertThat(other.needed() - other.allowed()).isCloseTo(1, within(1e-9));
  }

  @Test
  void namesAllThatIsBrokenWhereNoSingleLimitIsEnough() {
    Infeasible result =
        explain(List.of(device("a").withMemoryMiB(1), device("b").withMemoryMiB(1)), NET);
    // One device alone: 7 MiB suffice. So a single limit is enough here ...
    assertThat(result.eachIsEnough()).isTrue();
    // ... but not where both must run a slice.
    PlanningProblem bothNeeded =
        PlanningProblem.builder(
                NET,
                new DeviceCatalog(
                    "c",
                    List.of(device("a").withMemoryMiB(1), device("b").withMemoryMiB(1)),
                    Network.uniform(8, 0)))
            .slices(2)
            .build();
    Infeasible both = infeasible(bothNeeded);
    assertThat(both.eachIsEnough()).isFalse();
    assertThat(both.violations())
        .extracting(Violation::subject)
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void namesTheEnergyThatIsMissingForOneInference() {
    // 2 x 10^6 operations at 10^9/s and 9 MiB read or written at 1 GB/s, at 10 W.
    Device weak = device("cam").withEnergy(10, 100);
    double busySeconds = 2e6 / 1e9 + 9 * MIB / 1e9;
    long inferences = 2000;
    PlanningProblem problem =
        PlanningProblem.builder(NET, new DeviceCatalog("c", List.of(weak), Network.uniform(8, 0)))
            .inferences(inferences)
            .build();
    LimitExceeded energy = (LimitExceeded) only(infeasible(problem));
    assertThat(energy.allowed()).isEqualTo(100.0 / inferences);
    assertThat(energy.needed()).isCloseTo(10 * busySeconds, within(1e-12));
  }

  @Test
  void namesThePinThatCannotBeKept() {
    PinBroken pin = (PinBroken) only(infeasible(contradictoryPins()));
    assertThat(pin.layer()).isEqualTo("third");
    assertThat(pin.pinnedTo()).isEqualTo("a");
  }

  private static PlanningProblem contradictoryPins() {
    BranchyNet three =
        new BranchyNet(
            "three",
            new ModelInput("in", 1),
            List.of(
                new Layer("first", "Relu", List.of("in"), 1, 0, 1),
                new Layer("second", "Relu", List.of("first"), 1, 0, 1),
                new Layer("third", "Relu", List.of("second"), 1, 0, 1)),
            List.of(new Exit("final", "third", 1)));
    return PlanningProblem.builder(
            three, new DeviceCatalog("c", List.of(device("a"), device("b")), Network.uniform(8, 0)))
        .pin("first", "a")
        .pin("second", "b")
        .pin("third", "a")
        .build();
  }

  @Test
  void stopBlamesNoPinThatCouldBeKept() {
    List<Violation> whole = infeasible(contradictoryPins()).violations();
    int open = 0;
    for (int polls = 0; polls < 60; polls++) {
      Infeasible stopped = explainUntil(polls, contradictoryPins());
      assertThat(stopped.violations()).as("%d polls", polls).isIn(List.of(), whole);
      open += stopped.violations().isEmpty() ? 1 : 0;
      assertThat(stopped.partial() || stopped.violations().equals(whole)).isTrue();
    }
    assertThat(open).as("explanations that were stopped").isPositive();
  }

  @Test
  void explanationBuildsNoTablesOnceItsTimeIsOver() {
    for (int polls = 0; polls < 200; polls++) {
      AtomicInteger late = new AtomicInteger();
      int allowed = polls;
      AtomicInteger all = new AtomicInteger();
      SearchOptions options =
          SearchOptions.defaults()
              .withCancellation(
                  () -> all.incrementAndGet() > allowed && late.incrementAndGet() > 0);
      Infeasible stopped =
          Infeasibility.explain(
              PlanningProblem.of(
                  NET,
                  new DeviceCatalog(
                      "c", List.of(device("cam").withMemoryMiB(6.5)), Network.uniform(8, 0))),
              options,
              new SearchRecord("exact", 1, 0, 0, 0, false));
      // A search that it has begun polls once more or twice, and so does each loop around it.
      assertThat(late.get()).as("%d polls", polls).isLessThanOrEqualTo(10);
      assertThat(stopped.partial()).isEqualTo(late.get() > 0);
    }
  }

  @Test
  void explanationGetsTheTimeThatTheSearchHasLeft() {
    Infeasible late =
        Infeasibility.explain(
            contradictoryPins(),
            SearchOptions.defaults().withTimeLimit(Duration.ofSeconds(100)),
            new SearchRecord("exact", 1, 0, 0, 100_000, false));
    assertThat(late.partial()).isTrue();
    assertThat(late.violations()).isEmpty();
    Infeasible early =
        Infeasibility.explain(
            contradictoryPins(),
            SearchOptions.defaults().withTimeLimit(Duration.ofSeconds(100)),
            new SearchRecord("exact", 1, 0, 0, 10, false));
    assertThat(early.partial()).isFalse();
    assertThat(early.violations()).hasSize(1);
  }

  private static Infeasible explainUntil(int polls, PlanningProblem problem) {
    AtomicInteger done = new AtomicInteger();
    return Infeasibility.explain(
        problem,
        SearchOptions.defaults().withCancellation(() -> done.incrementAndGet() > polls),
        new SearchRecord("exact", 1, 0, 0, 0, false));
  }

  @Test
  void theNearestPlanIsNeverFurtherThanTheEnumerationsNearest() {
    for (long seed = 0; seed < 400; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      Enumeration all = new Oracle(problem).enumerate();
      if (all.isFeasible()) {
        continue;
      }
      Infeasible result = infeasible(problem);
      assertThat(result.violations()).as("seed %d", seed).isNotEmpty();
      if (!result.eachIsEnough()
          && result.violations().stream().noneMatch(PinBroken.class::isInstance)) {
        double factor =
            result.violations().stream().mapToDouble(Violation::factorNeeded).max().orElseThrow();
        assertThat(factor)
            .as("seed %d", seed)
            .isCloseTo(all.minLimitFactor(), within(2e-6 * factor));
      }
    }
  }

  private static Device device(String name) {
    return new Device(name, 1, 1000);
  }

  private static Infeasible explain(List<Device> devices, BranchyNet net) {
    return infeasible(
        PlanningProblem.of(net, new DeviceCatalog("c", devices, Network.uniform(8, 0))));
  }

  private static Infeasible infeasible(PlanningProblem problem) {
    return (Infeasible) new ExactPlanner().plan(problem, SearchOptions.defaults());
  }

  private static Violation only(Infeasible result) {
    assertThat(result.violations()).hasSize(1);
    return result.violations().get(0);
  }
}
