package dev.espalier.benchmarks.online;

import dev.espalier.benchmarks.Problems;
import dev.espalier.benchmarks.Provenance;
import dev.espalier.benchmarks.fleet.FleetProblem;
import dev.espalier.device.Device;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.MoveRule;
import dev.espalier.search.online.Replanner;
import dev.espalier.solvers.Planners;
import dev.espalier.zoo.Zoo;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Changes the bandwidth of one random link after the other, both ways, to its default times a
 * log-normal factor (sigma 1), and prints how long a replanner takes for a decision, from the
 * change to the decision, and how much better a plan from scratch is. Every better plan is moved
 * to. The first 100 decisions warm the JVM up and do not count, nor does the first plan.
 *
 * <p>Usage: {@code ReplanStudy six CHANGES [EVERY]} for B-AlexNet on six devices, {@code
 * ReplanStudy chain|pairs CHANGES [EVERY [SEEDS]]} for 1,000 layers on 64 devices with uniform
 * links or own links of half of the pairs. After every EVERY-th change, the default solver plans
 * from scratch.
 */
public final class ReplanStudy {
  private static final int WARM_UP = 100;
  private static final int LAYERS = 1_000;
  private static final int DEVICES = 64;
  private static final double NANOS_PER_MS = 1e6;

  private final Planner scratch = Planners.named("genetic").orElseThrow();
  private final SplittableRandom random;
  private final Replanner replanner;
  private final double[] wallMs;
  private final double[] cpuMs;
  private double worst = Double.NEGATIVE_INFINITY;
  private int compared;
  private int proven;
  private int provenByBoth;

  private ReplanStudy(PlanningProblem problem, long seed, int changes) {
    random = new SplittableRandom(seed);
    wallMs = new double[changes];
    cpuMs = new double[changes];
    MovePolicy policy = MovePolicy.defaults().withRule(MoveRule.ALWAYS).withCooldownSeconds(0);
    replanner = Replanner.start(World.of(problem), scratch, policy, SearchOptions.defaults());
  }

  /** Prints a line for each problem, and where it was measured. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    int changes = Integer.parseInt(args[1]);
    int every = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
    int seeds = args.length > 3 ? Integer.parseInt(args[3]) : 1;
    System.out.println(
        "| problem | changes | median ms | p99 ms | median CPU ms | p99 CPU ms | compared | worst excess, % |"
            + " proven from scratch | of these proven |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (int seed = 1; seed <= seeds; seed++) {
      ReplanStudy study = new ReplanStudy(problem(args[0], seed), seed, changes);
      study.run(every);
      System.out.println(study.line(args[0] + " " + seed));
    }
    System.out.printf("%n%s%n", Provenance.line());
  }

  private static PlanningProblem problem(String name, int seed) {
    return switch (name) {
      case "six" ->
          PlanningProblem.of(Zoo.get("b-alexnet"), Problems.published("b-alexnet", 6).catalog());
      case "chain" -> FleetProblem.CHAIN_1000_64.ofSeed(seed);
      case "pairs" -> FleetProblem.chain(LAYERS, DEVICES, 0.5, seed);
      default -> throw new IllegalArgumentException("six, chain or pairs, not " + name);
    };
  }

  private void run(int every) {
    for (int i = 0; i < WARM_UP + wallMs.length; i++) {
      Change change = change();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long wall = System.nanoTime();
      Decision decision = replanner.apply(i, List.of(change));
      if (i >= WARM_UP) {
        wallMs[i - WARM_UP] = (System.nanoTime() - wall) / NANOS_PER_MS;
        cpuMs[i - WARM_UP] =
            (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / NANOS_PER_MS;
        if ((i - WARM_UP + 1) % every == 0) {
          compare(decision);
        }
      }
    }
  }

  private Change change() {
    PlanningProblem problem = replanner.snapshot().world().allDevices();
    List<Device> devices = problem.devices();
    int a = random.nextInt(devices.size());
    int b = (a + 1 + random.nextInt(devices.size() - 1)) % devices.size();
    double mbps = problem.catalog().network().bandwidthMbps() * Math.exp(random.nextGaussian());
    return Change.OfLink.bandwidth(devices.get(a).name(), devices.get(b).name(), mbps);
  }

  private void compare(Decision decision) {
    PlanningProblem now = replanner.snapshot().world().problem().orElseThrow();
    PlanningResult.Planned planned =
        (PlanningResult.Planned) scratch.plan(now, SearchOptions.defaults());
    compared++;
    worst = Math.max(worst, decision.best().orElseThrow().value() / planned.plan().value() - 1);
    proven += planned.optimal() ? 1 : 0;
    provenByBoth += planned.optimal() && decision.isOptimal() ? 1 : 0;
  }

  private String line(String name) {
    return String.format(
        "| %s | %d | %.3f | %.3f | %.3f | %.3f | %d | %.4f | %d | %d |",
        name,
        wallMs.length,
        quantile(wallMs, 0.5),
        quantile(wallMs, 0.99),
        quantile(cpuMs, 0.5),
        quantile(cpuMs, 0.99),
        compared,
        100 * worst,
        proven,
        provenByBoth);
  }

  private static double quantile(double[] values, double probability) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(probability * sorted.length))];
  }
}
