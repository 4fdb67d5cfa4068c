package dev.espalier.profile;

import dev.espalier.device.Device;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that is fitted to a profile.
 *
 * @param profile the profile
 * @param paleo rates of the device; empty if the work of no layer is available
 * @param quality how well the rates describe the layers
 * @param predictor predicts other layers; empty if there are too few layers for that
 * @param together what running layers together changes; empty if no segments were measured
 */
public record ProfileFit(
    Profile profile,
    Optional<PaleoFit> paleo,
    Optional<FitQuality> quality,
    Optional<LayerPredictor> predictor,
    Optional<SegmentFit> together) {
  /**
   * Rate of a device that no layer has to wait for: with a thousand times the numbers of any
   * network known, the time is below the resolution of a clock.
   */
  public static final double UNLIMITED = 1e12;

  private static final MathContext DIGITS = new MathContext(4);

  /** The fits to a profile. */
  public static ProfileFit of(Profile profile) {
    return new ProfileFit(
        profile,
        PaleoFit.of(profile),
        PaleoFit.quality(profile),
        LayerPredictor.of(profile),
        SegmentFit.of(profile));
  }

  /** Time of a layer by the rates of the device, ms; empty if its work is not available. */
  public OptionalDouble fittedMs(LayerTime layer) {
    return paleo.isPresent() && layer.work().isPresent()
        ? OptionalDouble.of(paleo.get().ms(layer.work().get()))
        : OptionalDouble.empty();
  }

  /** Time of a layer as it would be predicted without its measurement, ms. */
  public OptionalDouble predictedMs(LayerTime layer) {
    return predictor.isPresent() && layer.work().isPresent()
        ? OptionalDouble.of(predictor.get().ms(layer.op().orElse(""), layer.work().get()))
        : OptionalDouble.empty();
  }

  /**
   * The device for a catalog, numbers rounded to four digits. Rates are those of layers that run
   * together, where segments were measured; a rate that no time is due to is {@link #UNLIMITED}.
   *
   * @param name name of the device
   * @param file path of the profile
   * @return empty if there are no rates
   */
  public Optional<Device> device(String name, String file) {
    double factor = together.map(SegmentFit::factor).filter(f -> f > 0).orElse(1.0);
    return paleo.map(
        rates ->
            Device.builder(
                    name,
                    rounded(rates.gflops().orElse(UNLIMITED * factor) / factor),
                    rounded(rates.ioMBps().orElse(UNLIMITED * factor) / factor))
                .layerOverheadMs(rounded(rates.layerOverheadMs() * factor))
                .sliceOverheadMs(rounded(DeviceProfiles.sliceOverheadMs(profile).orElse(0)))
                .profile(file)
                .build());
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
