package dev.espalier.runtime.coordinator;

/** A device cannot be used any more. */
final class DeviceLostException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String device;

  /**
   * @param device name of the device
   * @param reason what happened to it
   */
  DeviceLostException(String device, String reason) {
    super(reason);
    this.device = device;
  }

  String device() {
    return device;
  }
}
