package dev.espalier.io.svg.chart;

import dev.espalier.io.svg.ChartAxis;
import dev.espalier.io.svg.Scale;
import dev.espalier.io.svg.TextWidth;
import dev.espalier.io.svg.Tick;
import java.util.List;
import java.util.stream.IntStream;

/** Names below a horizontal axis, at 0, 1, 2, ...; slanted where they would make it too long. */
final class NameTicks {
  private static final int MAX_LETTERS = 32;

  // Lengths are pixels.
  private static final int GAP = 16;
  private static final int SLANTED_STEP = 28;
  private static final double MAX_LEVEL = 900;

  private final List<String> names;
  private final Scale scale;
  private final double levelStep;

  NameTicks(List<String> names) {
    this.names = names.stream().map(NameTicks::shortened).toList();
    scale = Scale.ofIndices(names.size());
    levelStep = GAP + TextWidth.widest(this.names);
  }

  private static String shortened(String name) {
    int letters = name.codePointCount(0, name.length());
    return letters <= MAX_LETTERS
        ? name
        : name.substring(0, name.offsetByCodePoints(0, MAX_LETTERS - 1)) + "…";
  }

  Scale scale() {
    return scale;
  }

  boolean isSlanted() {
    return names.size() * levelStep > MAX_LEVEL;
  }

  /** Width that gives each name its room. */
  double width() {
    return names.size() * (isSlanted() ? SLANTED_STEP : levelStep);
  }

  ChartAxis axis(String title) {
    List<Tick> ticks =
        IntStream.range(0, names.size())
            .mapToObj(i -> new Tick(scale.share(i), names.get(i)))
            .toList();
    return new ChartAxis(title, ticks, isSlanted());
  }
}
