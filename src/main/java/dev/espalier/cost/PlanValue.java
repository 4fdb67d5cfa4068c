package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Weighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The value of an objective, straight from its definition: every layer, transfer and slice is
 * charged to the resources that it occupies. Linear in the number of layers.
 *
 * <p>For the expected latency this is {@code T = sum_i r_i t(d(i),i) + sum over cuts b of r_b
 * transfer(d(b-1), d(b), payload_b)}, plus the input's transfer from the source and, for each exit,
 * its probability times the transfer of its output to the sink.
 */
public final class PlanValue {
  private final PlanningProblem problem;
  private final Objective objective;
  private final List<Slice> slices;
  private final Linearization net;
  private final double[] layerWeights;
  private final double[] exitWeights;
  private final boolean isSum;

  /** Charge of each resource: device by name, link by its ends, medium by name. */
  private final Map<Object, Double> charges = new HashMap<>();

  private double sum;

  private PlanValue(
      PlanningProblem problem, Objective objective, Weighting weighting, List<Slice> slices) {
    this.problem = problem;
    this.objective = objective;
    this.slices = slices;
    net = problem.linearization();
    layerWeights = weighting.layers(net);
    exitWeights = weighting.exits(net);
    isSum = objective.combination() == Objective.Combination.SUM;
  }

  /** The value of a plan's slices, in the objective's unit. */
  public static double of(PlanningProblem problem, Objective objective, List<Slice> slices) {
    return of(problem, objective, objective.weighting(), slices);
  }

  /** The value of a plan's slices under other weights of layers and exits. */
  public static double of(
      PlanningProblem problem, Objective objective, Weighting weighting, List<Slice> slices) {
    PlanValue value = new PlanValue(problem, objective, weighting, slices);
    value.chargeEntry();
    for (int k = 0; k < slices.size(); k++) {
      value.chargeSlice(slices.get(k));
      if (k > 0) {
        value.chargeCut(slices.get(k - 1), slices.get(k));
      }
    }
    value.chargeResults();
    return value.isSum
        ? value.sum
        : value.charges.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** Directed links, by the two devices. A list, as records are slow to hash the first time. */
  private static List<String> link(String from, String to) {
    return List.of("link", from, to);
  }

  private static List<String> medium(String name) {
    return List.of("medium", name);
  }

  private void chargeEntry() {
    String first = slices.get(0).device();
    problem
        .source()
        .ifPresent(
            source ->
                chargeTransfer(
                    source,
                    first,
                    net.inputBytes(),
                    layerWeights[0],
                    Optional.empty(),
                    Optional.of(device(first))));
  }

  private void chargeSlice(Slice slice) {
    Device device = device(slice.device());
    double perMs = objective.perComputeMs(problem, device);
    double charge =
        objective.perSlice(problem, device)
            + layerWeights[slice.from()] * perMs * device.sliceOverheadMs();
    for (int i = slice.from(); i < slice.to(); i++) {
      charge += layerWeights[i] * perMs * ComputeTime.ms(problem, device, i);
    }
    charge(slice.device(), charge);
  }

  private void chargeCut(Slice before, Slice after) {
    chargeTransfer(
        before.device(),
        after.device(),
        net.payloadBytes(after.from()),
        layerWeights[after.from()],
        Optional.of(device(before.device())),
        Optional.of(device(after.device())));
  }

  private void chargeResults() {
    for (int e = 0; e < net.net().exits().size() && problem.sink().isPresent(); e++) {
      int position = net.exitPosition(e);
      Slice holder =
          slices.stream().filter(slice -> position < slice.to()).findFirst().orElseThrow();
      chargeTransfer(
          holder.device(),
          problem.sink().get(),
          net.resultBytes(e),
          exitWeights[e],
          Optional.of(device(holder.device())),
          Optional.empty());
    }
  }

  private void chargeTransfer(
      String from,
      String to,
      double bytes,
      double weight,
      Optional<Device> sender,
      Optional<Device> receiver) {
    if (from.equals(to)) {
      return;
    }
    DeviceCatalog catalog = problem.catalog();
    Link link = catalog.link(from, to);
    double ms = isSum ? TransferTime.ms(link, bytes) : TransferTime.occupancyMs(link, bytes);
    double charge =
        weight
            * (objective.perTransferMs(problem, sender, receiver) * ms
                + objective.perByte() * bytes);
    charge(link(from, to), charge);
    if (!isSum) {
      catalog.media(from, to).forEach(medium -> charge(medium(medium), charge));
    }
  }

  private void charge(Object resource, double charge) {
    sum += charge;
    charges.merge(resource, charge, Double::sum);
  }

  private Device device(String name) {
    return problem.catalog().device(name);
  }
}
