package dev.espalier.benchmarks.quality;

import dev.espalier.benchmarks.Medians;
import dev.espalier.benchmarks.Provenance;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares two versions of Espalier in one JVM, in turns, on the problems of {@code VersionSuite}:
 * whether plans and proofs are as good, and how long they take. Each version has a class loader of
 * its own.
 *
 * <p>Usage: {@code AgainstVersion OLD.jar NEW.jar ROUNDS [START]}. The files are {@code
 * espalier.jar} with all that it needs; START is how the names of the wanted cases begin. Runs from
 * {@code espalier-benchmarks-0.1.0.jar}, in which nothing of Espalier is.
 */
public final class AgainstVersion {
  private static final String SUITE = "dev.espalier.search.genetic.VersionSuite";
  private static final double ROUNDING = 1e-9;

  private final Version before;
  private final Version after;
  private final int rounds;

  private AgainstVersion(Version before, Version after, int rounds) {
    this.before = before;
    this.after = after;
    this.rounds = rounds;
  }

  /** A version of Espalier, whose suite is called by reflection. */
  private static final class Version {
    private final Class<?> suite;

    Version(String jar) throws IOException, ReflectiveOperationException {
      // The classes of this project, without those of Espalier.
      URL suites = AgainstVersion.class.getProtectionDomain().getCodeSource().getLocation();
      URL[] urls = {Path.of(jar).toUri().toURL(), suites};
      suite = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()).loadClass(SUITE);
    }

    List<?> cases() throws ReflectiveOperationException {
      return (List<?>) suite.getMethod("cases").invoke(null);
    }

    double[] plan(String name, String solver, long seed) throws ReflectiveOperationException {
      return (double[])
          suite
              .getMethod("plan", String.class, String.class, long.class)
              .invoke(null, name, solver, seed);
    }
  }

  /** What was counted of one group and planner. */
  private static final class Group {
    private int cases;
    private int better;
    private int worse;
    private int provenBefore;
    private int provenAfter;
    private final List<Double> ratios = new ArrayList<>();
    private double beforeMs;
    private double afterMs;
    private String slowest = "";

    void add(String name, double[][] before, double[][] after) {
      double[] ratio = new double[before.length];
      for (int round = 0; round < ratio.length; round++) {
        ratio[round] = after[round][2] / before[round][2];
        beforeMs += before[round][2];
        afterMs += after[round][2];
      }
      double median = Medians.of(ratio);
      if (ratios.stream().allMatch(other -> other < median)) {
        slowest = name;
      }
      ratios.add(median);
      cases++;
      better += after[0][0] < before[0][0] * (1 - ROUNDING) ? 1 : 0;
      worse += after[0][0] > before[0][0] * (1 + ROUNDING) ? 1 : 0;
      provenBefore += (int) before[0][1];
      provenAfter += (int) after[0][1];
    }

    String row(String name) {
      double[] all = ratios.stream().mapToDouble(ratio -> ratio).sorted().toArray();
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %d | %d | %.2f | %.2f | %.2f (%s) |",
          name,
          cases,
          better,
          worse,
          provenBefore,
          provenAfter,
          Medians.of(all),
          afterMs / beforeMs,
          all[all.length - 1],
          slowest);
    }
  }

  /** Prints a row for each group of problems and planner. */
  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    Locale.setDefault(Locale.ROOT);
    new AgainstVersion(new Version(args[0]), new Version(args[1]), Integer.parseInt(args[2]))
        .run(args.length > 3 ? args[3] : "");
    System.out.printf("%n%s%n", Provenance.line());
  }

  private void run(String start) throws ReflectiveOperationException {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (String solver : List.of("exact", "genetic")) {
      for (Object each : after.cases()) {
        String name = (String) each;
        if (!name.startsWith(start)) {
          continue;
        }
        String group = solver + ", " + name.substring(0, name.indexOf(':'));
        double[][] old = new double[rounds][];
        double[][] now = new double[rounds][];
        for (int round = -1; round < rounds; round++) {
          double[] first = before.plan(name, solver, 1);
          double[] second = after.plan(name, solver, 1);
          if (round >= 0) {
            old[round] = first;
            now[round] = second;
          }
        }
        groups.computeIfAbsent(group, any -> new Group()).add(name, old, now);
      }
    }
    System.out.println(
        "| planner, problems | cases | better | worse | proven before | proven now |"
            + " median time, now / before | all time | largest |");
    System.out.println("|---|" + "--:|".repeat(8));
    groups.forEach((name, group) -> System.out.println(group.row(name)));
  }
}
