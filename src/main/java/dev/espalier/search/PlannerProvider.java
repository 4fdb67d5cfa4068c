package dev.espalier.search;

import java.util.List;

/**
 * Provides additional planners: registered with {@code
 * META-INF/services/dev.espalier.search.PlannerProvider}, they are listed, selected by their names
 * and compared as Espalier's own are.
 */
public interface PlannerProvider {

  /**
   * The planners, in the order of lists. Creating one is cheap.
   *
   * @param options options of two-device methods; others ignore them
   */
  List<Planner> planners(TwoDeviceOptions options);
}
