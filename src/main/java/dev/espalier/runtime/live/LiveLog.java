package dev.espalier.runtime.live;

import dev.espalier.plan.Plan;
import dev.espalier.runtime.coordinator.Route;
import dev.espalier.runtime.coordinator.Steering;
import dev.espalier.search.online.Decision;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.Stage;
import dev.espalier.study.run.live.Forecast;
import dev.espalier.study.run.live.LiveMove;
import dev.espalier.study.run.live.LiveRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Records what a live run noticed and did. Times become those since the first measured sample. */
final class LiveLog {
  private final List<LiveMove> moves = new ArrayList<>();
  private final List<LiveRun.Noticed> noticed = new ArrayList<>();
  private final List<Forecast> deployed = new ArrayList<>();
  private double originMs;

  void measuring(double atMs) {
    originMs = atMs;
  }

  void noticed(double atMs, String what) {
    noticed.add(new LiveRun.Noticed(atMs, what));
  }

  /** A plan is what samples go by from now on, or is predicted anew. */
  void deployed(double atMs, Plan plan) {
    deployed.add(forecast(atMs, plan));
  }

  static Forecast forecast(double atMs, Plan plan) {
    Map<String, Double> byExit = new LinkedHashMap<>();
    plan.exits().forEach(exit -> byExit.put(exit.exit(), exit.latencyMs()));
    return new Forecast(atMs, byExit);
  }

  void moved(List<Stage> from, Route to, Steering.MoveTimes times, Optional<Decision> decision) {
    boolean isForced = times.lost().isPresent();
    moves.add(
        new LiveMove(
            times.atMs(),
            from,
            to.stages(),
            decision.map(each -> each.reason().label()).orElse("reconnected"),
            isForced ? 0 : times.atMs() - times.begunMs() - times.pauseMs(),
            times.pauseMs(),
            times.lost(),
            decision
                .filter(each -> each.violations().isEmpty())
                .flatMap(Decision::before)
                .map(plan -> OptionalDouble.of(plan.expectedLatencyMs()))
                .orElse(OptionalDouble.empty()),
            decision
                .flatMap(Decision::after)
                .map(plan -> OptionalDouble.of(plan.expectedLatencyMs()))
                .orElse(OptionalDouble.empty())));
  }

  /**
   * All of it, beside what was measured.
   *
   * @param optimal forecasts of the best plans, by times since the first measured sample
   */
  LiveRun result(RunMeasurement run, List<Forecast> optimal) {
    return new LiveRun(
        run,
        originMs,
        moves.stream().map(this::sinceOrigin).toList(),
        noticed.stream()
            .map(each -> new LiveRun.Noticed(each.atMs() - originMs, each.what()))
            .toList(),
        deployed.stream()
            .map(each -> new Forecast(each.fromMs() - originMs, each.exitMs()))
            .toList(),
        optimal);
  }

  private LiveMove sinceOrigin(LiveMove move) {
    return new LiveMove(
        move.atMs() - originMs,
        move.from(),
        move.to(),
        move.reason(),
        move.preparedMs(),
        move.pauseMs(),
        move.lost(),
        move.predictedBeforeMs(),
        move.predictedAfterMs());
  }
}
