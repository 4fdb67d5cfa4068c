package dev.espalier.study.explain;

import dev.espalier.cost.SliceUse;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Units;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lists the changes that may matter to a plan: each device of the plan left out; one MiB more on
 * each device that has too little memory for the whole network, those of the plan first; and one
 * Mbps more wherever the plan transfers anything, on what bounds the bandwidth there.
 */
final class Changes {
  private final Plan plan;
  private final PlanningProblem problem;
  private final DeviceCatalog catalog;

  /** By text, as several links may be bounded by the same. */
  private final Map<String, Change> changes = new LinkedHashMap<>();

  private Changes(Plan plan) {
    this.plan = plan;
    problem = plan.problem();
    catalog = problem.catalog();
  }

  /** The changes, those that the plan depends on most directly first. */
  static List<Change> of(Plan plan) {
    Changes all = new Changes(plan);
    List<String> running = plan.slices().stream().map(Slice::device).toList();
    running.forEach(all::leaveOut);
    all.moreBandwidth();
    Set<String> limited = new LinkedHashSet<>(running);
    all.problem.devices().forEach(device -> limited.add(device.name()));
    limited.forEach(name -> all.moreMemory(all.catalog.device(name)));
    return List.copyOf(all.changes.values());
  }

  private void add(Change.Kind kind, String subject, Supplier<PlanningProblem> changed) {
    Optional<PlanningProblem> made = Optional.empty();
    Optional<String> contradiction = Optional.empty();
    try {
      made = Optional.of(changed.get());
    } catch (InvalidFieldException e) {
      contradiction = Optional.of(e.getMessage());
    }
    Change change = new Change(kind, subject, made, contradiction);
    changes.putIfAbsent(change.text(), change);
  }

  private void leaveOut(String device) {
    add(
        Change.Kind.WITHOUT_DEVICE,
        device,
        () -> {
          List<String> others =
              problem.devices().stream()
                  .map(Device::name)
                  .filter(name -> !name.equals(device))
                  .toList();
          if (others.isEmpty()) {
            throw new InvalidFieldException("devices", "there is no other device");
          }
          return problem.toBuilder().devices(others).build();
        });
  }

  private void moreMemory(Device device) {
    long whole =
        SliceUse.residentBytes(problem.linearization(), 0, problem.linearization().length());
    if (device.memoryMiB().isEmpty() || (!problem.isPipelined() && holds(device, whole))) {
      return;
    }
    double memoryMiB = device.memoryMiB().getAsDouble() + 1;
    add(
        Change.Kind.MEMORY,
        device.name(),
        () -> problem.withCatalog(catalog.withDevice(device.withMemoryMiB(memoryMiB))));
  }

  /** Whether a device has room for everything, so that more memory changes nothing. */
  private static boolean holds(Device device, long bytes) {
    return Units.bytesToMib(bytes) <= device.memoryMiB().getAsDouble();
  }

  private void moreBandwidth() {
    List<Slice> slices = plan.slices();
    problem.source().ifPresent(source -> faster(source, slices.get(0).device()));
    for (int k = 1; k < slices.size(); k++) {
      faster(slices.get(k - 1).device(), slices.get(k).device());
    }
    for (int e = 0; e < problem.linearization().net().exits().size(); e++) {
      int position = problem.linearization().exitPosition(e);
      Slice holder = slices.stream().filter(s -> position < s.to()).findFirst().orElseThrow();
      problem.sink().ifPresent(sink -> faster(holder.device(), sink));
    }
  }

  /** One Mbps more on each part that bounds the bandwidth from one device to another. */
  private void faster(String from, String to) {
    if (from.equals(to)) {
      return;
    }
    Link link = catalog.link(from, to);
    double mbps = link.bandwidthMbps();
    boolean isExplicit =
        catalog.network().links().stream()
            .anyMatch(each -> each.from().equals(from) && each.to().equals(to));
    if (isExplicit) {
      add(
          Change.Kind.LINK,
          from + " -> " + to,
          () -> problem.withCatalog(catalog.withLink(link.withBandwidthMbps(mbps + 1))));
      return;
    }
    if (catalog.network().bandwidthMbps() == mbps) {
      add(Change.Kind.BANDWIDTH, "", () -> problem.toBuilder().bandwidthMbps(mbps + 1).build());
    }
    Device sender = catalog.device(from);
    if (sender.uplinkMbps().orElse(Double.POSITIVE_INFINITY) == mbps) {
      Device faster = sender.toBuilder().uplinkMbps(mbps + 1).build();
      add(Change.Kind.UPLINK, from, () -> problem.withCatalog(catalog.withDevice(faster)));
    }
    Device receiver = catalog.device(to);
    if (receiver.downlinkMbps().orElse(Double.POSITIVE_INFINITY) == mbps) {
      Device faster = receiver.toBuilder().downlinkMbps(mbps + 1).build();
      add(Change.Kind.DOWNLINK, to, () -> problem.withCatalog(catalog.withDevice(faster)));
    }
  }
}
