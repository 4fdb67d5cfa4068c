package dev.espalier.runtime.coordinator;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.study.run.EnergyReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requests what agents have measured and not sent yet, before the first measured sample and behind
 * the last one. Energy is what meters counted in between. Not thread-safe.
 */
final class Flushes {
  private final Fleet fleet;
  private final Map<AgentLink, ControlBody.Flushed> first = new HashMap<>();
  private final Map<AgentLink, ControlBody.Flushed> last = new HashMap<>();
  private final Set<AgentLink> pending = new HashSet<>();

  Flushes(Fleet fleet) {
    this.fleet = fleet;
  }

  /** Sends requests to all agents. */
  void request() {
    for (AgentLink link : fleet.links()) {
      if (link.isOpen()) {
        pending.add(link);
        link.send(Frame.control(FrameKind.FLUSH, 0, ""));
      }
    }
  }

  /** An agent has answered. */
  void answered(AgentLink link, ControlBody.Flushed body) {
    pending.remove(link);
    if (first.putIfAbsent(link, body) != null) {
      last.put(link, body);
    }
  }

  /** Nothing is expected of an agent any more. */
  void forget(String device) {
    pending.removeIf(link -> link.device().equals(device));
  }

  /** Whether all agents have answered. */
  boolean areComplete() {
    return pending.isEmpty();
  }

  /**
   * Energy between the first answers and the last ones; none of an agent that was connected to
   * again meanwhile, whose meters have counted a part.
   */
  List<EnergyReading> energy() {
    boolean isShared =
        fleet.links().stream().map(link -> link.place().address().getAddress()).distinct().count()
            < fleet.links().size();
    List<EnergyReading> readings = new ArrayList<>();
    for (AgentLink link : fleet.links()) {
      ControlBody.Flushed begin = first.get(link);
      ControlBody.Flushed end = last.get(link);
      for (int i = 0; end != null && i < end.readings().size(); i++) {
        ControlBody.Flushed.Reading meter = end.readings().get(i);
        double joules = meter.joules() - joules(begin, meter.meter());
        readings.add(new EnergyReading(link.device(), meter.meter(), joules, isShared));
      }
    }
    return readings;
  }

  private static double joules(ControlBody.Flushed flushed, String meter) {
    return flushed.readings().stream()
        .filter(reading -> reading.meter().equals(meter))
        .mapToDouble(ControlBody.Flushed.Reading::joules)
        .findFirst()
        .orElse(0);
  }
}
