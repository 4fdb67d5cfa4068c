package dev.espalier.testing.faults;

import java.util.Random;

/** Something that goes wrong at a device in the middle of a run. */
enum Fault {
  /** The agent ends at once, as with {@code kill -9}. */
  KILLED,
  /** The same, and it is started again at the same address. */
  RESTARTED,
  /** The agent stops, and goes on after the run. */
  STOPPED,
  /** The agent stops, and goes on while the run still goes on. */
  STOPPED_A_WHILE,
  /** The agent gets a third of the processor time that it needs. */
  SLOWED,
  /** A bit is flipped between agents, in the first bytes that follow: a header. */
  HEADER_CORRUPTED,
  /** A bit is flipped between agents, further on: mostly data of tensors. */
  DATA_CORRUPTED,
  /** A bit is flipped between coordinator and agent. */
  CONTROL_CORRUPTED,
  /** Random bytes between agents. */
  RUBBISH_FROM_AGENTS,
  /** Random bytes between coordinator and agent. */
  RUBBISH_FROM_COORDINATOR,
  /** The connections of other agents end, and work again at once. */
  LINK_CUT,
  /** The connections of other agents end for good. */
  LINK_CUT_FOR_GOOD,
  /** The connection of the coordinator ends, and works again at once. */
  CONTROL_CUT,
  /** The connection of the coordinator ends for good. */
  CONTROL_CUT_FOR_GOOD,
  /** Nothing passes between agents for a while. */
  LINK_STALLED,
  /** Nothing passes between coordinator and agent for a while. */
  CONTROL_STALLED,
  /** Everything between agents comes late. */
  LINK_DELAYED,
  /** All connections of the device end again and again in quick succession. */
  FLAPPING,
  /** The agent sends frames with any content. */
  LYING,
  /** The coordinator of a run before ends at once; the next one begins. */
  COORDINATOR_KILLED;

  private static final long FOR_GOOD_MS = 1_000_000;
  private static final int HEADER_BYTES = 40;
  private static final int DATA_BYTES = 20_000;

  /**
   * Does it.
   *
   * @param patienceMs time after which the coordinator gives up a device that does not react
   */
  void strike(Device device, Random random, long patienceMs) throws InterruptedException {
    switch (this) {
      case KILLED -> device.kill();
      case RESTARTED -> device.restart();
      case STOPPED -> device.signal("STOP");
      case STOPPED_A_WHILE -> {
        device.signal("STOP");
        Thread.sleep(random.nextLong(3 * patienceMs));
        device.signal("CONT");
      }
      case SLOWED -> slow(device);
      case HEADER_CORRUPTED -> device.peers().corrupt(random, random.nextInt(HEADER_BYTES));
      case DATA_CORRUPTED -> device.peers().corrupt(random, random.nextInt(DATA_BYTES));
      case CONTROL_CORRUPTED -> device.control().corrupt(random, random.nextInt(DATA_BYTES));
      case RUBBISH_FROM_AGENTS -> device.peers().insert(random, 1 + random.nextInt(300));
      case RUBBISH_FROM_COORDINATOR -> device.control().insert(random, 1 + random.nextInt(300));
      case LINK_CUT -> device.peers().cut(0);
      case LINK_CUT_FOR_GOOD -> device.peers().cut(FOR_GOOD_MS);
      case CONTROL_CUT -> device.control().cut(0);
      case CONTROL_CUT_FOR_GOOD -> device.control().cut(FOR_GOOD_MS);
      case LINK_STALLED -> device.peers().stall(random.nextLong(3 * patienceMs));
      case CONTROL_STALLED -> device.control().stall(random.nextLong(3 * patienceMs));
      case LINK_DELAYED -> device.peers().delay(2);
      case FLAPPING -> flap(device);
      case LYING, COORDINATOR_KILLED -> {
        // It is so from the beginning of the run.
      }
      default -> throw new IllegalStateException(name());
    }
  }

  /** Whether it happens on the links between agents, which the first device does not receive by. */
  boolean isAmongAgents() {
    return switch (this) {
      case HEADER_CORRUPTED,
          DATA_CORRUPTED,
          RUBBISH_FROM_AGENTS,
          LINK_CUT,
          LINK_CUT_FOR_GOOD,
          LINK_STALLED,
          LINK_DELAYED ->
          true;
      default -> false;
    };
  }

  private static void flap(Device device) throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      device.peers().cut(0);
      device.control().cut(0);
      Thread.sleep(60);
    }
  }

  private static void slow(Device device) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      device.signal("STOP");
      Thread.sleep(20);
      device.signal("CONT");
      Thread.sleep(10);
    }
  }
}
