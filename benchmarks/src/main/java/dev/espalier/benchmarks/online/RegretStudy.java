package dev.espalier.benchmarks.online;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.MoveRule;
import dev.espalier.search.online.SwitchingCost;
import dev.espalier.solvers.Planners;
import dev.espalier.study.replay.Course;
import dev.espalier.study.replay.Replay;
import dev.espalier.study.replay.Replayer;
import dev.espalier.study.replay.Replayer.Contestant;
import dev.espalier.study.replay.TracedProblem;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.Ends;
import dev.espalier.study.trace.MarkovTraces;
import dev.espalier.study.trace.MarkovTraces.State;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The regret of every rule on generated traces, by problem and cost of moving: the table of {@code
 * src/docs/replay.md}. A trace counts as above if a rule costs more than both never and always
 * moving do.
 *
 * <p>Arguments: the folder with the catalogs (the root of the project), the number of traces and
 * the first seed; by default 100 traces, 20 of each generator, from seed 1000 on. The constants of
 * the rule were chosen on traces of other seeds.
 */
public final class RegretStudy {
  private static final int STEPS = 300;

  /** A generator that is none of {@link MarkovTraces#names}. */
  private static final Map<String, MarkovTraces> OTHERS =
      Map.of(
          "calm",
          new MarkovTraces(
              List.of(new State("high", 20, 0.1), new State("low", 10, 0.1)),
              List.of(List.of(0.99, 0.01), List.of(0.01, 0.99)),
              1),
          "drive",
          new MarkovTraces(
              List.of(
                  new State("near", 30, 0.3),
                  new State("middle", 8, 0.3),
                  new State("far", 2, 0.3)),
              List.of(List.of(0.95, 0.05, 0.0), List.of(0.05, 0.9, 0.05), List.of(0.0, 0.05, 0.95)),
              1));

  private static final List<String> GENERATORS =
      List.of("calm", "drive", "wifi", "mobile", "train");

  private final Path folder;
  private final int traces;
  private final int firstSeed;

  private RegretStudy(Path folder, int traces, int firstSeed) {
    this.folder = folder;
    this.traces = traces;
    this.firstSeed = firstSeed;
  }

  /** A problem and the link that follows a trace. */
  private record Scene(String name, PlanningProblem problem, Bandwidth link) {}

  /** What a rule did on one trace. */
  private record Outcome(double regret, boolean isAbove, int moves) {}

  /** Prints the table. */
  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : ".");
    int traces = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    int firstSeed = args.length > 2 ? Integer.parseInt(args[2]) : 1_000;
    new RegretStudy(folder, traces, firstSeed).print();
  }

  private void print() {
    System.out.println(
        "| problem | moves by | rule | regret, median | mean | above both | moves | always one plan |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (SwitchingCost switching :
        List.of(SwitchingCost.SWITCH_OVER, SwitchingCost.BOTH_LOADED, SwitchingCost.RESTART)) {
      scenes().forEach(scene -> print(scene, switching));
    }
  }

  private List<Scene> scenes() {
    String surveillance = "device-catalogs/surveillance.catalog.json";
    String six = "device-catalogs/na2023-six.catalog.json";
    String bench = "device-catalogs/lab-bench.catalog.json";
    return List.of(
        scene("b-alexnet", surveillance, null, null),
        scene("b-alexnet", surveillance, "camera", "phone"),
        scene("b-alexnet", six, "d1", null),
        scene("b-lenet", six, "d1", null),
        scene("b-resnet110-chain", bench, "pi4", null));
  }

  private Scene scene(String model, String catalogFile, String source, String other) {
    DeviceCatalog catalog = CatalogFile.read(folder.resolve(catalogFile));
    PlanningProblemBuilder problem = PlanningProblem.builder(Zoo.get(model), catalog);
    Optional<String> from = Optional.ofNullable(source);
    from.ifPresent(problem::source);
    Optional<Ends> ends = Optional.ofNullable(other).map(device -> new Ends(source, device));
    String name =
        model
            + ", "
            + catalog.name()
            + from.map(device -> ", input on " + device).orElse("")
            + ends.map(link -> ", link to " + link.b()).orElse("");
    return new Scene(name, problem.build(), new Bandwidth(ends));
  }

  private void print(Scene scene, SwitchingCost switching) {
    Map<String, List<Outcome>> byRule = new LinkedHashMap<>();
    int single = 0;
    for (int i = 0; i < traces; i++) {
      Replay replay = replay(scene, switching, i);
      single += replay.plans().size() == 1 ? 1 : 0;
      double least =
          Math.min(course(replay, MoveRule.NEVER).cost(), course(replay, MoveRule.ALWAYS).cost());
      for (Course course : replay.courses()) {
        byRule
            .computeIfAbsent(course.name(), name -> new ArrayList<>())
            .add(
                new Outcome(
                    replay.regret(course),
                    course.cost() > least * (1 + 1e-9),
                    course.moves().size()));
      }
    }
    for (Map.Entry<String, List<Outcome>> entry : byRule.entrySet()) {
      print(scene.name(), switching.name(), entry.getKey(), entry.getValue(), single);
    }
  }

  private Replay replay(Scene scene, SwitchingCost switching, int index) {
    String name = GENERATORS.get(index % GENERATORS.size());
    MarkovTraces generator = OTHERS.containsKey(name) ? OTHERS.get(name) : MarkovTraces.named(name);
    List<Contestant> contestants =
        Arrays.stream(MoveRule.values())
            .map(
                rule ->
                    new Contestant(
                        rule.label(),
                        MovePolicy.defaults().withRule(rule).withSwitching(switching),
                        "last"))
            .toList();
    TracedProblem traced =
        new TracedProblem(
            scene.problem(), scene.link(), generator.generate(name, STEPS, firstSeed + index));
    return new Replayer(Planners.exact(), SearchOptions.defaults(), text -> {})
        .replay(traced, contestants)
        .orElseThrow();
  }

  private static Course course(Replay replay, MoveRule rule) {
    return replay.courses().stream()
        .filter(course -> course.name().equals(rule.label()))
        .findFirst()
        .orElseThrow();
  }

  private static void print(
      String scene, String switching, String rule, List<Outcome> outcomes, int single) {
    double[] regrets = outcomes.stream().mapToDouble(Outcome::regret).sorted().toArray();
    int half = regrets.length / 2;
    double median = (regrets[half] + regrets[regrets.length - 1 - half]) / 2;
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.1f %% | %.0f %% | %d | %.1f | %d |%n",
        scene,
        switching,
        rule,
        100 * median,
        100 * Arrays.stream(regrets).average().orElseThrow(),
        outcomes.stream().filter(Outcome::isAbove).count(),
        outcomes.stream().mapToInt(Outcome::moves).average().orElseThrow(),
        single);
  }
}
