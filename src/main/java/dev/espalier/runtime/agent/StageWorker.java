package dev.espalier.runtime.agent;

import dev.espalier.runtime.agent.segment.StageRun;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Lock;

/** Runs the segments of a stage on one sample after another, in a thread of its own. */
final class StageWorker {
  private static final Message WAKE_UP =
      new Message(Frame.about(FrameKind.BYE, 0, Frame.NONE), 0, () -> {});

  /** Receives what becomes of samples. */
  interface Listener {
    /**
     * A sample or its answer goes on.
     *
     * @param hop time stamps, up to when the message was ready
     */
    void goesOn(Frame frame, StampedHop hop, Runnable passedOn);

    /** A sample cannot be computed. */
    void failed(Message message, String reason);
  }

  private final int stage;
  private final StageRun run;
  private final Listener listener;
  private final LinkedBlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::work, "espalier-compute");
  private final Pace pace;
  private final Lock turn;
  private volatile boolean stopped;
  private boolean handedOver;
  private volatile long busySinceNs;
  private volatile long busySample = Frame.NONE;

  /**
   * @param run the segments of the stage
   * @param stage index of the stage
   * @param pace how long its segments take at least
   * @param turn held while segments run: a device computes one sample at a time, of whatever epoch
   */
  StageWorker(StageRun run, int stage, Pace pace, Lock turn, Listener listener) {
    this.run = run;
    this.stage = stage;
    this.pace = pace;
    this.turn = turn;
    this.listener = listener;
    thread.setDaemon(true);
  }

  /**
   * Starts to work.
   *
   * @param minimumMs minimum time of each segment, ms
   */
  void start(List<Double> minimumMs) {
    pace.atLeast(minimumMs);
    thread.start();
  }

  /** Appends a sample; drops it where the samples that wait have been handed over already. */
  void add(Message message) {
    synchronized (inbox) {
      if (!handedOver) {
        inbox.add(message);
        return;
      }
    }
    message.frame().close();
  }

  /** The sample that is computed now; -1 if none is. */
  long busySample() {
    return busySample;
  }

  /** When its computation began, by {@code System.nanoTime}. */
  long busySinceNs() {
    return busySinceNs;
  }

  /**
   * Stops behind the sample that is computed now.
   *
   * @param patienceMs time to wait for it, ms
   * @return the samples that were waiting; a sample whose computation does not end is not among
   *     them, and {@link #isWorking} then
   */
  List<Frame> stop(long patienceMs) throws InterruptedException {
    stopped = true;
    // Not interrupted: that would end the connection on which it may be sending an answer.
    inbox.add(WAKE_UP);
    thread.join(patienceMs);
    List<Message> waiting = new ArrayList<>();
    synchronized (inbox) {
      handedOver = true;
      inbox.drainTo(waiting);
    }
    return waiting.stream().filter(each -> each != WAKE_UP).map(Message::frame).toList();
  }

  /** Whether its thread has not ended. */
  boolean isWorking() {
    return thread.isAlive();
  }

  private void work() {
    try {
      while (!stopped) {
        Message message = inbox.take();
        if (stopped) {
          inbox.add(message);
          return;
        }
        turn.lockInterruptibly();
        try {
          busySinceNs = System.nanoTime();
          busySample = message.frame().sample();
          compute(message);
          busySample = Frame.NONE;
        } finally {
          turn.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void compute(Message message) {
    Frame arrived = message.frame();
    long begun = System.nanoTime();
    try {
      StageRun.Result result = run.run(arrived, pace);
      long computed = result.endsNs().get(result.endsNs().size() - 1);
      StampedHop hop =
          new StampedHop(
              arrived.sample(),
              arrived.epoch(),
              stage,
              arrived.segment(),
              message.arrivedNs(),
              begun,
              computed,
              System.nanoTime(),
              0,
              Frame.NONE,
              0,
              result.endsNs());
      listener.goesOn(result.frame(), hop, message.passedOn());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Whatever a sample does, the next ones are computed.
      listener.failed(message, Faults.reason(e));
    }
  }
}
