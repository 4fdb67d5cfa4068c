package dev.espalier.study.map;

import dev.espalier.plan.Slice;
import java.util.List;

/**
 * A plan of a map.
 *
 * @param number its number in the map, from 1
 * @param slices its slices
 */
public record MappedPlan(int number, List<Slice> slices) {
  public MappedPlan {
    slices = List.copyOf(slices);
  }
}
