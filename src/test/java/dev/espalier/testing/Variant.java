package dev.espalier.testing;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.plan.EnergyBasis;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A problem taken apart, changed in places and put together again. */
public final class Variant {
  private final PlanningProblem original;
  private BranchyNet net;
  private List<Device> devices;
  private Network network;
  private List<String> chosen;
  private Objective objective;
  private int minSlices;
  private int maxSlices;
  private long inferences;
  private EnergyBasis energyBasis;
  private Optional<String> source;
  private Optional<String> sink;
  private final Map<String, String> pins = new LinkedHashMap<>();
  private UnaryOperator<String> names = UnaryOperator.identity();
  private double measuredFactor = 1;

  private Variant(PlanningProblem original) {
    this.original = original;
    net = original.linearization().net();
    devices = original.catalog().devices();
    network = original.catalog().network();
    chosen = original.devices().stream().map(Device::name).toList();
    objective = original.objective();
    minSlices = original.minSlices();
    maxSlices = original.maxSlices();
    inferences = original.inferences();
    energyBasis = original.energyBasis();
    source = original.source();
    sink = original.sink();
    original
        .pins()
        .forEach((p, device) -> pins.put(original.linearization().layer(p).name(), device));
  }

  /** Starts from a problem. */
  public static Variant of(PlanningProblem original) {
    return new Variant(original);
  }

  /** With another network of the same layer names. */
  public Variant net(BranchyNet changed) {
    net = changed;
    return this;
  }

  /** With each device of the catalog changed. */
  public Variant eachDevice(UnaryOperator<Device> change) {
    devices = devices.stream().map(change).toList();
    return this;
  }

  /** With another list of devices; those that were chosen must still be there. */
  public Variant devices(List<Device> changed) {
    devices = changed;
    return this;
  }

  /** With one more device, which may run slices. */
  public Variant extraDevice(Device device) {
    devices = new ArrayList<>(devices);
    devices.add(device);
    chosen = new ArrayList<>(chosen);
    chosen.add(device.name());
    return this;
  }

  /** With another network between the devices. */
  public Variant network(Network changed) {
    network = changed;
    return this;
  }

  /** With these numbers of slices. */
  public Variant slices(int min, int max) {
    minSlices = min;
    maxSlices = max;
    return this;
  }

  /** With another objective. */
  public Variant objective(Objective changed) {
    objective = changed;
    return this;
  }

  /** With another number of inferences. */
  public Variant inferences(long changed) {
    inferences = changed;
    return this;
  }

  /** With batteries that are charged for another run. */
  public Variant energyBasis(EnergyBasis changed) {
    energyBasis = changed;
    return this;
  }

  /** With one more pin. */
  public Variant pin(String layer, String device) {
    pins.put(layer, device);
    return this;
  }

  /** Without pins. */
  public Variant withoutPins() {
    pins.clear();
    return this;
  }

  /** With another name for each device; the devices and the network carry them already. */
  public Variant renamed(UnaryOperator<String> renaming) {
    names = renaming;
    return this;
  }

  /** With all measured times multiplied. */
  public Variant measuredTimes(double factor) {
    measuredFactor = factor;
    return this;
  }

  /** Puts the problem together. */
  public PlanningProblem build() {
    DeviceCatalog catalog = new DeviceCatalog("variant", devices, network);
    PlanningProblemBuilder constraints =
        PlanningProblem.builder(net, catalog)
            .devices(chosen.stream().map(names).toList())
            .objective(objective)
            .inferences(inferences)
            .energyBasis(energyBasis);
    if (minSlices > 1) {
      if (minSlices != maxSlices) {
        throw new IllegalArgumentException("slices are either exactly or at most");
      }
      constraints.slices(minSlices);
    } else {
      constraints.maxSlices(maxSlices);
    }
    source.map(names).ifPresent(constraints::source);
    sink.map(names).ifPresent(constraints::sink);
    pins.forEach((layer, device) -> constraints.pin(layer, names.apply(device)));
    for (Device device : original.catalog().devices()) {
      for (Layer layer : net.layers()) {
        original
            .measuredMs(device.name(), layer.name())
            .ifPresent(
                ms ->
                    constraints.measured(
                        names.apply(device.name()), layer.name(), ms * measuredFactor));
      }
    }
    return constraints.build();
  }
}
