package dev.espalier.runtime.coordinator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which samples are where: each is waiting, on its way, answered, or failed, and is answered or
 * fails exactly once, whatever agents send. Not thread-safe.
 */
final class Ledger {
  /** A sample that was lost so often is what makes devices fail. */
  static final int MAX_ATTEMPTS = 8;

  private final long count;
  private final Deque<Long> again = new ArrayDeque<>();
  private final SortedMap<Long, Integer> onTheWay = new TreeMap<>();

  /** The deployment of each sample that is on its way. */
  private final Map<Long, Integer> epochs = new HashMap<>();

  private long next;
  private long answered;
  private long failed;
  private long duplicates;

  /**
   * @param count number of samples
   */
  Ledger(long count) {
    this.count = count;
  }

  /** Number of samples that are on their way. */
  int onTheWay() {
    return onTheWay.size();
  }

  /** Whether a sample could be sent. */
  boolean hasNext() {
    return !again.isEmpty() || next < count;
  }

  /** Whether the next sample has been sent before. */
  boolean isNextRepeated() {
    return !again.isEmpty();
  }

  /** Number of the first sample that has never been sent. */
  long nextNew() {
    return next;
  }

  /**
   * Takes the next sample, which is on its way from now on.
   *
   * @param epoch the deployment that it is sent to
   */
  long send(int epoch) {
    long sample = again.isEmpty() ? next++ : again.remove();
    onTheWay.putIfAbsent(sample, 1);
    epochs.put(sample, epoch);
    return sample;
  }

  /** All samples that are on their way go on in one deployment. */
  void goOnIn(int epoch) {
    epochs.replaceAll((sample, before) -> epoch);
  }

  /** Whether a sample is on its way in a deployment. */
  boolean isOnTheWayIn(int epoch) {
    return epochs.containsValue(epoch);
  }

  /** Sends no new samples from now on. */
  void stop() {
    again.clear();
    next = count;
  }

  /**
   * An answer has come.
   *
   * @return number of attempts it took; empty if there is an answer already
   */
  Optional<Integer> answer(long sample) {
    Optional<Integer> attempts = settle(sample);
    if (attempts.isPresent()) {
      answered++;
    } else {
      duplicates++;
    }
    return attempts;
  }

  /** A sample fails; empty if it is not on its way. */
  Optional<Integer> fail(long sample) {
    Optional<Integer> attempts = settle(sample);
    attempts.ifPresent(number -> failed++);
    return attempts;
  }

  private Optional<Integer> settle(long sample) {
    Optional<Integer> attempts = Optional.ofNullable(onTheWay.remove(sample));
    again.remove(sample);
    epochs.remove(sample);
    return attempts;
  }

  /** The samples that are on their way, in order. */
  List<Long> samplesOnTheWay() {
    return new ArrayList<>(onTheWay.keySet());
  }

  /** Counts another attempt of a sample on its way. */
  int attemptAgain(long sample) {
    return onTheWay.merge(sample, 1, Integer::sum);
  }

  /** Number of attempts of a sample on its way. */
  int attempts(long sample) {
    return onTheWay.getOrDefault(sample, 0);
  }

  /** Samples on their way that have to be sent anew, from the input on. */
  void sendAgain(Collection<Long> samples) {
    again.clear();
    again.addAll(samples);
  }

  /** Whether every sample is answered or failed. */
  boolean isDone() {
    return next >= count && onTheWay.isEmpty();
  }

  /** Number of answered samples. */
  long answered() {
    return answered;
  }

  /** Number of failed samples. */
  long failed() {
    return failed;
  }

  /** Number of answers that came for a sample that was settled. */
  long duplicates() {
    return duplicates;
  }
}
