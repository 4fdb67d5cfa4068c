package dev.espalier.search.online;

import dev.espalier.cost.TransferTime;
import dev.espalier.device.Device;
import dev.espalier.device.Link;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What moves between two plans: the slices whose devices have to load layers that they did not run
 * before. A device that runs fewer layers, or none, loads nothing and does not count as moved.
 *
 * @param slices the slices of the new plan that load something, in order
 * @param weightBytes weights that all of them load, bytes
 * @param loadMs time until the last device has its weights, ms; devices load at the same time
 */
public record Move(List<Loaded> slices, long weightBytes, double loadMs) {

  public Move {
    slices = List.copyOf(slices);
  }

  /**
   * A slice that loads layers.
   *
   * @param slice the slice in the new plan
   * @param layers number of layers that its device did not run before
   * @param weightBytes weights of these layers, bytes
   * @param loadMs time to bring these weights over links, one sender after another, ms
   */
  public record Loaded(Slice slice, int layers, long weightBytes, double loadMs) {}

  /** Number of devices that load something. */
  public int devices() {
    return slices.size();
  }

  /**
   * The move from one plan to another.
   *
   * <p>The weights of a layer come from the device that ran it. Where that one is gone, they come
   * from the repository, or, if none is given, over the fastest link of a device that is left.
   *
   * @param problem the problem as it is now, with its links
   * @param from the slices in force
   * @param repository device that holds all weights
   */
  public static Move of(
      PlanningProblem problem, List<Slice> from, List<Slice> to, Optional<String> repository) {
    Linearization net = problem.linearization();
    String[] owner = new String[net.length()];
    for (Slice slice : from) {
      for (int i = slice.from(); i < slice.to(); i++) {
        owner[i] = slice.device();
      }
    }
    List<Loaded> loaded = new ArrayList<>();
    long all = 0;
    double longest = 0;
    for (Slice slice : to) {
      Map<String, Long> bySender = new HashMap<>();
      int layers = 0;
      for (int i = slice.from(); i < slice.to(); i++) {
        if (!slice.device().equals(owner[i])) {
          layers++;
          bySender.merge(owner[i], net.layer(i).weightBytes(), Long::sum);
        }
      }
      if (layers > 0) {
        double ms = 0;
        long bytes = 0;
        for (Map.Entry<String, Long> each : bySender.entrySet()) {
          ms += loadMs(problem, each.getKey(), slice.device(), each.getValue(), repository);
          bytes += each.getValue();
        }
        loaded.add(new Loaded(slice, layers, bytes, ms));
        all += bytes;
        longest = Math.max(longest, ms);
      }
    }
    return new Move(loaded, all, longest);
  }

  /** The move from one plan to another; see {@link #of(PlanningProblem, List, List, Optional)}. */
  public static Move of(Plan from, Plan to, Optional<String> repository) {
    return of(to.problem(), from.slices(), to.slices(), repository);
  }

  private static double loadMs(
      PlanningProblem problem,
      String owner,
      String receiver,
      long bytes,
      Optional<String> repository) {
    if (bytes == 0) {
      return 0;
    }
    if (isPresent(problem, owner)) {
      return TransferTime.ms(problem.catalog().link(owner, receiver), bytes);
    }
    if (repository.isPresent()) {
      return repository.get().equals(receiver)
          ? 0
          : TransferTime.ms(problem.catalog().link(repository.get(), receiver), bytes);
    }
    return problem.devices().stream()
        .map(Device::name)
        .filter(name -> !name.equals(receiver))
        .map(name -> problem.catalog().link(name, receiver))
        .min(Comparator.comparingDouble((Link link) -> TransferTime.ms(link, bytes)))
        .map(link -> TransferTime.ms(link, bytes))
        .orElse(0.0);
  }

  private static boolean isPresent(PlanningProblem problem, String device) {
    return problem.devices().stream().anyMatch(each -> each.name().equals(device));
  }
}
