package dev.espalier.search;

import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.plan.PlanningProblem;
import java.util.List;

/**
 * Two devices by name.
 *
 * @param local runs the beginning of the network: the edge, the mobile device
 * @param remote runs the rest: the cloud, the server
 */
public record DevicePair(String local, String remote) {

  /**
   * @throws InvalidFieldException if both are the same
   */
  public DevicePair {
    if (local.equals(remote)) {
      throw new InvalidFieldException(
          "remote", "local and remote must be two devices but both are \"" + local + "\"");
    }
  }

  /**
   * Refuses a problem in which one of the two may not run a slice.
   *
   * @throws InvalidFieldException if one of the two may not
   */
  public void check(PlanningProblem problem) {
    localIndex(problem);
    remoteIndex(problem);
  }

  /** Index of the local device among those that may run a slice. */
  public int localIndex(PlanningProblem problem) {
    return index(problem, "local", local);
  }

  /** Index of the remote device among those that may run a slice. */
  public int remoteIndex(PlanningProblem problem) {
    return index(problem, "remote", remote);
  }

  private static int index(PlanningProblem problem, String role, String device) {
    List<String> names = problem.devices().stream().map(Device::name).toList();
    int index = names.indexOf(device);
    if (index < 0) {
      throw new InvalidFieldException(
          role,
          "%s must be one of the devices %s but is \"%s\"%s"
              .formatted(role, Printable.list(names), device, NearestName.hint(device, names)));
    }
    return index;
  }
}
