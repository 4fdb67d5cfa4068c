package dev.espalier.runtime.coordinator;

import java.util.ArrayList;
import java.util.List;

/**
 * The clock of another machine, estimated from round trips (as NTP does, D. L. Mills, RFC 5905): a
 * reply that takes half a round trip each way says that the clocks differ by its time minus the
 * middle of the trip, and is wrong by at most half the trip. Of each few seconds the shortest trip
 * counts, and between two of them the offset is taken as linear. Not thread-safe.
 */
final class ClockEstimate {
  private static final long WINDOW_NS = 5_000_000_000L;

  private final List<Trip> trips = new ArrayList<>();
  private long windowEndNs = Long.MIN_VALUE;

  /**
   * A round trip.
   *
   * @param atNs its middle, on the own clock
   * @param offsetNs the other clock minus the own one
   * @param uncertaintyNs half its time
   */
  private record Trip(long atNs, long offsetNs, long uncertaintyNs) {}

  /**
   * Adds a round trip.
   *
   * @param sentNs when it began, on the own clock
   * @param otherNs what the other clock showed
   * @param receivedNs when it ended, on the own clock
   */
  void add(long sentNs, long otherNs, long receivedNs) {
    long half = (receivedNs - sentNs) / 2;
    Trip trip = new Trip(sentNs + half, otherNs - sentNs - half, half);
    if (trips.isEmpty() || trip.atNs - windowEndNs > 0) {
      trips.add(trip);
      windowEndNs = trip.atNs + WINDOW_NS;
    } else if (half < trips.get(trips.size() - 1).uncertaintyNs) {
      trips.set(trips.size() - 1, trip);
    }
  }

  /** Half the shortest round trip, ns. */
  long uncertaintyNs() {
    return trips.stream().mapToLong(Trip::uncertaintyNs).min().orElse(Long.MAX_VALUE);
  }

  /**
   * Whether both clocks are one: processes of a machine share it. Clocks of two machines begin when
   * these do, and are equal within a round trip by no chance.
   */
  boolean isSame() {
    return trips.stream().allMatch(trip -> Math.abs(trip.offsetNs) <= trip.uncertaintyNs);
  }

  /** A time of the other clock, on the own one. */
  long own(long otherNs) {
    return otherNs - offsetNs(otherNs);
  }

  /** The other clock minus the own one, at a time of the other one, ns. */
  long offsetNs(long otherNs) {
    if (trips.isEmpty() || isSame()) {
      return 0;
    }
    Trip before = trips.get(0);
    for (Trip trip : trips) {
      if (trip.atNs + trip.offsetNs >= otherNs) {
        return between(before, trip, otherNs);
      }
      before = trip;
    }
    return before.offsetNs;
  }

  private static long between(Trip before, Trip behind, long otherNs) {
    long from = before.atNs + before.offsetNs;
    long to = behind.atNs + behind.offsetNs;
    if (to <= from || otherNs <= from) {
      return behind.offsetNs;
    }
    double part = (double) (otherNs - from) / (to - from);
    return before.offsetNs + Math.round(part * (behind.offsetNs - before.offsetNs));
  }
}
