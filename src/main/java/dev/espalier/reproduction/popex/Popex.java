package dev.espalier.reproduction.popex;

import dev.espalier.exit.log.LogitLog;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.reproduction.scene.Hardware;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Repeats what R. G. Pacheco, R. S. Couto, "Particionamento de Redes Neurais Profundas com Saídas
 * Antecipadas" (summary of the dissertation on POPEX), find: figures 3 and 4 (B-AlexNet between an
 * edge device and a cloud), and, on a network of ours, 5 (blur), 6 and 7 (calibration).
 *
 * <p>Layer times are not published. The one free parameter, how much of its data sheet the cloud
 * reaches, is chosen so that the printed numbers come back, and charts show what others give.
 * Nothing is left to chance: equal calls give equal results.
 */
public final class Popex {
  /** Name of the paper on the command line. */
  public static final String NAME = "popex";

  /** Share of its data sheet that the cloud is assumed to reach. */
  static final double CLOUD_SHARE = 0.0224;

  /** What the authors' code does in another way than the text; none of it is repeated here. */
  private static final List<String> DIFFERENCES =
      List.of(
          "their code weights layers in the cloud by the probability left by all branches before"
              + " them, whether or not the edge ran these",
          "their code has no cut right after a branch, and weights a branch by the probability of"
              + " leaving there instead of reaching it",
          "their code computes entropy from a sigmoid instead of the softmax",
          "their code misspells the key of one weight, that of the last edge of the path that stays at"
              + " the edge, so Dijkstra's algorithm assumes 1 s for it");

  private final Map<String, LogitLog> logs;
  private final List<ReproducedFigure> figures = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private Popex(Map<String, LogitLog> logs) {
    this.logs = logs;
  }

  /**
   * Produces every figure until it is done or cancelled.
   *
   * @param logs measured logits of one network by condition, with at least {@code clean}, {@code
   *     blur-1} and {@code blur-2}
   * @param cancelled polled between the figures; once true, the results so far are returned
   */
  public static Reproduction reproduce(Map<String, LogitLog> logs, BooleanSupplier cancelled) {
    return new Popex(logs).run(cancelled);
  }

  private Reproduction run(BooleanSupplier cancelled) {
    List<Runnable> parts = List.of(this::alexNet, this::measured, this::clouds);
    int done = 0;
    while (done < parts.size() && !cancelled.getAsBoolean()) {
      parts.get(done).run();
      done++;
    }
    if (done == parts.size()) {
      remarks.add(withTheRateOfTheCode());
      remarks.addAll(DIFFERENCES);
    }
    return new Reproduction(
        NAME, List.of(), figures, claims, assumptions(), remarks, done == parts.size());
  }

  private void alexNet() {
    AlexNetRuns runs = runs(Uplink.PRINTED);
    figures.addAll(AlexNetFigures.of(runs));
    claims.addAll(TimeClaims.of(runs));
    claims.addAll(CutClaims.of(runs));
    claims.add(
        Claim.missing(
            "figures 3 and 4",
            "inference times in ms",
            "",
            "the layer times measured on Google Colaboratory are not published"));
  }

  private void measured() {
    MeasuredResults results = new MeasuredResults(logs);
    figures.addAll(results.figures());
    claims.addAll(results.claims());
    remarks.add(results.temperatures());
  }

  private void clouds() {
    List<CloudFit> fits = CloudFit.all();
    figures.addAll(CloudFit.charts(fits, CLOUD_SHARE));
    remarks.add(CloudFit.remark(fits));
  }

  private static AlexNetRuns runs(List<Uplink> uplinks) {
    return AlexNetRuns.of(new AlexNetScene(CLOUD_SHARE), uplinks);
  }

  private static String withTheRateOfTheCode() {
    AlexNetRuns runs = runs(Uplink.IN_CODE);
    List<Claim> claims = new ArrayList<>(TimeClaims.of(runs));
    claims.addAll(CutClaims.of(runs));
    List<String> broken =
        claims.stream().filter(claim -> !claim.isReproduced()).map(Claim::what).toList();
    return "figures 3 and 4 with 4G at 5.85 Mbps, as in the authors' code: %d of %d claims hold%s"
        .formatted(
            claims.size() - broken.size(),
            claims.size(),
            broken.isEmpty() ? "" : "; not this: " + String.join("; ", broken));
  }

  private static List<String> assumptions() {
    return List.of(
        String.format(
            Locale.ROOT,
            "figures 3 and 4: the cloud is %s, of which %.2f %% is reached: B-AlexNet's trunk takes"
                + " %.1f ms; the edge takes gamma times as long for each layer. That share is chosen"
                + " so that the printed numbers come back; the charts by cloud show what other shares"
                + " give",
            Hardware.K80.what(),
            100 * CLOUD_SHARE,
            new AlexNetScene(CLOUD_SHARE).cloudComputeMs()),
        "figures 3 and 4: the side branch runs at the edge or not at all; tensors cross as float32;"
            + " 1000 classes; figure 4 with Wi-Fi (4c) is ours",
        "figures 5 to 7: b-lenet on MNIST, measured, with blur of 1 and 2 pixels, in place of"
            + " B-AlexNet on cats and dogs; softmax entropy",
        "figures 6 and 7: the text does not say on which pictures temperatures are fitted, so three"
            + " cases are shown; where fit and chart use the same pictures, a single temperature"
            + " cannot overfit 1,000 of them");
  }
}
