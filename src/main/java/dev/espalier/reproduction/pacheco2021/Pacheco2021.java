package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.reproduction.scene.Hardware;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Repeats what R. G. Pacheco, K. Bochie, M. S. Gilbert, R. S. Couto, M. E. M. Campista, "Towards
 * Edge Computing Using Early-Exit Convolutional Neural Networks", Information 12(10) 431, 2021,
 * find about early exits between an edge device and a cloud: figure 7.
 *
 * <p>Layer times are not published and exit probabilities were not available, so what can come back
 * is the shape of the figures, not their numbers. Nothing is left to chance: equal calls give equal
 * results.
 */
public final class Pacheco2021 {
  /** Name of the paper on the command line. */
  public static final String NAME = "pacheco2021";

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
    List<Runnable> parts = List.of(this::mobileNet);
    int done = 0;
    while (done < parts.size() && !cancelled.getAsBoolean()) {
      parts.get(done).run();
      done++;
    }
    return new Reproduction(
        NAME, List.of(), figures, checks, assumptions(), remarks, done == parts.size());
  }

  private void mobileNet() {
    MobileNetResults results = new MobileNetResults();
    figures.addAll(results.figures());
    checks.addAll(results.checks());
    remarks.add(results.sensitivity());
  }

  private static List<String> assumptions() {
    List<String> assumptions = new ArrayList<>();
    assumptions.add(
        "the shares of data sheets below were chosen so that the papers' shapes come back;"
            + " the end of this report shows the effect of others");
    assumptions.addAll(assumptionsOnMobileNet());
    return assumptions;
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
