package dev.espalier.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PaleoFitTest {
  private static final Device DEVICE =
      Device.builder("cam", 2.5, 800).layerOverheadMs(0.004).build();

  private static double ms(LayerWork work) {
    return ComputeTime.ms(DEVICE, work.flops(), work.movedBytes()) + DEVICE.layerOverheadMs();
  }

  @Test
  void ratesOfADeviceComeBackFromItsTimes() {
    Profile profile = Synthetic.profile(Synthetic.layers("Conv", 30, 1, PaleoFitTest::ms));

    PaleoFit fit = PaleoFit.of(profile).orElseThrow();
    FitQuality quality = PaleoFit.quality(profile).orElseThrow();

    assertThat(fit.gflops().getAsDouble()).isCloseTo(2.5, Percentage.withPercentage(1e-6));
    assertThat(fit.ioMBps().getAsDouble()).isCloseTo(800, Percentage.withPercentage(1e-6));
    assertThat(fit.layerOverheadMs()).isCloseTo(0.004, within(1e-10));
    assertThat(quality.r2().getAsDouble()).isCloseTo(1, within(1e-9));
    assertThat(quality.heldOut().orElseThrow().mean()).isLessThan(1e-6);
    assertThat(quality.fittedMs()).isCloseTo(quality.measuredMs(), within(1e-6));
  }

  @Test
  void noiseOfTenPercentMovesTheRatesByFewPercent() {
    Random random = new Random(3);
    Profile profile =
        Synthetic.profile(
            Synthetic.layers("Conv", 200, 2, work -> ms(work) * (1 + 0.1 * random.nextGaussian())));

    PaleoFit fit = PaleoFit.of(profile).orElseThrow();
    FitQuality quality = PaleoFit.quality(profile).orElseThrow();

    assertThat(fit.gflops().getAsDouble()).isCloseTo(2.5, Percentage.withPercentage(5));
    assertThat(fit.ioMBps().getAsDouble()).isCloseTo(800, Percentage.withPercentage(10));
    assertThat(fit.layerOverheadMs()).isCloseTo(0.004, Percentage.withPercentage(25));
    assertThat(quality.heldOut().orElseThrow().median()).isBetween(0.03, 0.12);
    assertThat(quality.seen().median()).isBetween(0.03, 0.12);
  }

  @Test
  void measuredOverheadIsTakenAndNotFitted() {
    Profile profile =
        new Profile(
            Setup.UNKNOWN,
            Optional.empty(),
            Synthetic.layers("Conv", 20, 1, PaleoFitTest::ms),
            List.of(),
            OptionalDouble.of(0.004),
            OptionalDouble.empty());

    PaleoFit fit = PaleoFit.of(profile).orElseThrow();

    assertThat(fit.layerOverheadMs()).isEqualTo(0.004);
    assertThat(fit.gflops().getAsDouble()).isCloseTo(2.5, Percentage.withPercentage(1e-6));
  }

  @Test
  void withoutOperationsThereIsNoComputingSpeed() {
    List<LayerTime> layers =
        List.of(
            Synthetic.layer("a", "Concat", new LayerWork(0, 1000, 1000), 3),
            Synthetic.layer("b", "Concat", new LayerWork(0, 3000, 3000), 7));

    PaleoFit fit = PaleoFit.of(Synthetic.profile(layers)).orElseThrow();

    assertThat(fit.gflops()).isEmpty();
    assertThat(fit.ioMBps().getAsDouble()).isCloseTo(1, within(1e-9)); // 2 ms for 2000 bytes
    assertThat(fit.layerOverheadMs()).isCloseTo(1, within(1e-9));
    assertThat(fit.ms(new LayerWork(1000, 0, 0))).isCloseTo(1, within(1e-9));
  }

  @Test
  void operationsInProportionToBytesGiveOneRateForBoth() {
    List<LayerTime> layers =
        List.of(
            Synthetic.layer("a", "Relu", new LayerWork(1000, 4000, 4000), 2),
            Synthetic.layer("b", "Relu", new LayerWork(2000, 8000, 8000), 3),
            Synthetic.layer("c", "Relu", new LayerWork(4000, 16000, 16000), 5));

    PaleoFit fit = PaleoFit.of(Synthetic.profile(layers)).orElseThrow();

    assertThat(fit.gflops().isPresent()).isNotEqualTo(fit.ioMBps().isPresent());
    assertThat(fit.ms(new LayerWork(3000, 12000, 12000))).isCloseTo(4, within(1e-9));
  }

  @Test
  void oneLayerIsFittedExactlyAndHasNoHeldOutError() {
    Profile profile =
        Synthetic.profile(List.of(Synthetic.layer("a", "Conv", new LayerWork(1000, 100, 100), 2)));

    FitQuality quality = PaleoFit.quality(profile).orElseThrow();

    assertThat(quality.fittedMs()).isCloseTo(2, within(1e-9));
    assertThat(quality.r2()).isEmpty();
    assertThat(quality.heldOut()).isEmpty();
    assertThat(LayerPredictor.of(profile)).isEmpty();
  }

  @Test
  void layersWithoutTimeOrWorkAreNoError() {
    LayerTime still = Synthetic.layer("a", "Reshape", new LayerWork(0, 0, 0), 0);

    PaleoFit fit = PaleoFit.of(Synthetic.profile(List.of(still))).orElseThrow();

    assertThat(fit.ms(new LayerWork(5, 5, 5))).isZero();
    assertThat(PaleoFit.of(Synthetic.profile(List.of(LayerTime.of("b", Timing.of(1)))))).isEmpty();
  }

  @Test
  void smallLayersAreNotDrownedByLargeOnes() {
    List<LayerTime> layers = new ArrayList<>(Synthetic.layers("Conv", 30, 5, PaleoFitTest::ms));
    // Half as slow again as the rates say, and most of the time of the network.
    for (int i = 1; i <= 3; i++) {
      LayerWork large = new LayerWork(i * 300_000_000L, 1_000_000L, 300_000L * i * i);
      layers.add(Synthetic.layer("large" + i, "Conv", large, (1 + 0.25 * i) * ms(large)));
    }

    FitQuality quality = PaleoFit.quality(Synthetic.profile(layers)).orElseThrow();

    assertThat(quality.seen().median()).isLessThan(unweightedError(layers) / 3);
  }

  private static double unweightedError(List<LayerTime> layers) {
    double[][] rows = new double[layers.size()][];
    double[] target = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      LayerWork work = layers.get(i).work().orElseThrow();
      rows[i] = new double[] {work.flops(), work.movedBytes(), 1};
      target[i] = layers.get(i).time().medianMs();
    }
    double[] rates = LeastSquares.nonNegative(rows, target);
    PaleoFit fit = new PaleoFit(rates[0], rates[1], rates[2]);
    double[] errors = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      errors[i] = Math.abs(fit.ms(layers.get(i).work().orElseThrow()) / target[i] - 1);
    }
    Arrays.sort(errors);
    return errors[errors.length / 2];
  }
}
