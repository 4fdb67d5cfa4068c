package dev.espalier.runtime.standin;

import dev.espalier.runtime.RuntimeFailedException;

/**
 * Addresses for a run out of 198.18.0.0/15, the range that RFC 2544 sets aside for measurements:
 * one of its 512 blocks of 256 addresses.
 *
 * @param prefix first three numbers of its addresses, with a dot behind each
 */
record AddressBlock(String prefix) {
  /** Maximum number of devices in a block. */
  static final int MAX_DEVICES = 253;

  private static final int BLOCKS = 512;
  private static final int BLOCKS_BY_NUMBER = 256;
  private static final int FIRST_NUMBER = 18;

  /**
   * A block that the machine does not use yet.
   *
   * @param routes routes and addresses of the machine, as {@code ip} prints them
   * @param first number of the block that is tried first, so that runs which begin at the same time
   *     take different ones
   */
  static AddressBlock unused(String routes, long first) {
    for (int i = 0; i < BLOCKS; i++) {
      int number = (int) ((first + i) % BLOCKS);
      String prefix =
          "198.%d.%d."
              .formatted(FIRST_NUMBER + number / BLOCKS_BY_NUMBER, number % BLOCKS_BY_NUMBER);
      if (!routes.contains(prefix)) {
        return new AddressBlock(prefix);
      }
    }
    throw new RuntimeFailedException(
        "no addresses are left: every block of 198.18.0.0/15 is in use on this machine");
  }

  /** Address of a device, by its index from 0. */
  String device(int index) {
    return prefix + (index + 1);
  }

  /** Address of the machine itself. */
  String machine() {
    return prefix + "254";
  }
}
