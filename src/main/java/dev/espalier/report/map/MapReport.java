package dev.espalier.report.map;

import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import dev.espalier.study.SliceWords;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.map.MapPoint;
import dev.espalier.study.map.PlanMap;
import dev.espalier.study.map.Region;
import dev.espalier.study.map.RegionShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Shows the best plans of a map: of one parameter, a row for each region; of two, a row for each
 * plan.
 */
public final class MapReport {
  private final PlanMap map;
  private final PlanningProblem problem;
  private final Objective objective;

  private MapReport(PlanMap map) {
    this.map = map;
    problem = map.problem();
    objective = problem.objective();
  }

  /**
   * Regions with one plan, or with none.
   *
   * @param regions the regions, at min one
   */
  private record Row(List<Region> regions) {

    private Region first() {
      return regions.get(0);
    }

    private double min(ToDoubleFunction<MapPoint> value) {
      return corners(regions).mapToDouble(value).min().orElseThrow();
    }

    private double max(ToDoubleFunction<MapPoint> value) {
      return corners(regions).mapToDouble(value).max().orElseThrow();
    }

    private static Stream<MapPoint> corners(List<Region> regions) {
      return regions.stream().flatMap(region -> region.corners().stream());
    }
  }

  /**
   * Describes a map.
   *
   * @param solver the solver of every point
   * @param seed its seed
   */
  public static Report of(PlanMap map, String solver, long seed) {
    MapReport report = new MapReport(map);
    return Report.of(
        report.title(solver, seed),
        map.axes().size() == 1 ? report.ofOne() : report.ofTwo(),
        Note.of(report.legend()).withCaveats(report.caveats()));
  }

  private Title title(String solver, long seed) {
    return Title.of(
        "%s on %s: %s, %s, seed %s"
            .formatted(
                problem.linearization().net().name(),
                problem.catalog().name(),
                objective.quantity(),
                solver,
                seed),
        "%s over %s, %s planned%s"
            .formatted(
                Numbers.count(map.plans().size(), "plan"),
                map.axes().stream().map(MapReport::range).collect(Collectors.joining(" and ")),
                Numbers.count(map.searches(), "point"),
                map.isProven() ? ", proven complete" : ""));
  }

  private static String range(MapAxis axis) {
    return "%s from %s to %s %s"
        .formatted(
            axis.parameter().title(),
            Numbers.precise(axis.from()),
            Numbers.precise(axis.to()),
            axis.parameter().unit())
        .strip();
  }

  private Table ofOne() {
    List<Row> rows = map.regions().stream().map(region -> new Row(List.of(region))).toList();
    String unit = map.axes().get(0).parameter().unit();
    return proofAndPlan(
            Table.of(rows)
                .column(Column.numbers("no.", "number"), MapReport::number)
                .column(
                    Column.numbers("from", Column.key("from", unit)).in(unit),
                    row -> precise(row.min(MapPoint::x)))
                .column(
                    Column.numbers("to", Column.key("to", unit)).in(unit),
                    row -> precise(row.max(MapPoint::x)))
                .column(valueColumn("at from", "AtFrom"), row -> value(row, 0))
                .column(valueColumn("at to", "AtTo"), row -> value(row, 1)))
        .build();
  }

  private Table ofTwo() {
    List<Row> rows = new ArrayList<>();
    map.plans().forEach(plan -> add(Optional.of(plan.number()), rows));
    add(Optional.empty(), rows);
    Table.Builder<Row> table =
        Table.of(rows)
            .column(Column.numbers("no.", "number"), MapReport::number)
            .column(
                Column.numbers("covers", "part"),
                row -> Cell.of(Numbers.percent(part(row)), Value.of(part(row))));
    for (int i = 0; i < map.axes().size(); i++) {
      ToDoubleFunction<MapPoint> coordinate = i == 0 ? MapPoint::x : MapPoint::y;
      String name = i == 0 ? "first" : "second";
      String unit = map.axes().get(i).parameter().unit();
      table.column(
          Column.numbers(name, Column.key(name + " from", unit), Column.key(name + " to", unit))
              .in(unit),
          row -> range(row.min(coordinate), row.max(coordinate)));
    }
    table.column(
        Column.numbers(
                "value",
                Column.key(objectiveKey() + " min", objective.unit()),
                Column.key(objectiveKey() + " max", objective.unit()))
            .in(objective.unit()),
        this::values);
    return proofAndPlan(table).build();
  }

  private void add(Optional<Integer> number, List<Row> rows) {
    List<Region> regions =
        map.regions().stream()
            .filter(region -> region.plan().map(plan -> plan.number()).equals(number))
            .toList();
    if (!regions.isEmpty()) {
      rows.add(new Row(regions));
    }
  }

  private static Table.Builder<Row> proofAndPlan(Table.Builder<Row> table) {
    return table
        .column(Column.words("proven", "proven", "gap"), MapReport::proven)
        .column(Column.words("plan", "plan", "reason"), MapReport::plan);
  }

  private String objectiveKey() {
    return objective.isInMs() ? "latency" : objective.label();
  }

  private Column valueColumn(String title, String suffix) {
    return Column.numbers(title, Column.key(objectiveKey() + suffix, objective.unit()))
        .in(objective.unit());
  }

  private static Cell number(Row row) {
    return row.first()
        .plan()
        .map(plan -> Cell.integer(plan.number()))
        .orElse(Cell.of(Cell.NOTHING));
  }

  private static Cell precise(double x) {
    return Cell.of(Numbers.precise(x), Value.of(x));
  }

  private Cell value(Row row, int corner) {
    return row.first()
        .plan()
        .map(plan -> Cell.number(map.value(plan, row.first().corners().get(corner))))
        .orElse(Cell.of(Cell.NOTHING));
  }

  private Cell values(Row row) {
    if (row.first().plan().isEmpty()) {
      return Cell.of(Cell.NOTHING);
    }
    ToDoubleFunction<MapPoint> value = point -> map.value(row.first().plan().get(), point);
    double min = row.min(value);
    double max = row.max(value);
    return Cell.of(Numbers.of(min) + " to " + Numbers.of(max), Value.of(min), Value.of(max));
  }

  private static Cell range(double from, double to) {
    return Cell.of(
        Numbers.precise(from) + " to " + Numbers.precise(to), Value.of(from), Value.of(to));
  }

  private double part(Row row) {
    return row.regions().stream().mapToDouble(region -> RegionShape.part(region, map.axes())).sum();
  }

  private static Cell proven(Row row) {
    double gap = row.regions().stream().mapToDouble(Region::gap).max().orElseThrow();
    String words = Double.isFinite(gap) ? "within " + Numbers.gap(gap) : "no";
    return Cell.of(
        gap == 0 ? "yes" : words,
        Value.of(gap == 0),
        Double.isFinite(gap) ? Value.of(gap) : Value.NONE);
  }

  private static Cell plan(Row row) {
    Region region = row.first();
    if (region.plan().isPresent()) {
      String slices = SliceWords.of(region.plan().get().slices());
      return Cell.of(slices, Value.of(slices), Value.NONE);
    }
    String reason = "no plan: " + region.reason().orElseThrow();
    return Cell.of(reason, Value.NONE, Value.of(reason));
  }

  private List<String> legend() {
    List<String> legend = new ArrayList<>();
    if (map.axes().size() == 1) {
      legend.add(
          "at from, at to: %s of the plan there; plan: each device with its positions"
              .formatted(objective.quantity()));
    } else {
      legend.add(
          IntStream.range(0, 2)
              .mapToObj(
                  i -> (i == 0 ? "first: " : "second: ") + map.axes().get(i).parameter().title())
              .collect(Collectors.joining("; ")));
      legend.add(
          "covers: part of the picture; value: %s at the corners of the plan's regions"
              .formatted(objective.quantity()));
      legend.add("plan: each device with its positions");
    }
    legend.add("proven: no plan is better anywhere in the region");
    return legend;
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    if (map.complete() && !map.isProven()) {
      double proven =
          map.regions().stream()
              .filter(Region::proven)
              .mapToDouble(region -> RegionShape.part(region, map.axes()))
              .sum();
      double gap = map.regions().stream().mapToDouble(Region::gap).max().orElseThrow();
      caveats.add(
          "%s of the map is proven; %s"
              .formatted(
                  Numbers.percent(Math.min(1, proven)),
                  Double.isFinite(gap)
                      ? "plans of the rest are at most %s above the optimum"
                          .formatted(Numbers.gap(gap))
                      : "elsewhere limits or a bottleneck may decide, or a search proved nothing"));
    }
    if (!map.complete()) {
      caveats.add("PARTIAL: stopped before the whole range was searched");
    }
    return caveats;
  }
}
