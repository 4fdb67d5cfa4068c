package dev.espalier.benchmarks;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.search.na2023.Na2023Options;
import dev.espalier.search.na2023.Na2023Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * What the parameters of the published two-layer algorithm are worth on the eight published scenes:
 * mean gap to the optimum as one parameter varies, first at equal numbers of plans priced, then as
 * the ends of a run vary.
 *
 * <p>Usage: {@code TwoLayerParameterStudy PLANS SEEDS}.
 */
public final class TwoLayerParameterStudy {
  private static final double ROUNDING = 1e-9;

  private final long plans;
  private final int seeds;
  private final List<Scene> scenes = new ArrayList<>();

  private record Scene(PlanningProblem problem, int devices, double optimum) {}

  private TwoLayerParameterStudy(long plans, int seeds) {
    this.plans = plans;
    this.seeds = seeds;
    addScenes("b-alexnet", 6);
    addScenes("b-resnet110-chain", 4);
  }

  private void addScenes(String network, int maxDevices) {
    for (int devices = 2; devices <= maxDevices; devices++) {
      PlanningProblem problem = Problems.published(network, devices);
      Planned exact = (Planned) new ExactPlanner().plan(problem, SearchOptions.defaults());
      scenes.add(new Scene(problem, devices, exact.plan().value()));
    }
  }

  /** Prints the tables in Markdown. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    TwoLayerParameterStudy study =
        new TwoLayerParameterStudy(Long.parseLong(args[0]), Integer.parseInt(args[1]));
    study.atEqualPlans();
    study.toTheEnd();
  }

  private void atEqualPlans() {
    System.out.printf("%nAt %d plans priced in each run%n%n", plans);
    header();
    equal("published", published -> published);
    for (int partitions : new int[] {1, 4, 8, 16}) {
      equal("PCN " + partitions, o -> with(o, partitions, o.deploymentShare()));
    }
    for (double share : new double[] {0.02, 0.1, 0.25, 0.5, 1}) {
      equal("p_dc %s".formatted(share), o -> with(o, o.partitions(), share));
    }
    for (double crossover : new double[] {0, 0.25, 0.75, 1}) {
      equal(
          "p_c " + crossover, o -> with(o, crossover, o.mutationProbability(), o.maxGenerations()));
    }
    for (double mutation : new double[] {0, 0.001, 0.003, 0.03, 0.1}) {
      equal(
          "p_m " + mutation, o -> with(o, o.crossoverProbability(), mutation, o.maxGenerations()));
    }
  }

  private void toTheEnd() {
    System.out.printf("%nUntil a run ends by itself%n%n");
    header();
    for (int max : new int[] {25, 50, 100, 200, 400, 800}) {
      ending("MAXGEN " + max, o -> end(o, max, o.steadyGenerations()));
    }
    for (int steady : new int[] {10, 25, 50, 100, 200}) {
      ending("steady generations " + steady, o -> end(o, o.maxGenerations(), steady));
    }
  }

  private static void header() {
    System.out.print("| setting | plans priced | mean gap % |");
    System.out.println(" B-AlexNet K = 2 | 3 | 4 | 5 | 6 | B-ResNet K = 2 | 3 | 4 | optimal % |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
  }

  private static Na2023Options with(Na2023Options o, int partitions, double share) {
    return new Na2023Options(
        partitions,
        share,
        o.crossoverProbability(),
        o.mutationProbability(),
        o.maxGenerations(),
        o.steadyGenerations());
  }

  private static Na2023Options with(
      Na2023Options o, double crossover, double mutation, int generations) {
    return new Na2023Options(
        o.partitions(),
        o.deploymentShare(),
        crossover,
        mutation,
        generations,
        o.steadyGenerations());
  }

  private static Na2023Options end(Na2023Options o, int max, int steady) {
    return new Na2023Options(
        o.partitions(),
        o.deploymentShare(),
        o.crossoverProbability(),
        o.mutationProbability(),
        max,
        steady);
  }

  /** As many generations as the plans allow, none of them ended early. */
  private void equal(String name, UnaryOperator<Na2023Options> change) {
    row(
        name,
        devices -> {
          Na2023Options changed = change.apply(Na2023Options.published(devices));
          int generations = (int) Math.max(1, plans / changed.size(devices));
          return end(changed, generations, generations);
        });
  }

  private void ending(String name, UnaryOperator<Na2023Options> change) {
    row(name, devices -> change.apply(Na2023Options.published(devices)));
  }

  private void row(String name, IntFunction<Na2023Options> options) {
    StringBuilder cells = new StringBuilder();
    double sum = 0;
    double priced = 0;
    int optimal = 0;
    for (Scene scene : scenes) {
      Na2023Planner planner = Na2023Planner.twoLayer(options.apply(scene.devices));
      double gaps = 0;
      for (int seed = 1; seed <= seeds; seed++) {
        Planned found =
            (Planned) planner.plan(scene.problem, SearchOptions.defaults().withSeed(seed));
        double gap = found.plan().value() / scene.optimum - 1;
        gaps += 100 * gap / seeds;
        optimal += gap <= ROUNDING ? 1 : 0;
        priced += (double) found.search().evaluations() / seeds / scenes.size();
      }
      cells.append(" %.1f |".formatted(gaps));
      sum += gaps;
    }
    System.out.printf(
        "| %s | %.0f | %.2f |%s %.0f |%n",
        name, priced, sum / scenes.size(), cells, 100.0 * optimal / seeds / scenes.size());
  }
}
