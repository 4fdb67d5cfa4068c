package dev.espalier.io.json;

import dev.espalier.cost.TimeSources;
import dev.espalier.device.Device;
import dev.espalier.internal.Version;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.ViolationEntry;
import dev.espalier.model.Layer;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchRecord;
import dev.espalier.study.schedule.Crossing;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.study.schedule.SliceStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The building blocks of documents about plans: records whose components are the fields. */
public final class PlanParts {
  private PlanParts() {}

  /** The beginning of every document about a problem. */
  public record Head(
      String format,
      String espalier,
      String model,
      String catalog,
      Optional<Map<String, TimeSources>> timeSources) {

    public static Head of(String format, PlanningProblem problem) {
      return new Head(
          format,
          Version.current(),
          problem.linearization().net().name(),
          problem.catalog().name(),
          problem.hasGivenTimes() ? Optional.of(TimeSources.of(problem)) : Optional.empty());
    }
  }

  /** What is searched for at every value of a range. */
  public record RangeSearch(
      String solver,
      String objective,
      long seed,
      Options options,
      Optional<Map<String, String>> exitData) {

    /**
     * @param exitData source of the exit behavior, and how it was used; empty if there is none
     */
    public static RangeSearch of(
        PlanningProblem problem, String solver, long seed, Map<String, String> exitData) {
      return new RangeSearch(
          solver,
          problem.objective().label(),
          seed,
          Options.of(problem),
          Optional.of(exitData).filter(data -> !data.isEmpty()));
    }
  }

  /** The problem, and the options of the search. */
  record Search(
      String solver,
      String objective,
      long seed,
      Optional<Map<String, String>> solverOptions,
      Options options) {

    static Search of(PlanningProblem problem, SearchRecord search) {
      return new Search(
          search.solver(),
          problem.objective().label(),
          search.seed(),
          Optional.<Map<String, String>>of(search.solverOptions()).filter(map -> !map.isEmpty()),
          Options.of(problem));
    }
  }

  /** The options and constraints of a problem. */
  public record Options(
      List<String> devices,
      int minPartitions,
      int maxPartitions,
      long inferences,
      String energyBasis,
      OptionalDouble fps,
      OptionalInt buffers,
      Optional<Map<String, Double>> deadlinesMs,
      OptionalDouble bandwidthMbps,
      Optional<String> source,
      Optional<String> sink,
      Optional<Map<String, String>> pins) {

    public static Options of(PlanningProblem problem) {
      return new Options(
          problem.devices().stream().map(Device::name).toList(),
          problem.minSlices(),
          problem.maxSlices(),
          problem.inferences(),
          problem.energyBasis().label(),
          problem.framesPerSecond(),
          problem.isPipelined() ? OptionalInt.of(problem.buffers()) : OptionalInt.empty(),
          Optional.of(problem.deadlinesMs()).filter(map -> !map.isEmpty()),
          problem.bandwidthMbps(),
          problem.source(),
          problem.sink(),
          Optional.of(problem.pinsByLayer()).filter(map -> !map.isEmpty()));
    }
  }

  /**
   * Everything that follows from a plan.
   *
   * @param exits an object for each exit
   */
  record Outcome(
      List<SliceEntry> slices,
      List<Integer> partition,
      double value,
      String unit,
      OptionalDouble latencyMs,
      double expectedLatencyMs,
      double worstCaseLatencyMs,
      double energyJ,
      double periodMs,
      List<?> exits,
      List<Map<String, Object>> devices,
      List<TransferEntry> transfers) {

    static Outcome of(Plan plan) {
      return of(plan, plan.exits().stream().map(ExitEntry::of).toList());
    }

    static Outcome of(Plan plan, List<?> exits) {
      List<Layer> layers = plan.problem().linearization().layers();
      List<Integer> partition = new ArrayList<>();
      for (boolean cut : plan.partition()) {
        partition.add(cut ? 1 : 0);
      }
      PlanSchedule schedule = PlanSchedule.of(plan);
      return new Outcome(
          plan.slices().stream().map(slice -> SliceEntry.of(slice, layers)).toList(),
          partition,
          plan.value(),
          plan.problem().objective().unit(),
          inMs(plan, plan.value()),
          plan.expectedLatencyMs(),
          plan.worstCaseLatencyMs(),
          JsonDocument.orNull(plan.energyJ()),
          plan.periodMs(),
          exits,
          IntStream.range(0, plan.devices().size()).mapToObj(k -> device(schedule, k)).toList(),
          schedule.crossings().stream().map(TransferEntry::of).toList());
    }
  }

  /** A number in the objective's unit, where that is what a field in ms says. */
  static OptionalDouble inMs(Plan plan, double value) {
    return plan.problem().objective().isInMs() ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  public record SliceEntry(String device, int from, int to, Optional<List<String>> layers) {

    public static SliceEntry of(Slice slice) {
      return new SliceEntry(slice.device(), slice.from(), slice.to(), Optional.empty());
    }

    private static SliceEntry of(Slice slice, List<Layer> layers) {
      List<String> names =
          layers.subList(slice.from(), slice.to()).stream().map(Layer::name).toList();
      return new SliceEntry(slice.device(), slice.from(), slice.to(), Optional.of(names));
    }
  }

  private record ExitEntry(String name, double probability, double latencyMs) {

    private static ExitEntry of(Plan.ExitLatency exit) {
      return new ExitEntry(exit.exit(), exit.probability(), exit.latencyMs());
    }
  }

  /**
   * A transfer between two devices.
   *
   * @param kind {@code input}, {@code cut} or {@code answer}
   */
  private record TransferEntry(
      String kind,
      String from,
      String to,
      int boundary,
      Optional<String> exit,
      List<SentTensor> tensors,
      long bytes,
      double ms,
      double probability,
      double expectedMs) {

    private static TransferEntry of(Crossing crossing) {
      return new TransferEntry(
          crossing.kind().name().toLowerCase(Locale.ROOT),
          crossing.from(),
          crossing.to(),
          crossing.boundary(),
          crossing.exit(),
          crossing.tensors().stream()
              .map(tensor -> new SentTensor(tensor.name(), tensor.bytes()))
              .toList(),
          crossing.bytes(),
          crossing.ms(),
          crossing.probability(),
          crossing.expectedMs());
    }
  }

  private record SentTensor(String name, long bytes) {}

  /** The times and the resource use of a device, with a field for each limit of the problem. */
  private static Map<String, Object> device(PlanSchedule schedule, int slice) {
    Plan.DeviceUse use = schedule.plan().devices().get(slice);
    SliceStep step = schedule.slices().get(slice);
    Map<String, Object> entry = new LinkedHashMap<>();
    Map<String, Object> limits = new LinkedHashMap<>();
    entry.put("name", use.device());
    for (Plan.LimitUse limit : use.limits()) {
      String field = ViolationEntry.field(limit.limit(), limit.unit());
      entry.put(field, JsonDocument.orNull(limit.used()));
      limits.put(field, JsonDocument.orNull(limit.allowed()));
    }
    entry.put("busyMs", use.busyMs());
    entry.put("receiveMs", schedule.receiveMs(slice));
    entry.put("computeMs", step.computeMs());
    entry.put("sendMs", schedule.sendMs(slice));
    entry.put("expectedComputeMs", step.expectedComputeMs());
    entry.put("limits", limits);
    return entry;
  }

  /** The proven quality of a plan, and the effort of the search. */
  record Proof(
      double lowerBound,
      OptionalDouble lowerBoundMs,
      double gap,
      boolean optimal,
      double fitness,
      boolean interrupted,
      Statistics statistics) {

    static Proof of(PlanningResult.Planned result, boolean withTiming) {
      SearchRecord search = result.search();
      return new Proof(
          result.lowerBound(),
          inMs(result.plan(), result.lowerBound()),
          result.gap(),
          result.optimal(),
          result.fitness(),
          search.interrupted(),
          new Statistics(
              search.evaluations(), search.generations(), elapsedMs(search, withTiming)));
    }
  }

  private record Statistics(long evaluations, long generations, OptionalDouble elapsedMs) {}

  /** The time that a search took, if requested. */
  static OptionalDouble elapsedMs(SearchRecord search, boolean withTiming) {
    return withTiming ? OptionalDouble.of(search.elapsedMs()) : OptionalDouble.empty();
  }

  /** Why there is no plan. */
  record NoPlan(
      boolean proven, boolean eachIsEnough, boolean partial, List<ViolationEntry> violations) {

    static NoPlan of(PlanningResult result) {
      return new NoPlan(
          result instanceof PlanningResult.Infeasible,
          result instanceof PlanningResult.Infeasible infeasible && infeasible.eachIsEnough(),
          result instanceof PlanningResult.Infeasible infeasible && infeasible.partial(),
          ViolationEntry.of(violations(result)));
    }

    private static List<Violation> violations(PlanningResult result) {
      return result instanceof PlanningResult.Infeasible infeasible
          ? infeasible.violations()
          : ((PlanningResult.Undecided) result).violations();
    }
  }
}
