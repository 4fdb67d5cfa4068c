package dev.espalier.profile;

/** Estimates the time of a layer from its work. */
@FunctionalInterface
public interface LayerEstimate {
  /** Estimated time of a layer, ms; finite and at least 0. */
  double ms(LayerWork work);
}
