package dev.espalier.runtime.coordinator;

/** A device cannot be used any more. */
final class DeviceLostException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String device;
  private final boolean isOfLink;

  /**
   * @param device name of the device
   * @param reason what happened to it
   */
  DeviceLostException(String device, String reason) {
    this(device, reason, false);
  }

  private DeviceLostException(String device, String reason, boolean isOfLink) {
    super(reason);
    this.device = device;
    this.isOfLink = isOfLink;
  }

  /** Another agent says that it does not reach a device, or gets nothing from it. */
  static DeviceLostException ofLink(String device, String reason) {
    return new DeviceLostException(device, reason, true);
  }

  /** Whether it may be only a link to the device that failed. */
  boolean isOfLink() {
    return isOfLink;
  }

  String device() {
    return device;
  }
}
