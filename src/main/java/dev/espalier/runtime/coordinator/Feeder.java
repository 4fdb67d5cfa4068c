package dev.espalier.runtime.coordinator;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.TensorSpec;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.Lease;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends samples to the source: as many as may be on their way, or at a rate. Those that warm up are
 * sent like the others, but never at a rate. Not thread-safe.
 */
final class Feeder {
  private static final double NS_PER_SECOND = 1e9;

  private final RunOptions options;
  private final Samples samples;
  private final Ledger ledger;
  private final Recorder recorder;
  private final Set<String> inputs;
  private int credits;
  private int epoch;
  private long maxOnTheWay;
  private AgentLink source;
  private long firstDueNs;
  private boolean hasBegun;

  Feeder(RunOptions options, Samples samples, Ledger ledger, Recorder recorder) {
    this.options = options;
    this.samples = samples;
    this.ledger = ledger;
    this.recorder = recorder;
    inputs =
        options.manifest().crossing(0).stream().map(TensorSpec::name).collect(Collectors.toSet());
  }

  /** Sends to the source of an epoch from now on. */
  void begin(Epochs epochs) throws DeviceLostException {
    epoch = epochs.number();
    source = epochs.source();
    // The source returns a credit for each of the samples that it held, too.
    credits = options.window() - epochs.resumedAtSource();
    maxOnTheWay = options.maxOnTheWay(epochs.route());
  }

  /** The source has passed a sample on. */
  void credit(AgentLink link, int ofEpoch) {
    if (link == source && ofEpoch == epoch) {
      credits++;
    }
  }

  /**
   * Sends what may be sent now.
   *
   * @param measured is run before the first sample that is measured
   */
  void feed(Runnable measured) {
    while (ledger.hasNext() && credits > 0 && isTurn(measured)) {
      long now = System.nanoTime();
      boolean isNew = !ledger.isNextRepeated();
      long sample = ledger.send(epoch);
      if (isNew) {
        recorder.sent(sample, isAtRate(sample) ? dueNs(sample) : now);
      }
      credits--;
      source.send(frame(sample));
    }
  }

  private boolean isTurn(Runnable measured) {
    if (ledger.isNextRepeated()) {
      return true;
    }
    long sample = ledger.nextNew();
    int inFlight =
        sample < options.warmUps()
            ? Math.min(options.load().inFlight(), 1)
            : options.load().inFlight();
    if (sample >= options.warmUps() && !hasBegun) {
      if (ledger.onTheWay() > 0) {
        return false;
      }
      hasBegun = true;
      firstDueNs = System.nanoTime();
      measured.run();
    }
    if (ledger.onTheWay() >= maxOnTheWay) {
      return false;
    }
    return isAtRate(sample) ? dueNs(sample) - System.nanoTime() <= 0 : ledger.onTheWay() < inFlight;
  }

  private boolean isAtRate(long sample) {
    return sample >= options.warmUps() && options.load().ratePerSecond().isPresent();
  }

  private long dueNs(long sample) {
    OptionalDouble rate = options.load().ratePerSecond();
    double seconds = (sample - options.warmUps()) / rate.orElseThrow();
    return firstDueNs + Math.round(seconds * NS_PER_SECOND);
  }

  /** Time until the next sample is due at a rate, ns; a long time if none is. */
  long untilDueNs() {
    long sample = ledger.nextNew();
    return hasBegun && ledger.hasNext() && credits > 0 && isAtRate(sample)
        ? Math.max(0, dueNs(sample) - System.nanoTime())
        : Long.MAX_VALUE / 2;
  }

  private Frame frame(long sample) {
    long number = Math.floorMod(sample - options.warmUps(), (long) samples.count());
    Map<String, TensorValues> tensors = new HashMap<>(samples.sample((int) number));
    tensors.keySet().retainAll(inputs);
    return new Frame(
        FrameKind.DATA,
        epoch,
        sample,
        0,
        Frame.NONE,
        options.script().exit(number),
        "",
        tensors,
        Lease.NONE);
  }
}
