package dev.espalier.runtime.coordinator;

import dev.espalier.runtime.wire.Frame;
import dev.espalier.study.run.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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

  /** Epochs that are only loaded, and never begin. */
  private final List<Deploying> loading = new ArrayList<>();

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
    return Stream.concat(next.stream(), loading.stream())
        .filter(each -> each.number() == epoch)
        .findFirst();
  }

  /**
   * Lets devices load all segments, beside the epoch that goes on. Nothing depends on it: a device
   * that cannot, or is needed before it has, loads what it needs.
   */
  void load(Collection<String> devices, int segments) throws DeviceLostException {
    for (String device : devices) {
      loading.add(
          epochs.prepare(new Route(List.of(new Stage(device, 0, segments)), 0, Optional.empty())));
    }
  }

  private void endLoading(Predicate<Deploying> isOver) {
    loading.removeIf(
        each -> {
          if (isOver.test(each)) {
            each.retire();
            return true;
          }
          return false;
        });
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
    endLoading(Deploying::isReady);
  }

  private void begin(Route route) throws DeviceLostException {
    begunMs = recorder.nowMs();
    endLoading(each -> true);
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

  /** An agent cannot prepare an epoch. */
  void failed(int epoch, String reason) {
    endLoading(each -> each.number() == epoch);
    if (next.filter(each -> each.number() == epoch).isPresent()) {
      cancel(reason);
    }
  }

  /** The next epoch does not begin. */
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
    endLoading(each -> each.route().devices().contains(device));
    fleet.giveUp(device);
    steering.lost(device, recorder.nowMs());
  }

  /** All samples go on in one epoch, where they were held: the others have ended. */
  void gathered(double lostMs, Optional<String> lost) {
    ending.forEach(Deploying::retire);
    ending.clear();
    endLoading(each -> lost.isPresent());
    double nowMs = recorder.nowMs();
    steering.moved(epochs.route(), new Steering.MoveTimes(lostMs, nowMs, nowMs - lostMs, lost));
  }
}
