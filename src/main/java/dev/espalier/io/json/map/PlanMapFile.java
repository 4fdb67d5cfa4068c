package dev.espalier.io.json.map;

import dev.espalier.io.json.PlanParts.Head;
import dev.espalier.io.json.PlanParts.RangeSearch;
import dev.espalier.io.json.PlanParts.SliceEntry;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.map.MapPoint;
import dev.espalier.study.map.MappedPlan;
import dev.espalier.study.map.PlanMap;
import dev.espalier.study.map.Region;
import dev.espalier.study.map.ValueTerms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Maps of the best plan as {@code espalier-map/1} documents; {@link PlanMapReader} reads them. */
public final class PlanMapFile {
  static final String FORMAT = "espalier-map/1";

  private PlanMapFile() {}

  /**
   * A map as text of a JSON document.
   *
   * @param exitData source of the exit behavior, and how it was used; empty if there is none
   * @param solver the solver of every point
   * @param seed its seed
   */
  public static String write(PlanMap map, Map<String, String> exitData, String solver, long seed) {
    PlanningProblem problem = map.problem();
    boolean isOfTwo = map.axes().size() == 2;
    return JsonDocument.of(
        Head.of(FORMAT, problem),
        RangeSearch.of(problem, solver, seed, exitData),
        new Results(
            problem.objective().unit(),
            map.axes().stream().map(ParameterEntry::of).toList(),
            map.searches(),
            map.complete(),
            map.isProven(),
            map.plans().stream().map(plan -> PlanEntry.of(plan, map)).toList(),
            map.regions().stream().map(region -> RegionEntry.of(region, isOfTwo)).toList()));
  }

  private record Results(
      String unit,
      List<ParameterEntry> parameters,
      int searches,
      boolean complete,
      boolean proven,
      List<PlanEntry> plans,
      List<RegionEntry> regions) {}

  /**
   * A plan.
   *
   * @param values what its value consists of, in each part of the map in which that is the same;
   *     empty for a bottleneck
   */
  private record PlanEntry(int number, List<SliceEntry> slices, List<TermsEntry> values) {

    private static PlanEntry of(MappedPlan plan, PlanMap map) {
      return new PlanEntry(
          plan.number(),
          plan.slices().stream().map(SliceEntry::of).toList(),
          map.terms(plan).stream().map(TermsEntry::of).toList());
    }
  }

  private record TermsEntry(
      List<Double> from,
      List<Double> to,
      double constant,
      double perFirst,
      double perSecond,
      double perBoth) {

    private static TermsEntry of(ValueTerms terms) {
      return new TermsEntry(
          point(terms.from()),
          point(terms.to()),
          terms.constant(),
          terms.perFirst(),
          terms.perSecond(),
          terms.perBoth());
    }
  }

  /**
   * A region.
   *
   * @param gap infinite, and hence null in the document, where nothing is known
   */
  private record RegionEntry(
      OptionalInt plan,
      Optional<String> reason,
      boolean proven,
      double gap,
      OptionalDouble from,
      OptionalDouble to,
      Optional<List<List<Double>>> corners) {

    private static RegionEntry of(Region region, boolean isOfTwo) {
      List<MapPoint> corners = region.corners();
      return new RegionEntry(
          region.plan().stream().mapToInt(MappedPlan::number).findFirst(),
          region.reason(),
          region.proven(),
          region.gap(),
          isOfTwo ? OptionalDouble.empty() : OptionalDouble.of(corners.get(0).x()),
          isOfTwo ? OptionalDouble.empty() : OptionalDouble.of(corners.get(1).x()),
          isOfTwo
              ? Optional.of(corners.stream().map(PlanMapFile::point).toList())
              : Optional.empty());
    }
  }

  private static List<Double> point(MapPoint point) {
    return List.of(point.x(), point.y());
  }
}
