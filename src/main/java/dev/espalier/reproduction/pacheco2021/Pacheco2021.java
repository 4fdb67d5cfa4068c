package dev.espalier.reproduction.pacheco2021;

import dev.espalier.exit.log.LogitLog;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Repeats what R. G. Pacheco, K. Bochie, M. S. Gilbert, R. S. Couto, M. E. M. Campista, "Towards
 * Edge Computing Using Early-Exit Convolutional Neural Networks", Information 12(10) 431, 2021,
 * find about early exits between an edge device and a cloud: table 1, figures 4 to 7, the latency
 * requirements, the numbers in the authors' code, and the scenes that they leave to future work.
 *
 * <p>Where pictures leave is cited for a network of three exits ({@link MeasuredShares}) and
 * estimated for those of two, four and five. Layer times are not published: they are computed from
 * data sheets, and charts show what depends on that. Nothing is left to chance: equal calls give
 * equal results.
 */
public final class Pacheco2021 {
  /** Name of the paper on the command line. */
  public static final String NAME = "pacheco2021";

  private final List<ReproducedFigure> figures = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private Pacheco2021() {}

  /**
   * Produces every figure until it is done or cancelled.
   *
   * @param logs measured logits of one network by condition, on which methods are shown that the
   *     paper has no published data for
   * @param cancelled polled between the parts; once true, the results so far are returned
   */
  public static Reproduction reproduce(Map<String, LogitLog> logs, BooleanSupplier cancelled) {
    return new Pacheco2021().run(parts(new MeasuredLog(logs)), cancelled);
  }

  private static List<Supplier<Part>> parts(MeasuredLog log) {
    return List.of(
        Architecture::new,
        () -> new Figure4(log),
        () -> new Figure5(log),
        Figure6::new,
        Figure7::new,
        Sensitivity::new,
        Requirements::new,
        () -> new AuthorsCode(log),
        () -> new FallbackEffect(log),
        ThreeTiers::new);
  }

  private Reproduction run(List<Supplier<Part>> parts, BooleanSupplier cancelled) {
    int done = 0;
    while (done < parts.size() && !cancelled.getAsBoolean()) {
      Part part = parts.get(done).get();
      figures.addAll(part.figures());
      claims.addAll(part.claims());
      remarks.addAll(part.remarks());
      done++;
    }
    return new Reproduction(
        NAME, List.of(), figures, claims, assumptions(), remarks, done == parts.size());
  }

  private static List<String> assumptions() {
    return List.of(
        "exit probabilities: cited for 3 exits, "
            + MeasuredShares.PICTURES
            + " test pictures"
            + " (result files of Pacheco, Oliveira, Couto, GLOBECOM 2021); for 2, 4 and 5 exits,"
            + " interpolated linearly in the trunk's operations between the measured exits. Exit 3 of 5"
            + " follows the same block as the measured exit 2",
        String.format(
            Locale.ROOT,
            "GPU edge: %s; cloud: %s; at the rates of their data sheets, and %.2f ms to launch each"
                + " layer; MobileNetV2 takes %.1f ms at the edge",
            Machine.GPU.hardware().what(),
            Machine.T4.hardware().what(),
            Machine.LAUNCH_MS,
            MobileNetScene.usual().edgeOnly().expectedLatencyMs()),
        String.format(
            Locale.ROOT,
            "CPU edge: %s; small edge: %s; they reach %.0f %% of their data sheets: %.1f and %.0f"
                + " ms",
            Machine.CPU.hardware().what(),
            Machine.BOARD.hardware().what(),
            100 * Machine.CPU_SHARE,
            MobileNetScene.with(Machine.CPU).edgeOnly().expectedLatencyMs(),
            MobileNetScene.with(Machine.BOARD).edgeOnly().expectedLatencyMs()),
        "figures 4 and 5 on a log, fallback: b-lenet on MNIST, measured, its logits as they are",
        "cloud-only uploads the picture file of 39 kB, the mean of Caltech-256; feature maps cross"
            + " as float32; half of the round trip counts in each direction; programs and"
            + " protocols take no time",
        "intervals: 95 %, of a probability or a mean over the test pictures; our layer times do"
            + " not vary",
        "three tiers: 2 ms one way between end device and edge, 94 Mbps and 6.4 ms to the cloud");
  }
}
