package dev.espalier.study.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.explain.Change.Kind;
import dev.espalier.testing.Enumeration;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.RandomProblems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final long MIB = 1 << 20;
  private static final SearchOptions DEFAULTS = SearchOptions.defaults();

  /**
   * 1 ms on "slow" and 0.1 ms on "fast" for each layer; 10^6 bytes between, 8 ms at 1 Mbps x 10^3.
   */
  private static final BranchyNet NET =
      new BranchyNet(
          "two",
          new ModelInput("in", 1_000),
          List.of(
              new Layer("first", "Conv", List.of("in"), 1_000_000, 2 * MIB, 1_000),
              new Layer("second", "Conv", List.of("first"), 10_000_000, 2 * MIB, 1_000)),
          List.of(new Exit("final", "second", 1)));

  private static final Device SLOW = new Device("slow", 1, 1e12);
  private static final Device FAST = new Device("fast", 10, 1e12);

  private static PlanningProblem problem(Device... devices) {
    return PlanningProblem.builder(
            NET, new DeviceCatalog("c", List.of(devices), Network.uniform(8, 0)))
        .source("slow")
        .build();
  }

  private static Explanation explain(PlanningProblem problem, SearchOptions options) {
    Planned base = (Planned) Planners.exact().plan(problem, DEFAULTS);
    return new Explainer(Planners.exact(), options, any -> 0, text -> {}).explain(base);
  }

  private static Map<String, Effect> byText(Explanation explanation) {
    return explanation.effects().stream()
        .collect(Collectors.toMap(effect -> effect.change().text(), Function.identity()));
  }

  @Test
  void effectsAreThoseOfTheFormula() {
    // Everything on "fast": 1 ms for 1,000 bytes at 8 Mbps, and 1.1 ms to compute.
    Map<String, Effect> effects = byText(explain(problem(SLOW, FAST), DEFAULTS));
    assertThat(effects).containsOnlyKeys("without fast", "bandwidth +1 Mbps");
    assertThat(effects.values()).allMatch(Effect::proven);
    assertThat(effects.get("without fast").minEffect()).isCloseTo(11 - 2.1, within(1e-9));
    assertThat(effects.get("bandwidth +1 Mbps").maxEffect()).isCloseTo(8.0 / 9 - 1, within(1e-9));
  }

  @Test
  void memoryThatWouldHoldMoreIsNamedAndMemoryThatHoldsAllIsNot() {
    Map<String, Effect> effects =
        byText(explain(problem(SLOW.withMemoryMiB(5), FAST.withMemoryMiB(3.5)), DEFAULTS));
    // "fast" holds one layer: the second one. With a MiB more it holds both, as 4 MiB and a bit.
    assertThat(effects)
        .containsOnlyKeys(
            "without slow", "without fast", "bandwidth +1 Mbps", "memory of fast +1 MiB");
    assertThat(effects.get("without slow").impossible()).isTrue();
    assertThat(effects.get("without slow").reason().orElseThrow())
        .startsWith("memory of device \"fast\"");
    assertThat(effects.get("memory of fast +1 MiB").minEffect()).isCloseTo(0.1 - 1, within(1e-9));
  }

  @Test
  void onlyWhatBoundsTheBandwidthIsMadeFaster() {
    Device uplink = SLOW.toBuilder().uplinkMbps(4).build();
    assertThat(byText(explain(problem(uplink, FAST), DEFAULTS)))
        .containsKey("uplink of slow +1 Mbps")
        .doesNotContainKey("bandwidth +1 Mbps");
    Device downlink = FAST.toBuilder().downlinkMbps(8).build();
    Map<String, Effect> tied = byText(explain(problem(SLOW, downlink), DEFAULTS));
    assertThat(tied).containsKeys("downlink of fast +1 Mbps", "bandwidth +1 Mbps");
    assertThat(tied.get("bandwidth +1 Mbps").minEffect()).isZero();
    PlanningProblem explicit = problem(SLOW, FAST);
    DeviceCatalog linked = explicit.catalog().withLink(new Link("slow", "fast", 80, 0));
    assertThat(byText(explain(explicit.withCatalog(linked), DEFAULTS)))
        .containsKey("link slow -> fast +1 Mbps")
        .doesNotContainKey("bandwidth +1 Mbps");
  }

  @Test
  void pinToADeviceForbidsToLeaveItOut() {
    PlanningProblem pinned = problem(SLOW, FAST).toBuilder().pin("second", "fast").build();
    Effect without = byText(explain(pinned, DEFAULTS)).get("without fast");
    assertThat(without.impossible()).isTrue();
    assertThat(without.reason().orElseThrow()).contains("is pinned to \"fast\"");
    PlanningProblem single = problem(SLOW);
    assertThat(byText(explain(single, DEFAULTS)).get("without slow").reason())
        .contains("there is no other device");
  }

  @Test
  void effectsAreThoseOfAllPlansOfRandomProblems() {
    int changed = 0;
    int impossible = 0;
    for (long seed = 0; seed < 300; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      if (!(Planners.exact().plan(problem, DEFAULTS) instanceof Planned base)) {
        continue;
      }
      Explanation explanation =
          new Explainer(Planners.genetic(), DEFAULTS, any -> 0, text -> {}).explain(base);
      assertThat(explanation.isProven()).isTrue();
      double last = Double.POSITIVE_INFINITY;
      for (Effect effect : explanation.effects()) {
        String at = "seed %d, %s".formatted(seed, effect.change().text());
        double least =
            effect.change().problem().map(ExplainerTest::optimum).orElse(Double.POSITIVE_INFINITY);
        assertThat(effect.impossible()).as(at).isEqualTo(Double.isInfinite(least));
        if (!effect.impossible()) {
          double delta = least - base.plan().value();
          assertThat(effect.minEffect()).as(at).isCloseTo(delta, within(1e-7 * least + 1e-12));
          assertThat(Math.abs(delta)).as(at).isLessThanOrEqualTo(last + 1e-7 * least);
          last = Math.abs(delta);
          changed += Math.abs(delta) > 1e-6 ? 1 : 0;
        } else {
          impossible++;
        }
      }
    }
    assertThat(changed).isGreaterThan(200);
    assertThat(impossible).isGreaterThan(50);
  }

  private static double optimum(PlanningProblem problem) {
    Enumeration all = new Oracle(problem).enumerate();
    return all.isFeasible() ? all.minMs() : Double.POSITIVE_INFINITY;
  }

  @Test
  void withoutTimeTheRangeHoldsTheEffectAndTheBoundNarrowsIt() {
    for (long seed = 0; seed < 60; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      if (!(Planners.exact().plan(problem, DEFAULTS) instanceof Planned base)) {
        continue;
      }
      Map<String, Effect> exact = byText(explain(problem, DEFAULTS));
      Explanation late = explain(problem, DEFAULTS.withCancellation(() -> true));
      for (Effect effect : late.effects()) {
        String at = "seed %d, %s".formatted(seed, effect.change().text());
        Effect known = exact.get(effect.change().text());
        assertThat(effect.minEffect()).as(at).isLessThanOrEqualTo(known.minEffect() + 1e-9);
        assertThat(effect.maxEffect()).as(at).isGreaterThanOrEqualTo(known.maxEffect() - 1e-9);
        assertThat(effect.plan().isEmpty()).as(at).isEqualTo(effect.reason().isPresent());
        if (effect.change().kind() == Kind.MEMORY) {
          assertThat(effect.plan()).as(at).isPresent();
        }
      }
      assertThat(late.effects()).hasSameSizeAs(exact.values());
      assertThat(base.optimal()).isTrue();
    }
  }

  @Test
  void boundFromElsewhereNarrowsTheRangeOfAnUnprovenPlan() {
    PlanningProblem problem = problem(SLOW, FAST);
    Planned base = (Planned) Planners.exact().plan(problem, DEFAULTS);
    Explanation explanation =
        new Explainer(new Unproven(), DEFAULTS, any -> base.plan().value() - 0.25, text -> {})
            .explain(base);
    Effect faster = byText(explanation).get("bandwidth +1 Mbps");
    assertThat(faster.proven()).isFalse();
    assertThat(faster.minEffect()).isCloseTo(-0.25, within(1e-9));
    assertThat(faster.maxEffect()).isCloseTo(8.0 / 9 - 1, within(1e-9));
  }

  /** Finds the optimum and proves nothing. */
  private static final class Unproven implements dev.espalier.search.Planner {
    @Override
    public String name() {
      return "unproven";
    }

    @Override
    public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
      return Planners.exact().plan(problem, options) instanceof Planned planned
          ? Planned.of(planned.plan(), 0, false, planned.search())
          : Planners.exact().plan(problem, options);
    }
  }

  @Test
  void everyChangeGetsItsPartOfTheTime() {
    PlanningProblem problem = problem(SLOW.withMemoryMiB(5), FAST.withMemoryMiB(3.5));
    SearchOptions minute = DEFAULTS.withTimeLimit(Duration.ofMinutes(1));
    Explanation limited = explain(problem, minute);
    assertThat(limited.isProven()).isTrue();
    assertThat(limited.effects()).hasSize(4);
  }
}
