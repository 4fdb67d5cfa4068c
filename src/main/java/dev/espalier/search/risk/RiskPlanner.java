package dev.espalier.search.risk;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the plan whose values over samples of bandwidths have the smallest mean, quantile or
 * conditional value at risk. Limits (memory, energy, deadlines, a rate) must be kept at every
 * sample.
 *
 * <p>The plan found is priced on links of which each takes the mean time for a byte under the
 * weights of the samples that decide, so that its value is its risk. For a quantile these are the
 * links of one sample; for the mean and the conditional value at risk, those of a mean over all
 * samples and over the worst ones. {@link #summary} has its values at the samples themselves.
 *
 * <p>Method: a {@link RootBound} from ordinary planning problems, which for the mean and for
 * samples that are ordered (such as those of one column) is the answer; else, or where its plan
 * breaks a limit at some sample, a {@link RiskTree}. Guarantee: the plan has the smallest risk
 * where the result says so; otherwise its lower bound holds. Complexity: one problem in the ordered
 * case, at most 24 for a conditional value at risk and 65 for a quantile, and a tree of at most
 * 2^27 steps. Reproducible as the planner is that it uses; thread-safe.
 *
 * <p>Sources: Rockafellar and Uryasev, Optimization of conditional value-at-risk, Journal of Risk
 * 2(3), 2000; that it is the largest mean under allowed weights: Artzner et al., Coherent measures
 * of risk, Mathematical Finance 9(3), 1999.
 */
public final class RiskPlanner implements Planner {
  private final Planner planner;
  private final BandwidthSamples samples;
  private final RiskMeasure measure;

  /**
   * @param planner plans ordinary problems; one that proves its plans is needed for proofs
   */
  public RiskPlanner(Planner planner, BandwidthSamples samples, RiskMeasure measure) {
    this.planner = planner;
    this.samples = samples;
    this.measure = measure;
  }

  @Override
  public String name() {
    return planner.name();
  }

  @Override
  public Set<PlannerTrait> traits() {
    return planner.traits();
  }

  @Override
  public int usualThreads() {
    return planner.usualThreads();
  }

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    return SampledProblem.misfit(problem).or(() -> planner.misfit(problem));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the objective's costs do not add up, or a column of the
   *     samples does not name links of the catalog
   */
  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    SampledProblem sampled = new SampledProblem(problem, samples);
    return new RiskSearch(sampled, measure, new Effort(planner, options)).plan();
  }

  /**
   * Checks that the samples fit a problem.
   *
   * @throws IllegalArgumentException if a column does not name links of its catalog
   */
  public void check(PlanningProblem problem) {
    SampledCatalog.ends(problem.catalog(), samples.columns());
  }

  /** The values of a plan at all samples, in short. */
  public RiskSummary summary(PlanningProblem problem, List<Slice> slices) {
    SampledProblem sampled = new SampledProblem(problem, samples);
    return RiskSummary.of(
        measure, samples.samples().size(), sampled.values(slices), sampled.weights());
  }

  /**
   * Whether every plan has its risk as its value where the plan of this planner is priced, and
   * these ones keep all limits at every sample: they may then be compared with it there.
   */
  public boolean areComparable(PlanningProblem problem, List<List<Slice>> plans) {
    SampledProblem sampled = new SampledProblem(problem, samples);
    return sampled.fixedFocus(measure).isPresent()
        && plans.stream().allMatch(plan -> sampled.violations(plan).isEmpty());
  }
}
