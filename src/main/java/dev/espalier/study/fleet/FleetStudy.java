package dev.espalier.study.fleet;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the cheapest group of a fleet that keeps a latency at a percentile.
 *
 * <p>Method: worlds are sampled, and in each of them every group is planned; the devices that two
 * groups have in common are the same in both (common random numbers), so that groups are compared
 * in the same worlds, and a larger one is never slower. {@link GroupValues} plans a group only
 * where no larger one has a plan that does with its devices. At each of {@link Looks} a group is
 * sampled no longer if its interval is clear of the target and a group that is not dearer is
 * clearly faster.
 *
 * <p>Guarantee: if plans are optimal, the interval of a group misses its percentile with at most
 * the probability given, whenever its sampling ended; without any assumption on distributions. That
 * holds for each group by itself; as the answer is chosen among many, it is confirmed on samples of
 * its own. Front and answer are those of all groups on all samples, unless an interval missed.
 * Complexity: up to one search for each group and sample, in practice a few for each sample.
 * Reproducible: equal fleets, questions and seeds give equal results on any number of threads.
 */
public final class FleetStudy {
  /** Values of groups in samples: more would not fit into a usual heap. */
  private static final int MAX_VALUES = 1 << 25;

  private final Fleet fleet;
  private final PlanningProblem base;
  private final List<VariedParameter> varied;
  private final FleetQuestion question;
  private final Planner planner;
  private final SearchOptions options;
  private final Consumer<String> listener;

  /**
   * Creates a study.
   *
   * @param base the problem on {@link Fleet#catalog()}, which may name always present devices only
   * @param varied parameters that vary besides what the fleet says
   * @param planner planner of each sample, which should prove its plans
   * @param options options of each search; samples are planned on so many threads at once
   * @param listener receives progress updates
   */
  public FleetStudy(
      Fleet fleet,
      PlanningProblem base,
      List<VariedParameter> varied,
      FleetQuestion question,
      Planner planner,
      SearchOptions options,
      Consumer<String> listener) {
    this.fleet = fleet;
    this.base = base;
    this.varied = List.copyOf(varied);
    this.question = question;
    this.listener = listener;
    this.planner = planner;
    this.options = options;
  }

  /**
   * Runs the study.
   *
   * @return its result; empty if it was stopped before any sample was planned
   * @throws IllegalArgumentException if there is no group, or too many
   */
  public Optional<FleetResult> run() {
    List<Group> groups = Groups.of(fleet, question);
    checkSize(groups.size());
    GroupSamples samples = new GroupSamples(groups, question);
    List<Integer> looks = Looks.of(question.samples());
    double alpha = question.errorRate() / looks.size();
    FleetWorlds worlds = new FleetWorlds(fleet, base, varied, question.seed());
    Places places = new Places(fleet, worlds);
    try (Sampler running = new Sampler(places, worlds, planner, options)) {
      boolean isComplete = true;
      for (int look = 0; look < looks.size() && isComplete; look++) {
        isComplete = sample(running, samples, looks.get(look));
        if (samples.count() == 0) {
          return Optional.empty();
        }
        samples.look(alpha);
      }
      List<GroupResult> results = samples.results();
      Optional<Percentile> confirmation =
          isComplete
              ? FleetResult.answer(results).flatMap(answer -> confirm(running, answer.group()))
              : Optional.empty();
      return Optional.of(
          new FleetResult(
              fleet,
              base,
              question,
              varied,
              results,
              looks,
              confirmation,
              running.searches(),
              running.unproven(),
              isComplete && (confirmation.isPresent() || FleetResult.answer(results).isEmpty())));
    }
  }

  private void checkSize(int groups) {
    if ((long) groups * question.samples() > MAX_VALUES) {
      throw new InvalidFieldException(
          "samples",
          "fleet study: %d groups can have at most %d samples but should have %d"
              .formatted(groups, MAX_VALUES / groups, question.samples()));
    }
  }

  /** Samples the groups that are sampled still, up to a number of samples. */
  private boolean sample(Sampler running, GroupSamples samples, int end) {
    List<Group> open = samples.open();
    int begin = samples.count();
    listener.accept(
        "%d of %d samples, %d of %d groups"
            .formatted(begin, question.samples(), open.size(), samples.groups()));
    List<double[]> values = running.values(open, begin, end);
    values.forEach(samples::add);
    return values.size() == end - begin;
  }

  /** The percentile of a group on the samples behind those that it was chosen by. */
  private Optional<Percentile> confirm(Sampler running, Group group) {
    int count = question.samples();
    listener.accept("confirming " + group.words(fleet));
    List<double[]> values = running.values(List.of(group), count, 2 * count);
    return values.size() < count
        ? Optional.empty()
        : Optional.of(
            Percentile.of(
                values.stream().mapToDouble(each -> each[0]).toArray(),
                question.probability(),
                question.targetMs(),
                question.errorRate()));
  }
}
