package dev.espalier.testing;

import dev.espalier.device.Device;
import dev.espalier.device.Link;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** Random changes of every kind, each of which a world can make. */
public final class RandomChanges {
  private static final int KINDS = 9;

  private RandomChanges() {}

  /** A change that is valid in a world. */
  public static Change of(World world, RandomGenerator random) {
    List<Device> devices = world.allDevices().catalog().devices();
    String device = oneOf(devices, random).name();
    return switch (random.nextInt(KINDS)) {
      case 0, 1 -> ofLink(devices, random);
      case 2 -> new Change.OfNetwork(maybe(times(8, random), random), maybe(1, random));
      case 3 -> world.gone().contains(device) ? new Change.Back(device) : new Change.Gone(device);
      case 4 ->
          new Change.OfDevice(
              device,
              maybe(times(1, random), random),
              OptionalDouble.empty(),
              maybe(times(1, random), random));
      case 5 -> ofLayer(world.allDevices(), device, random);
      case 6 -> ofProbability(world.allDevices(), random);
      case 7 -> ofDeadline(world.allDevices(), random);
      default -> joined(devices, random);
    };
  }

  private static Change ofLink(List<Device> devices, RandomGenerator random) {
    Device from = oneOf(devices, random);
    Device to = oneOf(devices, random);
    return from.equals(to)
        ? new Change.OfNetwork(OptionalDouble.empty(), OptionalDouble.empty())
        : new Change.OfLink(
            from.name(),
            to.name(),
            random.nextBoolean(),
            OptionalDouble.of(times(8, random)),
            maybe(random.nextDouble(), random));
  }

  private static Change ofLayer(PlanningProblem all, String device, RandomGenerator random) {
    String layer = oneOf(all.linearization().layers(), random).name();
    return new Change.LayerTimes(device, Map.of(layer, times(1, random)));
  }

  private static Change ofProbability(PlanningProblem all, RandomGenerator random) {
    List<Exit> exits = all.linearization().net().exits();
    return new Change.ExitProbabilities(
        exits.size() == 1 ? Map.of() : Map.of(exits.get(0).name(), 0.9 * random.nextDouble()));
  }

  private static Change ofDeadline(PlanningProblem all, RandomGenerator random) {
    String exit = oneOf(all.linearization().net().exits(), random).name();
    return new Change.Deadline(exit, maybe(times(20, random), random));
  }

  /** A copy of a device, under a name of its own. */
  private static Change joined(List<Device> devices, RandomGenerator random) {
    Device model = oneOf(devices, random);
    String name = "joined" + devices.size();
    Device device = model.toBuilder().name(name).build();
    List<Link> links =
        random.nextBoolean() ? List.of() : List.of(new Link(model.name(), name, 3, 1));
    return new Change.Joined(device, links);
  }

  private static OptionalDouble maybe(double value, RandomGenerator random) {
    return random.nextInt(3) == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** From a third to three times a value. */
  private static double times(double value, RandomGenerator random) {
    return value * Math.pow(3, 2 * random.nextDouble() - 1);
  }

  private static <T> T oneOf(List<T> all, RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }
}
