package dev.espalier.search.joint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A side exit that is not deployed.
 *
 * @param exit its name
 * @param reason the reason: the result of the best plan that deploys it
 */
public record DroppedExit(String exit, String reason) {
  /** From here on, whole milliseconds suffice. */
  private static final double MANY = 1000;

  /** Accuracies that differ by less look the same in percent. */
  private static final double MIN_LOSS = 5e-5;

  /**
   * The reason why an exit is not deployed.
   *
   * @param sideExit its index among all exits
   * @param chosen the plan that does without it
   * @param all every plan found
   */
  static DroppedExit of(
      String name, int sideExit, ExitDemand demand, Candidate chosen, ExitPlans all) {
    List<Candidate> rivals = all.with(sideExit);
    boolean isComplete = all.isProof() && all.unmeasured() == 0;
    if (rivals.isEmpty()) {
      return new DroppedExit(
          name, isComplete ? "there is no plan with it" : "no plan with it was found");
    }
    Optional<Candidate> met = Preference.best(rivals, demand);
    Candidate rival = met.orElseGet(() -> Preference.closest(rivals, demand));
    String plan = isComplete ? "plan with it" : "plan found with it";
    String reason =
        met.isPresent() ? outdone(demand, chosen, plan, rival) : unmet(demand, chosen, plan, rival);
    double probability = rival.behavior().exits().get(sideExit).probability();
    return new DroppedExit(
        name, "the %s; %s of the samples leave there".formatted(reason, percent(probability)));
  }

  private static String outdone(ExitDemand demand, Candidate chosen, String plan, Candidate rival) {
    double excessMs = rival.latencyMs() - chosen.latencyMs();
    double lost = chosen.accuracy() - rival.accuracy();
    if (demand instanceof ExitDemand.MaxLatency && lost > 0) {
      return "most accurate %s in that time reaches %s".formatted(plan, percent(rival.accuracy()));
    }
    return excessMs > 0
        ? "best %s takes %s more".formatted(plan, ms(excessMs))
        : "best %s gains nothing".formatted(plan);
  }

  private static String unmet(ExitDemand demand, Candidate chosen, String plan, Candidate rival) {
    if (demand instanceof ExitDemand.MaxLatency) {
      return "fastest %s takes %s".formatted(plan, ms(rival.latencyMs()));
    }
    boolean isAsGood =
        !demand.isMet(chosen.accuracy(), chosen.latencyMs())
            && chosen.accuracy() - rival.accuracy() < MIN_LOSS;
    return isAsGood
        ? "most accurate %s gains nothing".formatted(plan)
        : "most accurate %s reaches %s only".formatted(plan, percent(rival.accuracy()));
  }

  private static String percent(double probability) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * probability);
  }

  private static String ms(double ms) {
    return String.format(Locale.ROOT, ms < MANY ? "%.3g ms" : "%.0f ms", ms);
  }
}
