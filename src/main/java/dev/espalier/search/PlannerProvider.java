package dev.espalier.search;

import java.util.List;

/**
 * Adds planners from outside: registered with {@code
 * META-INF/services/dev.espalier.search.PlannerProvider}, they are listed, selected by their names
 * and compared as Espalier's own are.
 */
public interface PlannerProvider {

  /**
   * The planners, in the order of lists. Creating one is cheap.
   *
   * @param options what two-device methods are told; others ignore it
   */
  List<Planner> planners(TwoDeviceOptions options);
}
