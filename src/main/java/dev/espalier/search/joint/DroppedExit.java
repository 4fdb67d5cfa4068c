package dev.espalier.search.joint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A side exit that is not deployed.
 *
 * @param exit its name
 * @param reason why not: what the best plan that deploys it would come to
 */
public record DroppedExit(String exit, String reason) {

  /**
   * Why an exit was left out.
   *
   * @param sideExit its index among all exits
   * @param chosen the plan that does without it
   * @param all every plan found
   */
  static DroppedExit of(
      String name, int sideExit, ExitDemand demand, Candidate chosen, List<Candidate> all) {
    List<Candidate> rivals = all.stream().filter(each -> each.deployed().has(sideExit)).toList();
    if (rivals.isEmpty()) {
      return new DroppedExit(name, "there is no plan with it");
    }
    Optional<Candidate> met = Preference.best(rivals, demand);
    Candidate rival = met.orElseGet(() -> Preference.closest(rivals, demand));
    double share = rival.behaviour().exits().get(sideExit).probability();
    String form =
        met.isPresent()
            ? outdone(demand, chosen, rival)
            : demand instanceof ExitDemand.MinAccuracy
                ? "the most accurate plan with it reaches %s only"
                    .formatted(percent(rival.accuracy()))
                : "the fastest plan with it takes %s".formatted(ms(rival.latencyMs()));
    return new DroppedExit(
        name, form + "; %s of the samples leave there".formatted(percent(share)));
  }

  private static String outdone(ExitDemand demand, Candidate chosen, Candidate rival) {
    double excessMs = rival.latencyMs() - chosen.latencyMs();
    double lost = chosen.accuracy() - rival.accuracy();
    if (demand instanceof ExitDemand.MaxLatency && lost > 0) {
      return "the most accurate plan with it in that time reaches %s"
          .formatted(percent(rival.accuracy()));
    }
    return excessMs > 0
        ? "the best plan with it takes %s more".formatted(ms(excessMs))
        : "the best plan with it gains nothing";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  private static String ms(double ms) {
    return String.format(Locale.ROOT, "%.3g ms", ms);
  }
}
