package dev.espalier.reproduction.na2023;

import dev.espalier.reproduction.Claim;
import dev.espalier.study.LatencySummary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The paper's numbers and statements, each beside what the runs give. */
final class PaperClaims {
  /** Maximum deviation of what is computed, percent: the layers' traffic is not published. */
  private static final double COMPUTED = 1;

  /** Maximum deviation of what is a difference of computed numbers, percent. */
  private static final double DIFFERENCE = 3;

  /** Maximum deviation of an average of random runs, percent. */
  private static final double RANDOM = 10;

  private static final MathContext WITHOUT_ROUNDING = new MathContext(12);

  private static final String LAYERS = "the layer tables of the networks are not published";

  private static final String BASIC =
      "neither the size of its population nor its selection is given; no reading tried gives all of"
          + " its averages";

  /** Only B-ResNet on three devices is. */
  private static final String OUT_OF_LINE =
      "out of line with the neighboring scenes of the paper: its gap and deviation are far below"
          + " what these suggest, and its time per chromosome is twice theirs";

  private static final String OTHER_MACHINE =
      "times belong to a program and a machine: ours are hundreds to thousands of times shorter, most"
          + " of all those of the enumeration";

  static final String NO_DEFINITION =
      "device-average energy is not defined beyond equation 4, and no power is given";

  private final Runs runs;
  private final boolean withTiming;
  private final List<Claim> claims = new ArrayList<>();

  private PaperClaims(Runs runs, boolean withTiming) {
    this.runs = runs;
    this.withTiming = withTiming;
  }

  /** The claims that runs are there for. */
  static List<Claim> of(Runs runs, boolean withTiming) {
    PaperClaims paper = new PaperClaims(runs, withTiming);
    for (Scene.Network network : Scene.Network.values()) {
      paper.addLatencies(network, network.twoDeviceTable);
      paper.addLatencies(network, network.latencyTable);
      paper.addGapsGrow(network);
      paper.addTimes(network);
      paper.addEnergies(network);
    }
    paper.claims.addAll(TextGaps.of(runs));
    paper.claims.addAll(AlgorithmClaims.all());
    return paper.claims;
  }

  private void addLatencies(Scene.Network network, int table) {
    for (PublishedTables.Row row : PublishedTables.latencies(table)) {
      Scene scene = new Scene(network, row.slices());
      runs.latency(table, scene, row.method()).ifPresent(ours -> addLatency(table, row, ours));
    }
  }

  private void addLatency(int table, PublishedTables.Row row, LatencySummary ours) {
    String where = "table %d, K = %d".formatted(table, row.slices());
    boolean isDrawn = TenDraws.are(table, row.method());
    claims.add(
        Claim.number(
            where,
            row.method() + ", average",
            printed(row.values().get(PublishedTables.AVERAGE)),
            "ms",
            ours.average(),
            isDrawn || row.method().equals(PublishedTables.OPTIMUM) ? COMPUTED : RANDOM,
            reason(table, row)));
    if (isDrawn) {
      claims.add(
          Claim.number(
              where,
              row.method() + ", standard deviation",
              printed(row.values().get(PublishedTables.DEVIATION)),
              "ms",
              ours.standardDeviation(),
              DIFFERENCE,
              LAYERS));
      claims.add(TenDraws.claim(table, row));
    }
  }

  private static String reason(int table, PublishedTables.Row row) {
    return switch (row.method()) {
      case PublishedTables.BASIC_GA -> BASIC;
      case PublishedTables.PROPOSED_GA ->
          table == Scene.Network.B_RESNET.latencyTable && row.slices() == 3
              ? "it is " + OUT_OF_LINE
              : "random runs scatter: theirs by a standard deviation of %s ms, up to %s ms"
                  .formatted(
                      printed(row.values().get(PublishedTables.DEVIATION)),
                      printed(row.values().get(PublishedTables.MAXIMUM)));
      default -> LAYERS;
    };
  }

  /** A number as tables 3, 4, 8 and 9 print it. */
  static String printed(double value) {
    return new BigDecimal(value)
        .round(WITHOUT_ROUNDING)
        .setScale(2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private void addGapsGrow(Scene.Network network) {
    List<Integer> devices = devices(network);
    for (String method : List.of(PublishedTables.PROPOSED_GA, PublishedTables.BASIC_GA)) {
      double[] gaps =
          devices.stream()
              .map(k -> new Scene(network, k))
              .flatMap(
                  scene ->
                      runs
                          .latency(network.latencyTable, scene, method)
                          .map(latency -> runs.gapPercent(scene, latency))
                          .stream())
              .mapToDouble(gap -> gap)
              .toArray();
      if (gaps.length == devices.size()) {
        claims.add(
            Claim.statement(
                "table " + network.latencyTable,
                "the gap of %s to the optimum grows with K".formatted(method),
                IntStream.range(1, gaps.length).allMatch(i -> gaps[i] > gaps[i - 1]),
                Arrays.stream(gaps)
                    .mapToObj(gap -> String.format(Locale.ROOT, "%.1f %%", gap))
                    .collect(Collectors.joining(", ")),
                method.equals(PublishedTables.PROPOSED_GA) ? gapReason(network) : BASIC));
      }
    }
  }

  private static String gapReason(Scene.Network network) {
    return network == Scene.Network.B_RESNET
        ? "K = 3 is " + OUT_OF_LINE
        : "averages of random runs scatter more than neighboring gaps differ";
  }

  private static List<Integer> devices(Scene.Network network) {
    return PublishedTables.latencies(network.latencyTable).stream()
        .map(PublishedTables.Row::slices)
        .distinct()
        .toList();
  }

  private void addTimes(Scene.Network network) {
    if (!withTiming) {
      return;
    }
    for (PublishedTables.Row row : PublishedTables.times(network.timeTable)) {
      double published = row.values().get(1);
      double ours = runs.exhaustiveOverProposed(new Scene(network, row.slices()));
      if (!Double.isNaN(published) && !Double.isNaN(ours)) {
        claims.add(
            Claim.number(
                "table %d, K = %d".formatted(network.timeTable, row.slices()),
                "ES/PGA",
                BigDecimal.valueOf(published).stripTrailingZeros().toPlainString(),
                "",
                ours,
                RANDOM,
                OTHER_MACHINE));
      }
    }
  }

  private void addEnergies(Scene.Network network) {
    List<String> methods =
        PublishedTables.latencies(network.twoDeviceTable).stream()
            .map(PublishedTables.Row::method)
            .toList();
    Scene scene = new Scene(network, 2);
    double[] energies =
        methods.stream()
            .mapToDouble(
                method -> runs.energyJ(network.twoDeviceTable, scene, method).orElse(Double.NaN))
            .toArray();
    if (Arrays.stream(energies).noneMatch(Double::isNaN)) {
      double proposed = energies[methods.indexOf(PublishedTables.PROPOSED_GA)];
      claims.add(
          Claim.statement(
              "figure %db".formatted(network.firstFigure),
              "the proposed GA has the lowest device-average energy",
              Arrays.stream(energies).allMatch(energy -> energy >= proposed),
              IntStream.range(0, energies.length)
                  .mapToObj(
                      m -> String.format(Locale.ROOT, "%s %.3f J", methods.get(m), energies[m]))
                  .collect(Collectors.joining(", ")),
              NO_DEFINITION));
    }
    if (network == Scene.Network.B_RESNET) {
      claims.add(
          Claim.missing("figures 7b and 8b", "heights of the bars", "", "no numbers are printed"));
    }
  }
}
