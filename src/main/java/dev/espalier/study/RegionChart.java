package dev.espalier.study;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.List;
import java.util.Optional;

/**
 * Areas of a plane, such as where each of several plans is the best one.
 *
 * @param title title of the chart
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param note explanation of what is drawn; empty if none is needed
 * @param areas what is drawn
 */
public record RegionChart(String title, Axis x, Axis y, Optional<String> note, List<Area> areas)
    implements Chart {

  /**
   * An axis.
   *
   * @param title its title, with the unit
   * @param isLogarithmic whether equal steps are equal factors
   * @param from where it begins
   * @param to where it ends
   */
  public record Axis(String title, boolean isLogarithmic, double from, double to) {

    /**
     * @throws IllegalArgumentException if the title is blank or the axis has no length, or begins
     *     at 0 or below where it is logarithmic
     */
    public Axis {
      Checks.name("axis", "title", title);
      if (!(from < to && (from > 0 || !isLogarithmic))) {
        throw new InvalidFieldException(
            "from", "axis \"%s\" must not be from %s to %s".formatted(title, from, to));
      }
    }
  }

  /**
   * A corner.
   *
   * @param x its place on the horizontal axis
   * @param y its place on the vertical axis
   */
  public record Corner(double x, double y) {}

  /**
   * What has one color.
   *
   * @param label what stands in its largest piece, such as its number; empty for nothing
   * @param name name in the legend
   * @param isEmpty whether it stands for what has nothing to show, such as no plan
   * @param pieces its outlines; largest first
   */
  public record Area(String label, String name, boolean isEmpty, List<List<Corner>> pieces) {

    /**
     * @throws IllegalArgumentException if the name is blank
     */
    public Area {
      Checks.name("area", "name", name);
      pieces = pieces.stream().map(List::copyOf).toList();
    }
  }

  /**
   * @throws IllegalArgumentException if the title is blank or there is no area
   */
  public RegionChart {
    Checks.name("region chart", "title", title);
    areas = List.copyOf(areas);
    if (areas.isEmpty()) {
      throw new InvalidFieldException("areas", "region chart: there must be an area");
    }
  }
}
