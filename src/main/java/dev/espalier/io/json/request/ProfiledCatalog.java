package dev.espalier.io.json.request;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.profile.DeviceProfiles;

/**
 * Devices and links, and what was measured of the devices.
 *
 * @param catalog the devices, which start slices as their profiles say
 * @param profiles their profiles
 */
public record ProfiledCatalog(DeviceCatalog catalog, DeviceProfiles profiles) {
  /** A catalog as it was written, with the profiles that it names. */
  public static ProfiledCatalog of(DeviceCatalog written, DeviceProfiles profiles) {
    return new ProfiledCatalog(profiles.applyTo(written), profiles);
  }
}
