package dev.espalier.search;

/** Properties of a {@link Planner} that its callers depend on. */
public enum PlannerTrait {
  /** The plan depends on the seed, so that a comparison runs several. */
  STOCHASTIC,

  /**
   * Proves its plans optimal unless it is stopped; only with such planners is a decision on exits
   * proven.
   */
  PROVES_OPTIMALITY,

  /** Cuts once, between two devices, and uses {@link TwoDeviceOptions#pair}. */
  TWO_DEVICE,

  /** Uses {@link TwoDeviceOptions#goal} and {@link TwoDeviceOptions#remoteLoad}. */
  LOAD_AWARE,

  /** Prices every plan, so that the time it takes grows with their number. */
  ENUMERATES,

  /** One of a long series of like methods, which lists of names abbreviate. */
  IN_SERIES
}
