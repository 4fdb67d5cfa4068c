package dev.espalier.reproduction.na2023;

import dev.espalier.reproduction.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The gaps to the optimum in the text of section 5.1.2, on B-AlexNet, beside those of the runs. */
final class TextGaps {
  private static final Scene.Network NETWORK = Scene.Network.B_ALEXNET;
  private static final int FIRST_SLICES = 3;

  /** Gaps of the average time for K = 3 to 6, percent. */
  private static final List<String> TIME = List.of("3", "8", "21", "34");

  /** Gaps of the device-average energy for K = 3 to 6, percent. */
  private static final List<String> ENERGY = List.of("2", "3", "12", "23");

  /** Maximum deviation at which a gap counts as reproduced, percentage points. */
  private static final double TOLERANCE = 3;

  private TextGaps() {}

  /** The claims that runs are there for. */
  static List<Claim> of(Runs runs) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < TIME.size(); i++) {
      Scene scene = new Scene(NETWORK, FIRST_SLICES + i);
      time(runs, scene, TIME.get(i)).ifPresent(claims::add);
      energy(runs, scene, ENERGY.get(i)).ifPresent(claims::add);
    }
    claims.add(textAndTable());
    return claims;
  }

  /** The text contradicts the paper's own table for the largest number of devices. */
  private static Claim textAndTable() {
    int slices = FIRST_SLICES + TIME.size() - 1;
    String text = TIME.get(TIME.size() - 1);
    double gap = tableGap(slices);
    return Claim.statement(
        "section 5.1.2, K = " + slices,
        "its gap of the average time, %s %%, is that of its table %d"
            .formatted(text, NETWORK.latencyTable),
        Math.abs(gap - Double.parseDouble(text)) < 1,
        String.format(Locale.ROOT, "%.1f %% in the table", gap),
        "the table contradicts the text");
  }

  private static Optional<Claim> time(Runs runs, Scene scene, String printed) {
    return runs.latency(NETWORK.latencyTable, scene, PublishedTables.PROPOSED_GA)
        .map(latency -> runs.gapPercent(scene, latency))
        .filter(Double::isFinite)
        .map(gap -> claim(scene, "average time", printed, gap, timeReason(scene.slices())));
  }

  private static Optional<Claim> energy(Runs runs, Scene scene, String printed) {
    OptionalDouble best = runs.energyJ(NETWORK.latencyTable, scene, PublishedTables.OPTIMUM);
    OptionalDouble ours = runs.energyJ(NETWORK.latencyTable, scene, PublishedTables.PROPOSED_GA);
    if (best.isEmpty() || ours.isEmpty()) {
      return Optional.empty();
    }
    double gap = 100 * (ours.getAsDouble() / best.getAsDouble() - 1);
    return Optional.of(
        claim(scene, "device-average energy", printed, gap, PaperClaims.NO_DEFINITION));
  }

  private static Claim claim(
      Scene scene, String quantity, String printed, double ours, String because) {
    return Claim.percentage(
        "section 5.1.2, K = " + scene.slices(),
        "gap of the %s of Prop. GA".formatted(quantity),
        printed,
        ours,
        TOLERANCE,
        because);
  }

  private static String timeReason(int slices) {
    return String.format(
        Locale.ROOT,
        "averages of few runs scatter more than such gaps; table 4 gives %.1f %%",
        tableGap(slices));
  }

  /** Gap that the averages of the paper's table come to, percent. */
  private static double tableGap(int slices) {
    return PublishedTables.latencies(NETWORK.latencyTable).stream()
        .filter(row -> row.slices() == slices)
        .filter(row -> row.method().equals(PublishedTables.PROPOSED_GA))
        .mapToDouble(row -> row.values().get(row.values().size() - 1))
        .findFirst()
        .orElseThrow();
  }
}
