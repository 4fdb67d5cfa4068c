package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.Reproduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Repeats what two papers find about early exits between an edge device and a cloud: R. G. Pacheco,
 * R. S. Couto, "Inference Time Optimization Using BranchyNet Partitioning", ISCC 2020, figures 3
 * and 4; R. G. Pacheco, K. Bochie, M. S. Gilbert, R. S. Couto, M. E. M. Campista, "Towards Edge
 * Computing Using Early-Exit Convolutional Neural Networks", Information 12(10) 431, 2021, figure
 * 7.
 *
 * <p>Layer times are not published and exit probabilities were not available, so what can come back
 * is the shape of the figures, not their numbers. Nothing is left to chance: equal calls give equal
 * results.
 */
public final class Pacheco2021 {
  /** Name of the paper on the command line. */
  public static final String NAME = "pacheco2021";

  /** Share of its data sheet that the cloud of figures 3 and 4 is assumed to reach. */
  private static final double CLOUD_SHARE = 0.1;

  /** Other shares, to see how the results depend on it. */
  private static final List<Double> OTHER_SHARES = List.of(0.02, 0.05, 0.15, 0.2, 0.5, 1.0);

  private final List<ReproducedFigure> figures = new ArrayList<>();
  private final List<Claim> checks = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private Pacheco2021() {}

  /**
   * Produces every figure until it is done or cancelled.
   *
   * @param cancelled polled between the papers and the assumptions tried; once true, the results so
   *     far are returned
   */
  public static Reproduction reproduce(BooleanSupplier cancelled) {
    return new Pacheco2021().run(cancelled);
  }

  private Reproduction run(BooleanSupplier cancelled) {
    List<Runnable> parts = new ArrayList<>();
    parts.add(this::alexNet);
    parts.add(this::mobileNet);
    parts.add(() -> remarks.add(withTheRateOfTheCode()));
    OTHER_SHARES.forEach(share -> parts.add(() -> remarks.add(withCloudShare(share))));
    int done = 0;
    while (done < parts.size() && !cancelled.getAsBoolean()) {
      parts.get(done).run();
      done++;
    }
    return new Reproduction(
        NAME, List.of(), figures, checks, assumptions(), remarks, done == parts.size());
  }

  private void alexNet() {
    AlexNetRuns runs = runs(CLOUD_SHARE, Uplink.PRINTED);
    figures.addAll(AlexNetFigures.of(runs));
    checks.addAll(AlexNetChecks.of(runs));
  }

  private void mobileNet() {
    MobileNetResults results = new MobileNetResults();
    figures.addAll(results.figures());
    checks.addAll(results.checks());
    remarks.add(results.sensitivity());
  }

  private static AlexNetRuns runs(double share, List<Uplink> uplinks) {
    return AlexNetRuns.of(new AlexNetScene(share), uplinks);
  }

  private static String withTheRateOfTheCode() {
    return "figures 3 and 4 with 4G at 5.85 Mbps, as in the authors' code: "
        + verdict(runs(CLOUD_SHARE, Uplink.IN_CODE));
  }

  private static String withCloudShare(double share) {
    return String.format(
        Locale.ROOT,
        "figures 3 and 4 with a cloud that reaches %.0f %% of its data sheet: %s",
        100 * share,
        verdict(runs(share, Uplink.PRINTED)));
  }

  private static String verdict(AlexNetRuns runs) {
    List<Claim> checks = AlexNetChecks.of(runs);
    List<String> broken =
        checks.stream().filter(check -> !check.isReproduced()).map(Claim::what).toList();
    return broken.isEmpty()
        ? "every shape holds"
        : "%d of %d shapes hold, not: %s"
            .formatted(checks.size() - broken.size(), checks.size(), String.join("; ", broken));
  }

  private static List<String> assumptions() {
    List<String> assumptions = new ArrayList<>();
    assumptions.add(
        "the shares of data sheets below were chosen so that the papers' shapes come back;"
            + " the end of this report shows the effect of others");
    assumptions.addAll(assumptionsOnAlexNet());
    assumptions.addAll(assumptionsOnMobileNet());
    return assumptions;
  }

  private static List<String> assumptionsOnAlexNet() {
    return List.of(
        String.format(
            Locale.ROOT,
            "figures 3 and 4: the cloud is %s, of which %.0f %% are reached: B-AlexNet's trunk"
                + " takes"
                + " %.1f ms; the edge takes gamma times as long for each layer",
            Hardware.K80.what(),
            100 * CLOUD_SHARE,
            new AlexNetScene(CLOUD_SHARE).cloudComputeMs()),
        "figures 3 and 4: the side branch runs at the edge or not at all; tensors cross as float32;"
            + " 1000 classes",
        "figure 4: which two rates the paper shows was not available; ours has all three");
  }

  private static List<String> assumptionsOnMobileNet() {
    MobileNetScene scene = new MobileNetScene(MobileNetResults.SHARE, MobileNetResults.SHARE);
    return List.of(
        String.format(
            Locale.ROOT,
            "figure 7: the edge is %s, the cloud %s, of which %.0f %% each are reached: MobileNetV2"
                + " takes %.1f ms at the edge, and with sample and answer on the way %.1f ms in the"
                + " cloud",
            Hardware.PC.what(),
            Hardware.T4.what(),
            100 * MobileNetResults.SHARE,
            scene.edgeOnlyMs(),
            scene.cloudOnlyMs()),
        "figure 7: of the samples that reach a side exit, 40 % leave at a threshold of 0.7, 30 % at"
            + " 0.8, 20 % at 0.9; the paper's exit probabilities were not available",
        "figure 7: samples are 224x224, tensors cross as float32, half the round trip in each"
            + " direction; the answer returns to the edge");
  }
}
