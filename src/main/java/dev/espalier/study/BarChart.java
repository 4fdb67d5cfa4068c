package dev.espalier.study;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table as groups of bars: one group for each category, in it one bar for each series.
 *
 * @param title title of the chart
 * @param categoryTitle title of the category axis
 * @param valueTitle title of the value axis, with the unit
 * @param categories names of the groups, from left to right
 * @param series the bars, in the order in which they stand in each group
 */
public record BarChart(
    String title,
    String categoryTitle,
    String valueTitle,
    List<String> categories,
    List<Series> series)
    implements Chart {

  /**
   * One value for each category.
   *
   * @param name name in the legend
   * @param values 0 or from 1e-30 to 1e30 each; NaN where there is no bar
   */
  public record Series(String name, List<Double> values) {

    /**
     * @throws IllegalArgumentException if the name is blank or a value is out of range
     */
    public Series {
      Checks.name("series", "name", name);
      values = List.copyOf(values);
      for (int i = 0; i < values.size(); i++) {
        checkValue(Checks.quoted("series", name), "values/" + i, values.get(i));
      }
    }

    private static void checkValue(String subject, String field, double value) {
      if (value > 0) {
        Checks.positive(subject, field, value);
      } else if (!Double.isNaN(value)) {
        Checks.notNegative(subject, field, value);
      }
    }

    /** A series of these values. */
    public static Series of(String name, double... values) {
      return new Series(name, Arrays.stream(values).boxed().toList());
    }
  }

  /**
   * @throws IllegalArgumentException if a title or name is blank, a category or series is named
   *     twice or there is none, a series has not one value for each category, or there is no value
   *     at all
   */
  public BarChart {
    Checks.name("bar chart", "title", title);
    Checks.name("bar chart", "categoryTitle", categoryTitle);
    Checks.name("bar chart", "valueTitle", valueTitle);
    categories = List.copyOf(categories);
    series = List.copyOf(series);
    categories.forEach(category -> Checks.name("bar chart", "category", category));
    checkUnique("categories", categories);
    checkUnique("series", series.stream().map(Series::name).toList());
    for (int i = 0; i < series.size(); i++) {
      if (series.get(i).values().size() != categories.size()) {
        throw new InvalidFieldException(
            "series/" + i + "/values",
            "%s: values must be %d, one for each category, but are %d"
                .formatted(
                    Checks.quoted("series", series.get(i).name()),
                    categories.size(),
                    series.get(i).values().size()));
      }
    }
    if (series.stream().allMatch(s -> s.values().stream().allMatch(v -> v.isNaN()))) {
      throw new InvalidFieldException(
          "series", "bar chart: series must have at least one value but all are NaN");
    }
  }

  private static void checkUnique(String field, List<String> names) {
    if (names.isEmpty()) {
      throw new InvalidFieldException(
          field, "bar chart: %s must list at least one but is empty".formatted(field));
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new InvalidFieldException(
            field, "bar chart: %s must be unique but list \"%s\" twice".formatted(field, name));
      }
    }
  }
}
