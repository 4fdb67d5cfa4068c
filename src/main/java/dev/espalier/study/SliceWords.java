package dev.espalier.study;

import dev.espalier.plan.Slice;
import java.util.List;
import java.util.stream.Collectors;

/** Slices in few words, for a cell of a table or the label of a point of a chart. */
public final class SliceWords {
  private SliceWords() {}

  /** Devices and their positions: {@code cam 0-4 | edge 5-8}. */
  public static String of(List<Slice> slices) {
    return slices.stream()
        .map(slice -> "%s %d-%d".formatted(slice.device(), slice.from(), slice.to() - 1))
        .collect(Collectors.joining(" | "));
  }
}
