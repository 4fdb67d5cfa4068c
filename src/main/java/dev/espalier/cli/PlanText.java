package dev.espalier.cli;

import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchRecord;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Plans for people: a headline, the strip of layers, who runs what, and the exits. */
final class PlanText {
  private final Terminal terminal;

  PlanText(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * What a solver found.
   *
   * @param variants what each order of two devices comes to, where the solver chose between them
   */
  String planned(PlanningResult.Planned result, List<PlanningResult> variants, boolean withTiming) {
    return headline(result.plan(), proof(result), "")
        + figures(result.plan(), exits(result.plan()))
        + search(result, withTiming)
        + variants(variants);
  }

  /**
   * What a solver found that decided on exits as well.
   *
   * @param proof how good the plan is known to be
   * @param accuracy how accurate the plan is, in words that follow its latency
   * @param exits what was decided of the exits
   */
  String decided(
      PlanningResult.Planned result,
      String proof,
      String accuracy,
      String exits,
      boolean withTiming) {
    return headline(result.plan(), proof, accuracy)
        + figures(result.plan(), exits)
        + search(result, withTiming);
  }

  /** How good a plan is known to be. */
  static String proof(PlanningResult.Planned result) {
    return result.optimal()
        ? "proven optimal"
        : "lower bound %s ms, gap at most %s"
            .formatted(Figures.of(result.lowerBound()), Figures.percent(result.gap()));
  }

  /** What a plan made elsewhere comes to. */
  String evaluated(Plan plan) {
    List<Violation> violations = PlanValidator.violations(plan);
    StringBuilder text = new StringBuilder();
    text.append(headline(plan, violations.isEmpty() ? "keeps every limit" : "NOT FEASIBLE", ""));
    violations.forEach(violation -> text.append("  ").append(violation.message()).append('\n'));
    return text.append(figures(plan, exits(plan))).toString();
  }

  private static String headline(Plan plan, String remark, String more) {
    return "%s on %s: %d %s\n%s latency %s ms (%s)%s\n"
        .formatted(
            plan.problem().linearization().net().name(),
            plan.problem().catalog().name(),
            plan.slices().size(),
            plan.slices().size() == 1 ? "slice" : "slices",
            plan.problem().objective().label(),
            Figures.of(plan.value()),
            remark,
            more);
  }

  private String figures(Plan plan, String exits) {
    LayerStrip strip = new LayerStrip(plan, terminal);
    boolean expected = plan.problem().objective() == Objective.EXPECTED;
    return "\n"
        + strip.text()
        + "\n"
        + slices(plan, strip)
        + idle(plan)
        + "\n"
        + exits
        + "%s latency %s ms\n"
            .formatted(
                expected ? "worst-case" : "expected",
                Figures.of(expected ? plan.worstCaseLatencyMs() : plan.expectedLatencyMs()));
  }

  private String slices(Plan plan, LayerStrip strip) {
    String table = slices(plan, true);
    boolean fits = table.lines().noneMatch(line -> line.length() > terminal.width());
    // Colour goes in behind the alignment: escape sequences have no width.
    String[] lines = (fits ? table : slices(plan, false)).split("\n");
    for (int k = 0; k < plan.slices().size(); k++) {
      lines[k + 1] = strip.key(k) + lines[k + 1].substring(1);
    }
    return String.join("\n", lines) + "\n";
  }

  private static String slices(Plan plan, boolean withNames) {
    TextTable table =
        new TextTable(List.of(" ", "device", "layers", ">busy ms", "memory MiB", "energy J"));
    for (int k = 0; k < plan.slices().size(); k++) {
      Slice slice = plan.slices().get(k);
      Plan.DeviceUse use = plan.devices().get(k);
      table.row(
          List.of(
              String.valueOf(LayerStrip.letter(k)),
              slice.device(),
              layers(plan.problem().linearization(), slice, withNames),
              Figures.of(use.busyMs()),
              Figures.use(use.memoryMiB(), use.memoryLimitMiB()),
              use.energyJ().isPresent()
                  ? Figures.use(use.energyJ().getAsDouble(), use.energyLimitJ())
                  : "-"));
    }
    return table.text();
  }

  private static String layers(Linearization net, Slice slice, boolean withNames) {
    int last = slice.to() - 1;
    String first = net.layer(slice.from()).name();
    String names = slice.length() == 1 ? first : first + ".." + net.layer(last).name();
    return slice.from() + "-" + last + (withNames ? " " + names : "");
  }

  private static String idle(Plan plan) {
    String idle =
        plan.problem().devices().stream()
            .map(Device::name)
            .filter(name -> plan.slices().stream().noneMatch(s -> s.device().equals(name)))
            .collect(Collectors.joining(", "));
    return idle.isEmpty() ? "" : "idle: " + idle + "\n";
  }

  private static String exits(Plan plan) {
    Linearization net = plan.problem().linearization();
    TextTable table =
        new TextTable(List.of(" ", "exit", "layer", ">position", ">share", ">latency ms"));
    for (int e = 0; e < plan.exits().size(); e++) {
      Plan.ExitLatency exit = plan.exits().get(e);
      table.row(
          List.of(
              String.valueOf(LayerStrip.sign(e)),
              exit.exit(),
              net.net().exits().get(e).layer(),
              String.valueOf(net.exitPosition(e)),
              String.format(Locale.ROOT, "%.1f%%", 100 * exit.probability()),
              Figures.of(exit.latencyMs())));
    }
    return table.text();
  }

  private static String search(PlanningResult.Planned result, boolean withTiming) {
    SearchRecord search = result.search();
    return "\nsolver %s, seed %d: %d evaluations%s%s\n"
        .formatted(
            search.solver(),
            search.seed(),
            search.evaluations(),
            search.generations() == 0 ? "" : " in " + search.generations() + " generations",
            withTiming ? ", " + Figures.of(search.elapsedMs()) + " ms" : "");
  }

  private static String variants(List<PlanningResult> variants) {
    return variants.stream()
        .map(
            each ->
                "local %s, remote %s: %s\n"
                    .formatted(
                        each.search().solverOptions().get("local"),
                        each.search().solverOptions().get("remote"),
                        each instanceof PlanningResult.Planned planned
                            ? Figures.of(planned.plan().value()) + " ms"
                            : "no feasible plan"))
        .collect(Collectors.joining());
  }
}
