package dev.espalier.cost.table;

import dev.espalier.device.Device;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an objective charges for a millisecond of a transfer between two devices: the sum of a rate
 * of the sender and a rate of the receiver wherever that is exact, so that memory grows with the
 * number of devices and not of pairs.
 */
final class TransferRates {
  private final LinkTable links;
  private final double perPayloadByte;
  private final int deviceCount;
  private final double[] sending;
  private final double[] receiving;

  /** Per ordered pair, where the rate is no such sum; else null. */
  private final double[] pairs;

  private final boolean isConstant;
  private final boolean isAdditive;

  TransferRates(PlanningProblem problem, Objective objective, LinkTable links) {
    this.links = links;
    perPayloadByte = objective.perByte();
    List<Optional<Device>> devices = problem.devices().stream().map(Optional::of).toList();
    deviceCount = devices.size();
    isAdditive = objective.combination() == Objective.Combination.SUM;
    sending = new double[deviceCount];
    receiving = new double[deviceCount];
    for (int d = 0; d < deviceCount; d++) {
      sending[d] = objective.perTransferMs(problem, devices.get(d), Optional.empty());
      receiving[d] = objective.perTransferMs(problem, Optional.empty(), devices.get(d));
    }
    double any = objective.perTransferMs(problem, devices.get(0), devices.get(deviceCount - 1));
    double[] charges =
        objective.ends() == Objective.Ends.TOGETHER ? pairs(problem, objective, devices) : null;
    isConstant = charges == null ? isConstant(objective) : isConstant(charges, any);
    pairs = charges == null || isConstant || isSum(charges) ? null : charges;
    if (isConstant) {
      Arrays.fill(sending, any);
      Arrays.fill(receiving, 0);
    }
  }

  private boolean isConstant(Objective objective) {
    return objective.ends() == Objective.Ends.ALIKE
        || Arrays.stream(sending).allMatch(rate -> rate == sending[0])
            && Arrays.stream(receiving).allMatch(rate -> rate == receiving[0]);
  }

  private boolean isConstant(double[] charges, double any) {
    return allPairs((from, to) -> charges[from * deviceCount + to] == any);
  }

  private boolean isSum(double[] charges) {
    return allPairs(
        (from, to) -> charges[from * deviceCount + to] == sending[from] + receiving[to]);
  }

  private boolean allPairs(PairTest test) {
    for (int from = 0; from < deviceCount; from++) {
      for (int to = 0; to < deviceCount; to++) {
        if (from != to && !test.of(from, to)) {
          return false;
        }
      }
    }
    return true;
  }

  private interface PairTest {
    boolean of(int from, int to);
  }

  private static double[] pairs(
      PlanningProblem problem, Objective objective, List<Optional<Device>> devices) {
    int count = devices.size();
    double[] rates = new double[count * count];
    for (int pair = 0; pair < rates.length; pair++) {
      rates[pair] =
          objective.perTransferMs(problem, devices.get(pair / count), devices.get(pair % count));
    }
    return rates;
  }

  /** Whether all pairs are charged alike. */
  boolean isConstant() {
    return isConstant;
  }

  /** Whether each rate is the sum of one of the sender and one of the receiver. */
  boolean isSum() {
    return pairs == null;
  }

  /** Rate of a transfer that a device sends, as far as the sender decides it. */
  double sending(int device) {
    return sending[device];
  }

  /** Rate of a transfer that a device receives, as far as the receiver decides it. */
  double receiving(int device) {
    return receiving[device];
  }

  /** Rate of a transfer. */
  double of(int from, int to) {
    return pairs == null ? sending[from] + receiving[to] : pairs[from * deviceCount + to];
  }

  /** What two devices have in common that are charged alike with every third one. */
  Object key(int device) {
    if (pairs != null) {
      return device;
    }
    return isConstant ? "" : List.of(sending[device], receiving[device]);
  }

  /** Whether a transfer costs its time. */
  boolean isOne() {
    return isConstant && sending[0] == 1;
  }

  /**
   * Whether what a transfer costs is charged to its two ends apart: where costs add up and all
   * links are alike, but not the rates of the devices.
   */
  boolean areChargedToEnds() {
    return isAdditive && links.kinds().count() == 1 && !isConstant && pairs == null;
  }

  /** Charge of a transfer that does not depend on its bytes. */
  double latency(int from, int to) {
    return of(from, to) * links.latencyMs(from, to);
  }

  /** Charge of a byte of a transfer. */
  double perByte(int from, int to) {
    return of(from, to) * links.msPerByte(from, to) + perPayloadByte;
  }

  /** {@link #perByte} of each ordered pair of few devices; null where there are many. */
  double[] perBytes() {
    return byPair(this::perByte);
  }

  /** A number for each ordered pair of few devices; null where there are many. */
  double[] byPair(PairCost cost) {
    if (deviceCount > LinkTable.FLAT_DEVICES) {
      return null;
    }
    double[] costs = new double[deviceCount * deviceCount];
    for (int pair = 0; pair < costs.length; pair++) {
      int from = pair / deviceCount;
      int to = pair % deviceCount;
      costs[pair] = from == to ? 0 : cost.of(from, to);
    }
    return costs;
  }

  /** A number for an ordered pair of devices. */
  interface PairCost {
    double of(int from, int to);
  }

  /** No transfer has a larger charge but for its bytes. */
  double maxLatency() {
    return max() * links.maxLatencyMs();
  }

  /** No transfer has a larger charge of a byte. */
  double maxPerByte() {
    return max() * links.maxMsPerByte() + perPayloadByte;
  }

  private double max() {
    return pairs == null ? max(sending) + max(receiving) : max(pairs);
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  /**
   * Kinds of devices such that what a cut costs, the parts of its ends apart, depends on the kinds
   * of both.
   */
  static Kinds linkKinds(LinkTable links, List<TransferRates> rates) {
    return Kinds.by(
        links.deviceCount(),
        d -> {
          List<Object> key = new ArrayList<>(List.of(links.kinds().of(d)));
          rates.stream()
              .filter(each -> !each.areChargedToEnds())
              .forEach(each -> key.add(each.key(d)));
          return key;
        });
  }
}
