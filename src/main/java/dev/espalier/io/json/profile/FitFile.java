package dev.espalier.io.json.profile;

import dev.espalier.device.Device;
import dev.espalier.internal.Version;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.profile.FitQuality;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.OperatorFit;
import dev.espalier.profile.PaleoFit;
import dev.espalier.profile.Profile;
import dev.espalier.profile.ProfileFit;
import dev.espalier.profile.SegmentFit;
import dev.espalier.profile.SegmentTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is fitted to a profile, as {@code espalier-profile-fit/1} documents. */
public final class FitFile {
  private static final String FORMAT = "espalier-profile-fit/1";

  private FitFile() {}

  /**
   * The fits as text of a JSON document.
   *
   * @param file name of the file that the profile was read from
   * @param device the device for a catalog
   */
  public static String write(ProfileFit fit, String file, Optional<Device> device) {
    Profile profile = fit.profile();
    return JsonDocument.of(
        new Document(
            FORMAT,
            Version.current(),
            file,
            profile.network(),
            profile.totalMs(),
            device.map(DeviceEntry::of),
            fit.paleo().map(rates -> Rates.of(rates, fit.quality().orElseThrow())),
            fit.predictor().map(all -> all.operators().stream().map(Operator::of).toList()),
            fit.together().map(together -> Together.of(together, profile)),
            profile.layers().stream().map(layer -> LayerEntry.of(layer, fit)).toList()));
  }

  /** A device as text that can be pasted into a catalog. */
  public static String device(Device device) {
    return JsonDocument.of(DeviceEntry.of(device));
  }

  private record Document(
      String format,
      String espalier,
      String file,
      Optional<String> network,
      double totalMs,
      Optional<DeviceEntry> device,
      Optional<Rates> paleo,
      Optional<List<Operator>> operators,
      Optional<Together> segments,
      List<LayerEntry> layers) {}

  private record DeviceEntry(
      String name,
      double gflops,
      double ioMBps,
      double layerOverheadMs,
      double sliceOverheadMs,
      Optional<String> profile) {

    private static DeviceEntry of(Device device) {
      return new DeviceEntry(
          device.name(),
          device.gflops(),
          device.ioMBps(),
          device.layerOverheadMs(),
          device.sliceOverheadMs(),
          device.profile());
    }
  }

  private record Rates(
      OptionalDouble gflops, OptionalDouble ioMBps, double layerOverheadMs, Quality quality) {

    private static Rates of(PaleoFit fit, FitQuality quality) {
      return new Rates(fit.gflops(), fit.ioMBps(), fit.layerOverheadMs(), Quality.of(quality));
    }
  }

  private record Quality(
      int layers,
      double measuredMs,
      double fittedMs,
      OptionalDouble r2,
      FitQuality.Errors errors,
      Optional<FitQuality.Errors> heldOut) {

    private static Quality of(FitQuality quality) {
      return new Quality(
          quality.layers(),
          quality.measuredMs(),
          quality.fittedMs(),
          quality.r2(),
          quality.seen(),
          quality.heldOut());
    }
  }

  private record Operator(
      String op,
      String form,
      double constant,
      double perFlop,
      double perByte,
      boolean used,
      Quality quality) {

    private static Operator of(OperatorFit fit) {
      return new Operator(
          fit.op(),
          fit.regression().form().label(),
          fit.regression().constant(),
          fit.regression().perFlop(),
          fit.regression().perByte(),
          fit.isUsed(),
          Quality.of(fit.quality()));
    }
  }

  private record Together(double factor, double overheadMs, List<Segment> measured) {

    private static Together of(SegmentFit fit, Profile profile) {
      return new Together(
          fit.factor(),
          fit.overheadMs(),
          profile.segments().stream().map(each -> Segment.of(each, profile)).toList());
    }
  }

  private record Segment(
      String from, String to, double medianMs, double sumOfLayersMs, double differenceMs) {

    private static Segment of(SegmentTime segment, Profile profile) {
      double ms = segment.time().medianMs();
      double differenceMs = profile.differenceMs(segment);
      return new Segment(segment.from(), segment.to(), ms, ms - differenceMs, differenceMs);
    }
  }

  private record LayerEntry(
      String layer,
      Optional<String> op,
      double medianMs,
      OptionalDouble fittedMs,
      OptionalDouble predictedMs) {

    private static LayerEntry of(LayerTime layer, ProfileFit fit) {
      return new LayerEntry(
          layer.name(),
          layer.op(),
          layer.time().medianMs(),
          fit.fittedMs(layer),
          fit.predictedMs(layer));
    }
  }
}
