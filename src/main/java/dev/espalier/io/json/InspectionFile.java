package dev.espalier.io.json;

import dev.espalier.cost.ComputeTime;
import dev.espalier.cost.TimeSources;
import dev.espalier.device.Device;
import dev.espalier.internal.Version;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** Linearizations as {@code espalier-inspection/1} documents. */
public final class InspectionFile {
  private static final String FORMAT = "espalier-inspection/1";

  private InspectionFile() {}

  /** The linearization as text of a JSON document, with the time of each layer on each device. */
  public static String write(Linearization net, List<Device> devices) {
    return write(net, devices, Optional.empty(), (d, i) -> ComputeTime.ms(net, d, i));
  }

  /** The linearization as text of a JSON document, with times that are measured where they are. */
  public static String write(PlanningProblem problem) {
    return write(
        problem.linearization(),
        problem.devices(),
        problem.hasGivenTimes() ? Optional.of(TimeSources.of(problem)) : Optional.empty(),
        (d, i) -> ComputeTime.ms(problem, d, i));
  }

  private static String write(
      Linearization net,
      List<Device> devices,
      Optional<Map<String, TimeSources>> sources,
      ToDoubleBiFunction<Device, Integer> ms) {
    List<Exit> exits = net.net().exits();
    return JsonDocument.of(
        new Inspection(
            FORMAT,
            Version.current(),
            net.net().name(),
            sources,
            IntStream.range(0, net.length()).mapToObj(i -> position(net, i, devices, ms)).toList(),
            IntStream.range(0, exits.size())
                .mapToObj(e -> ExitEntry.of(exits.get(e), net.exitPosition(e)))
                .toList()));
  }

  private record Inspection(
      String format,
      String espalier,
      String model,
      Optional<Map<String, TimeSources>> timeSources,
      List<Position> positions,
      List<ExitEntry> exits) {}

  private record ExitEntry(String name, String layer, int position, double probability) {

    private static ExitEntry of(Exit exit, int position) {
      return new ExitEntry(exit.name(), exit.layer(), position, exit.probability());
    }
  }

  private record Position(
      int position,
      String flat,
      String label,
      String layer,
      String op,
      List<String> inputs,
      double reach,
      long payloadBytes,
      long flops,
      long weightBytes,
      long readBytes,
      long outputBytes,
      long liveBytes,
      Optional<Map<String, Double>> timesMs) {}

  private static Position position(
      Linearization net,
      int position,
      List<Device> devices,
      ToDoubleBiFunction<Device, Integer> ms) {
    Layer layer = net.layer(position);
    Map<String, Double> timesMs = new LinkedHashMap<>();
    devices.forEach(device -> timesMs.put(device.name(), ms.applyAsDouble(device, position)));
    return new Position(
        position,
        net.flatName(position),
        net.label(position),
        layer.name(),
        layer.op(),
        layer.inputs(),
        net.reach(position),
        net.payloadBytes(position),
        layer.flops(),
        layer.weightBytes(),
        net.readBytes(position),
        layer.outputBytes(),
        net.liveBytes(position),
        Optional.of(timesMs).filter(times -> !times.isEmpty()));
  }
}
