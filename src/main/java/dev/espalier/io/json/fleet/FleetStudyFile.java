package dev.espalier.io.json.fleet;

import dev.espalier.io.json.PlanParts.Head;
import dev.espalier.io.json.PlanParts.RangeSearch;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.study.Interval;
import dev.espalier.study.fleet.DeviceKind;
import dev.espalier.study.fleet.Fleet;
import dev.espalier.study.fleet.FleetQuestion;
import dev.espalier.study.fleet.FleetResult;
import dev.espalier.study.fleet.GroupResult;
import dev.espalier.study.fleet.Percentile;
import dev.espalier.study.fleet.VariedDevice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Studies of fleets as {@code espalier-fleet-study/1} documents. */
public final class FleetStudyFile {
  private static final String FORMAT = "espalier-fleet-study/1";

  private FleetStudyFile() {}

  /**
   * A study as text of a JSON document; infinite values are null.
   *
   * @param solver name of the solver of each sample
   */
  public static String write(FleetResult result, String solver) {
    return JsonDocument.of(
        Head.of(FORMAT, result.problem()),
        RangeSearch.of(result.problem(), solver, result.question().seed(), Map.of()),
        new Input(
            FleetEntry.of(result.fleet()),
            QuestionEntry.of(result.question()),
            Optional.of(varied(result)).filter(map -> !map.isEmpty())),
        Results.of(result));
  }

  private static Map<String, Object> varied(FleetResult result) {
    Map<String, Object> varied = new LinkedHashMap<>();
    result
        .varied()
        .forEach(
            each ->
                varied.put(
                    each.parameter().name(), DistributionEntry.document(each.distribution())));
    return varied;
  }

  private record Input(
      FleetEntry fleet, QuestionEntry question, Optional<Map<String, Object>> varied) {}

  private record FleetEntry(List<String> devices, List<KindEntry> kinds) {

    private static FleetEntry of(Fleet fleet) {
      return new FleetEntry(
          fleet.devices().stream().map(VariedDevice::name).toList(),
          fleet.kinds().stream().map(KindEntry::of).toList());
    }
  }

  private record KindEntry(String name, double cost, int max) {

    private static KindEntry of(DeviceKind kind) {
      return new KindEntry(kind.name(), kind.cost(), kind.max());
    }
  }

  private record QuestionEntry(
      double targetMs,
      double percentile,
      double confidence,
      OptionalDouble budget,
      OptionalInt maxDevices,
      int samples) {

    private static QuestionEntry of(FleetQuestion question) {
      return new QuestionEntry(
          question.targetMs(),
          question.percentile(),
          question.confidence(),
          question.budget(),
          question.maxDevices(),
          question.samples());
    }
  }

  private record Results(
      boolean complete,
      List<Integer> looks,
      long searches,
      long unproven,
      Optional<AnswerEntry> answer,
      List<GroupEntry> byDevices,
      List<GroupEntry> front,
      List<GroupEntry> groups) {

    private static Results of(FleetResult result) {
      Fleet fleet = result.fleet();
      return new Results(
          result.complete(),
          result.looks(),
          result.searches(),
          result.unproven(),
          result.answer().map(each -> AnswerEntry.of(each, result)),
          entries(result.byDevices().values().stream().toList(), fleet),
          entries(result.front(), fleet),
          entries(result.groups(), fleet));
    }

    private static List<GroupEntry> entries(List<GroupResult> groups, Fleet fleet) {
      return groups.stream().map(each -> GroupEntry.of(each, fleet)).toList();
    }
  }

  private record AnswerEntry(
      Map<String, Integer> counts, double price, Optional<EstimateEntry> confirmation) {

    private static AnswerEntry of(GroupResult answer, FleetResult result) {
      return new AnswerEntry(
          countsOf(answer, result.fleet()),
          answer.group().price(),
          result.confirmation().map(EstimateEntry::of));
    }
  }

  private static Map<String, Integer> countsOf(GroupResult result, Fleet fleet) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int k = 0; k < fleet.kinds().size(); k++) {
      counts.put(fleet.kinds().get(k).name(), result.group().counts().get(k));
    }
    return counts;
  }

  private record GroupEntry(
      int devices, Map<String, Integer> counts, double price, EstimateEntry estimate) {

    private static GroupEntry of(GroupResult result, Fleet fleet) {
      return new GroupEntry(
          result.group().devices(),
          countsOf(result, fleet),
          result.group().price(),
          EstimateEntry.of(result.estimate()));
    }
  }

  private record EstimateEntry(
      int samples,
      double valueMs,
      Interval intervalMs,
      double kept,
      Interval keptInterval,
      String meets) {

    private static EstimateEntry of(Percentile estimate) {
      return new EstimateEntry(
          estimate.samples(),
          estimate.valueMs(),
          estimate.intervalMs(),
          estimate.kept(),
          estimate.keptInterval(),
          estimate.verdict().label());
    }
  }
}
