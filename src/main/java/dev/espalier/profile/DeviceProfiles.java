package dev.espalier.profile;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.PlanningProblemBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The profiles of the devices of a catalog.
 *
 * @param byDevice profile by name of the device; devices without one are absent
 */
public record DeviceProfiles(Map<String, Profile> byDevice) {
  /** No device has a profile. */
  public static final DeviceProfiles NONE = new DeviceProfiles(Map.of());

  public DeviceProfiles {
    byDevice = Collections.unmodifiableMap(new LinkedHashMap<>(byDevice));
  }

  /** Whether no device has a profile. */
  public boolean isEmpty() {
    return byDevice.isEmpty();
  }

  /** Sets the measured and predicted times of the devices in a problem. */
  public void applyTo(PlanningProblemBuilder builder) {
    byDevice.forEach(
        (device, profile) ->
            DeviceTimes.of(profile, builder.linearization()).applyTo(builder, device));
  }

  /**
   * A catalog whose devices start slices as their profiles say. What the catalog itself says comes
   * first.
   */
  public DeviceCatalog applyTo(DeviceCatalog catalog) {
    DeviceCatalog result = catalog;
    for (Map.Entry<String, Profile> entry : byDevice.entrySet()) {
      Device device = catalog.device(entry.getKey());
      OptionalDouble overheadMs = sliceOverheadMs(entry.getValue());
      if (device.sliceOverheadMs() == 0 && overheadMs.isPresent()) {
        result =
            result.withDevice(device.toBuilder().sliceOverheadMs(overheadMs.getAsDouble()).build());
      }
    }
    return result;
  }

  /** Time to start a slice, ms: measured, or else fitted to segments; empty without either. */
  static OptionalDouble sliceOverheadMs(Profile profile) {
    return profile.sliceOverheadMs().isPresent()
        ? profile.sliceOverheadMs()
        : SegmentFit.of(profile)
            .map(fit -> OptionalDouble.of(fit.overheadMs()))
            .orElseGet(OptionalDouble::empty);
  }
}
