package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.model.Layer;
import dev.espalier.plan.PlanningProblem;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the times of a network's layers on a device come from.
 *
 * @param measured number of layers whose time was measured
 * @param predicted number of layers whose time was predicted from measured ones
 * @param assumed number of layers whose time is computed from the rates in the catalog
 */
public record TimeSources(int measured, int predicted, int assumed) {

  /** The sources of each device that may run a slice, in the order of the devices. */
  public static Map<String, TimeSources> of(PlanningProblem problem) {
    Map<String, TimeSources> sources = new LinkedHashMap<>();
    for (Device device : problem.devices()) {
      sources.put(device.name(), of(problem, device.name()));
    }
    return sources;
  }

  private static TimeSources of(PlanningProblem problem, String device) {
    int measured = 0;
    int predicted = 0;
    for (Layer layer : problem.linearization().layers()) {
      if (problem.measuredMs(device, layer.name()).isPresent()) {
        measured++;
      } else if (problem.predictedMs(device, layer.name()).isPresent()) {
        predicted++;
      }
    }
    return new TimeSources(
        measured, predicted, problem.linearization().length() - measured - predicted);
  }
}
