package dev.espalier.runtime.coordinator;

import dev.espalier.runtime.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves a run to other plans while samples are on their way: the next epoch is prepared beside the
 * one that goes on; when all of its agents are ready, new samples go there; the old epoch ends when
 * its last sample is answered. Not thread-safe.
 */
final class Moves {
  private final Steering steering;
  private final Fleet fleet;
  private final Epochs epochs;
  private final Ledger ledger;
  private final Feeder feeder;
  private final Recorder recorder;

  /** The epoch that is prepared; empty if none is. */
  private Optional<Deploying> next = Optional.empty();

  private double begunMs;

  /** Epochs whose last samples are on their way. */
  private final List<Deploying> ending = new ArrayList<>();

  Moves(
      Steering steering,
      Fleet fleet,
      Epochs epochs,
      Ledger ledger,
      Feeder feeder,
      Recorder recorder) {
    this.steering = steering;
    this.fleet = fleet;
    this.epochs = epochs;
    this.ledger = ledger;
    this.feeder = feeder;
    this.recorder = recorder;
  }

  /** The epoch of a number whose agents are loading, if there is one. */
  Optional<Deploying> preparing(int epoch) {
    return next.filter(each -> each.number() == epoch);
  }

  /** The way of the samples of an epoch that goes on; empty if it does not. */
  Optional<Route> going(int epoch) {
    return Stream.concat(Stream.of(epochs.current()), ending.stream())
        .filter(each -> each.number() == epoch)
        .map(Deploying::route)
        .findFirst();
  }

  /** Whether samples that are on their way may need a device. */
  boolean needs(String device) {
    return Stream.concat(Stream.of(epochs.current()), ending.stream())
        .anyMatch(each -> each.route().devices().contains(device));
  }

  /** Prepares, moves and ends what is due. */
  void step() throws DeviceLostException {
    for (Steering.Order order : steering.orders(recorder.nowMs())) {
      fleet
          .open(order.device())
          .ifPresent(link -> link.send(Frame.control(order.kind(), 0, order.text())));
    }
    if (next.isEmpty()) {
      Optional<Route> route = steering.move(recorder.nowMs());
      if (route.isPresent()) {
        begin(route.get());
      }
    }
    if (next.filter(Deploying::isReady).isPresent()) {
      switchOver();
    }
    endWhatIsDone();
  }

  private void begin(Route route) throws DeviceLostException {
    begunMs = recorder.nowMs();
    next = Optional.of(epochs.prepare(route));
  }

  private void switchOver() throws DeviceLostException {
    double readyMs = recorder.nowMs();
    Deploying started = next.orElseThrow();
    next = Optional.empty();
    ending.add(epochs.current());
    started.start(Map.of(), recorder);
    epochs.become(started);
    feeder.begin(epochs);
    double nowMs = recorder.nowMs();
    steering.moved(
        started.route(), new Steering.MoveTimes(begunMs, nowMs, nowMs - readyMs, Optional.empty()));
  }

  private void endWhatIsDone() {
    ending.removeIf(
        each -> {
          boolean isDone = !ledger.isOnTheWayIn(each.number());
          if (isDone) {
            each.retire();
          }
          return isDone;
        });
  }

  /** The next epoch cannot begin. */
  void cancel(String reason) {
    next.ifPresent(
        each -> {
          next = Optional.empty();
          each.retire();
          steering.refused(each.route(), reason, recorder.nowMs());
        });
  }

  /** A device that no sample needs has failed. */
  void forget(String device, String reason) {
    if (next.filter(each -> each.route().devices().contains(device)).isPresent()) {
      cancel("\"%s\" failed: %s".formatted(device, reason));
    }
    fleet.giveUp(device);
    steering.lost(device, recorder.nowMs());
  }

  /** All samples go on in one epoch, where they were held: the others have ended. */
  void gathered(double lostMs, Optional<String> lost) {
    ending.forEach(Deploying::retire);
    ending.clear();
    double nowMs = recorder.nowMs();
    steering.moved(epochs.route(), new Steering.MoveTimes(lostMs, nowMs, nowMs - lostMs, lost));
  }
}
