package dev.espalier.study.schedule;

import dev.espalier.cost.SliceUse;
import dev.espalier.cost.TransferTime;
import dev.espalier.model.Linearization;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Weighting;
import dev.espalier.study.schedule.Crossing.Kind;
import dev.espalier.study.schedule.SliceStep.ExitMoment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the time of a plan goes, as the cost model predicts it: a sample is computed slice by slice
 * and transferred in between, one after the other. The mean times of all slices and crossings sum
 * to the expected latency.
 *
 * @param plan the plan
 * @param slices its slices, in order
 * @param crossings what is transferred between devices: the input, the cuts in order, the answers
 *     in the order of the exits; none where sender and receiver are one device
 */
public record PlanSchedule(Plan plan, List<SliceStep> slices, List<Crossing> crossings) {

  /** Copies the lists. */
  public PlanSchedule {
    slices = List.copyOf(slices);
    crossings = List.copyOf(crossings);
  }

  /** The schedule of a plan. Takes time linear in the layers and tensors for each slice. */
  public static PlanSchedule of(Plan plan) {
    return new Builder(plan).schedule();
  }

  /** What a slice receives: the input or what crosses the cut before it; empty if nothing. */
  public Optional<Crossing> received(int slice) {
    int from = slices.get(slice).from();
    return crossings.stream()
        .filter(crossing -> crossing.kind() != Kind.ANSWER && crossing.boundary() == from)
        .findFirst();
  }

  /** What a slice sends to the next one; empty if nothing. */
  public Optional<Crossing> sent(int slice) {
    return slice + 1 < slices.size() ? received(slice + 1) : Optional.empty();
  }

  /** Time that a slice spends receiving in a full run, ms. */
  public double receiveMs(int slice) {
    return received(slice).map(Crossing::ms).orElse(0.0);
  }

  /** Time that a slice spends sending in a full run, the final answer included, ms. */
  public double sendMs(int slice) {
    int end = plan.problem().linearization().length();
    double answerMs =
        answers(slice).stream()
            .filter(answer -> answer.boundary() == end)
            .mapToDouble(Crossing::ms)
            .sum();
    return sent(slice).map(Crossing::ms).orElse(0.0) + answerMs;
  }

  /** The answers that a slice sends to the sink. */
  public List<Crossing> answers(int slice) {
    SliceStep step = slices.get(slice);
    return crossings.stream()
        .filter(crossing -> crossing.kind() == Kind.ANSWER)
        .filter(crossing -> step.from() < crossing.boundary() && crossing.boundary() <= step.to())
        .toList();
  }

  /**
   * What a sample occupies in a pipeline, in the order in which it comes there; the largest time is
   * the minimum period.
   */
  public List<Occupancy> occupancies() {
    return Occupancy.of(this);
  }

  /** Follows a sample that runs everything. */
  private static final class Builder {
    private final Plan plan;
    private final PlanningProblem problem;
    private final Linearization net;
    private final List<SliceStep> steps = new ArrayList<>();
    private final List<Crossing> crossings = new ArrayList<>();
    private final List<Crossing> answers = new ArrayList<>();
    private double nowMs;

    Builder(Plan plan) {
      this.plan = plan;
      problem = plan.problem();
      net = problem.linearization();
    }

    PlanSchedule schedule() {
      problem.source().ifPresent(source -> cross(Kind.INPUT, source, plan.slices().get(0)));
      for (int k = 0; k < plan.slices().size(); k++) {
        if (k > 0) {
          cross(Kind.CUT, plan.slices().get(k - 1).device(), plan.slices().get(k));
        }
        run(plan.slices().get(k));
      }
      answers.sort((a, b) -> Integer.compare(a.boundary(), b.boundary()));
      crossings.addAll(answers);
      return new PlanSchedule(plan, steps, crossings);
    }

    private void cross(Kind kind, String from, Slice to) {
      if (from.equals(to.device())) {
        return;
      }
      int boundary = to.from();
      Crossing crossing =
          crossing(
              kind,
              from,
              to.device(),
              boundary,
              Optional.empty(),
              net.crossing(boundary),
              net.payloadBytes(boundary),
              net.reach(boundary));
      crossings.add(crossing);
      nowMs = crossing.arrivedMs();
    }

    private Crossing crossing(
        Kind kind,
        String from,
        String to,
        int boundary,
        Optional<String> exit,
        List<TensorSpec> tensors,
        long bytes,
        double probability) {
      double ms = TransferTime.ms(problem.catalog(), from, to, bytes);
      return new Crossing(kind, from, to, boundary, exit, tensors, bytes, ms, probability, nowMs);
    }

    private void run(Slice slice) {
      double arrivedMs = nowMs;
      List<ExitMoment> exits = new ArrayList<>();
      for (int e = 0; e < net.net().exits().size(); e++) {
        int position = net.exitPosition(e);
        if (slice.from() <= position && position < slice.to()) {
          Slice until = new Slice(slice.device(), slice.from(), position + 1);
          nowMs = arrivedMs + SliceUse.computeMs(problem, until, Weighting.FULL);
          exits.add(leave(slice.device(), e));
        }
      }
      exits.sort((a, b) -> Integer.compare(a.position(), b.position()));
      double computeMs = SliceUse.computeMs(problem, slice, Weighting.FULL);
      nowMs = arrivedMs + computeMs;
      steps.add(
          new SliceStep(
              slice.device(),
              slice.from(),
              slice.to(),
              net.reach(slice.from()),
              arrivedMs,
              computeMs,
              SliceUse.computeMs(problem, slice, Weighting.EXPECTED),
              exits));
    }

    private ExitMoment leave(String device, int exit) {
      Plan.ExitLatency latency = plan.exits().get(exit);
      problem
          .sink()
          .filter(sink -> !sink.equals(device))
          .ifPresent(sink -> answers.add(answer(device, sink, exit)));
      return new ExitMoment(
          latency.exit(),
          net.exitPosition(exit),
          latency.probability(),
          nowMs,
          latency.latencyMs());
    }

    private Crossing answer(String device, String sink, int exit) {
      return crossing(
          Kind.ANSWER,
          device,
          sink,
          net.exitPosition(exit) + 1,
          Optional.of(plan.exits().get(exit).exit()),
          net.results(exit),
          net.resultBytes(exit),
          plan.exits().get(exit).probability());
    }
  }
}
