package dev.espalier.runtime.agent;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * The epochs that an agent takes part in: usually one, and two while the samples of one end and
 * those of the next begin. Thread-safe.
 */
final class Deployments {
  private final Map<Integer, StageTraffic> running = new ConcurrentSkipListMap<>();

  /** Epochs that have ended, as far as they may still be prepared. */
  private final Set<Integer> retired = new HashSet<>();

  private int latest = -1;

  /** The epoch of a number, if it goes on here. */
  Optional<StageTraffic> of(int epoch) {
    return Optional.ofNullable(running.get(epoch));
  }

  /** All epochs that go on, in order. */
  List<StageTraffic> all() {
    return List.copyOf(running.values());
  }

  /** Adds an epoch in the place of some. */
  void add(StageTraffic next, Collection<StageTraffic> instead) {
    instead.forEach(each -> running.remove(each.epoch()));
    running.put(next.epoch(), next);
  }

  Optional<StageTraffic> remove(int epoch) {
    return Optional.ofNullable(running.remove(epoch));
  }

  /** The epoch that has computed its sample for the longest time; empty if none computes. */
  Optional<StageTraffic> busiest() {
    return running.values().stream()
        .filter(each -> each.busySample() >= 0)
        .max(Comparator.comparingLong(StageTraffic::busyNs));
  }

  /** Numbers of the segments that some epoch runs. */
  Set<Integer> segments() {
    return running.values().stream()
        .flatMap(each -> each.segments().boxed())
        .collect(Collectors.toSet());
  }

  /** A deployment has come; the one before it is prepared no more. */
  synchronized void began(int epoch) {
    latest = epoch;
    retired.remove(epoch);
  }

  /** An epoch has ended. */
  synchronized void retired(int epoch) {
    retired.add(epoch);
  }

  /** Number of the deployment that came last; -1 if none has come. */
  synchronized int latest() {
    return latest;
  }

  /** Whether an epoch need not be prepared any more. */
  synchronized boolean isSuperseded(int epoch) {
    return latest != epoch || retired.contains(epoch);
  }
}
