package dev.espalier.benchmarks.online;

import dev.espalier.benchmarks.Provenance;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.Replanner;
import dev.espalier.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Times decisions upon single changes of bandwidth on B-AlexNet with six devices, after as many
 * that are not counted.
 *
 * <p>Usage: {@code ReplanStudy CHANGES}.
 */
public final class ReplanStudy {
  private static final double NANOS_PER_MS = 1e6;
  private static final double LOG_MBPS = Math.log(100);
  private static final int DEVICES = 6;

  private ReplanStudy() {}

  /** Prints the median and the 99th percentile. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.out.println("# " + Provenance.line());
    int changes = Integer.parseInt(args[0]);
    Replanner replanner =
        Replanner.start(
            World.of(
                PlanningProblem.builder(Zoo.get("b-alexnet"), CatalogFile.na2023())
                    .source("d1")
                    .build()),
            new ExactPlanner(),
            MovePolicy.defaults(),
            SearchOptions.defaults());
    Random random = new Random(1);
    long[] nanos = new long[changes];
    int proven = 0;
    for (int i = -changes; i < changes; i++) {
      List<Change> change = List.of(change(random));
      long begun = System.nanoTime();
      Decision decision = replanner.apply(i + changes, change);
      long taken = System.nanoTime() - begun;
      if (i >= 0) {
        nanos[i] = taken;
        proven += decision.isOptimal() ? 1 : 0;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%d changes: median %.3f ms, p99 %.3f ms, maximum %.1f ms; %d proven, %d moves%n",
        changes,
        nanos[changes / 2] / NANOS_PER_MS,
        nanos[(int) (0.99 * changes)] / NANOS_PER_MS,
        nanos[changes - 1] / NANOS_PER_MS,
        proven,
        replanner.snapshot().moves());
  }

  private static Change change(Random random) {
    int a = random.nextInt(DEVICES);
    int b = (a + 1 + random.nextInt(DEVICES - 1)) % DEVICES;
    double mbps = Math.exp(LOG_MBPS * random.nextDouble());
    return Change.OfLink.bandwidth("d" + (a + 1), "d" + (b + 1), mbps);
  }
}
