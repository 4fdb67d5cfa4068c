package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Throughput on chains against a dynamic program of its own: the least maximum load over (position,
 * set of used devices, last device), the way pipelines are planned in the literature (PipeEdge, Hu
 * et al. 2022). It knows chains without exits and one bandwidth, and nothing of Espalier's tables.
 */
class ChainOracleTest {
  private static final int PROBLEMS = 60;

  /** A chain: work by device and layer, time of each tensor on any link. */
  private record Chain(double[][] ms, double[] linkMs) {

    double minPeriodMs() {
      int devices = ms.length;
      int layers = linkMs.length;
      double[][][] least = new double[layers + 1][1 << devices][devices];
      for (double[][] bySet : least) {
        for (double[] byLast : bySet) {
          Arrays.fill(byLast, Double.POSITIVE_INFINITY);
        }
      }
      double best = Double.POSITIVE_INFINITY;
      for (int d = 0; d < devices; d++) {
        double load = 0;
        for (int to = 1; to <= layers; to++) {
          load += ms[d][to - 1];
          least[to][1 << d][d] = load;
        }
      }
      for (int from = 1; from <= layers; from++) {
        for (int used = 1; used < 1 << devices; used++) {
          for (int last = 0; last < devices; last++) {
            double before = least[from][used][last];
            if (before == Double.POSITIVE_INFINITY) {
              continue;
            }
            if (from == layers) {
              best = Math.min(best, before);
              continue;
            }
            for (int d = 0; d < devices; d++) {
              double load = 0;
              for (int to = from + 1; (used & 1 << d) == 0 && to <= layers; to++) {
                load += ms[d][to - 1];
                double period = Math.max(before, Math.max(linkMs[from], load));
                int with = used | 1 << d;
                least[to][with][d] = Math.min(least[to][with][d], period);
              }
            }
          }
        }
      }
      return best;
    }
  }

  @Test
  void throughputIsTheLeastMaximumLoadOnChains() {
    int split = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int layers = 5 + random.nextInt(36);
      int devices = 2 + random.nextInt(6);
      double mbps = Math.exp(random.nextDouble(Math.log(5), Math.log(2000)));
      List<Device> catalog = new ArrayList<>();
      for (int d = 0; d < devices; d++) {
        catalog.add(new Device("d" + d, random.nextDouble(0.2, 5), random.nextDouble(50, 500)));
      }
      List<Layer> chain = new ArrayList<>();
      double[][] ms = new double[devices][layers];
      double[] linkMs = new double[layers];
      long bytes = 1 + random.nextInt(200_000);
      for (int i = 0; i < layers; i++) {
        long flops = random.nextInt(20_000_000);
        long weights = random.nextInt(500_000);
        long out = 1 + random.nextInt(200_000);
        String input = i == 0 ? "in" : "l" + (i - 1);
        chain.add(new Layer("l" + i, "Conv", List.of(input), flops, weights, out));
        for (int d = 0; d < devices; d++) {
          ms[d][i] =
              flops / (catalog.get(d).gflops() * 1e6)
                  + (bytes + weights + out) / (catalog.get(d).ioMBps() * 1e3);
        }
        linkMs[i] = bytes * 8 / (mbps * 1e3);
        bytes = out;
      }
      BranchyNet net =
          new BranchyNet(
              "chain",
              new ModelInput("in", (long) (linkMs[0] * mbps * 1e3 / 8 + 0.5)),
              chain,
              List.of(new Exit("final", "l" + (layers - 1), 1)));
      PlanningProblem problem =
          PlanningProblem.builder(
                  net, new DeviceCatalog("devices", catalog, Network.uniform(mbps, 3)))
              .objective(Objective.THROUGHPUT)
              .build();
      double expected = new Chain(ms, linkMs).minPeriodMs();
      for (Planner planner : List.of(Planners.exact(), Planners.genetic())) {
        String at = "seed %d, %s".formatted(seed, planner.name());
        Planned found = (Planned) planner.plan(problem, SearchOptions.defaults());
        PlanCheck.assertClose(found.plan().value(), expected, at);
        assertThat(found.optimal()).as(at).isTrue();
        split += found.plan().slices().size() > 2 ? 1 : 0;
      }
    }
    assertThat(split).as("plans of three slices or more").isGreaterThan(PROBLEMS / 2);
  }
}
