package dev.espalier.cli.command.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.change.StateFile;
import dev.espalier.io.json.change.WatchState;
import dev.espalier.io.line.InputLine;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.World;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.Replanner;
import dev.espalier.search.online.SwitchingCost;
import dev.espalier.search.predict.LinkPredictors;
import dev.espalier.search.predict.RatePredictors;
import dev.espalier.zoo.Zoo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
  private static final MovePolicy POLICY =
      MovePolicy.defaults().withSwitching(SwitchingCost.BOTH_LOADED);

  private final World world =
      World.of(
          PlanningProblem.builder(Zoo.get("b-alexnet"), CatalogFile.na2023()).source("d1").build());
  private final StateFile format = new StateFile(world);
  private final List<String> errors = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private long nanos;

  @TempDir private Path folder;

  private Replanner started() {
    return Replanner.start(world, new ExactPlanner(), POLICY, SearchOptions.defaults());
  }

  private Watch.Parts parts(Replanner replanner, LinkPredictors predictors, Path state) {
    return new Watch.Parts(
        replanner,
        Optional.ofNullable(predictors),
        DecisionOutput.standard(new PrintWriter(out), out.toString().length()),
        new StateStore(format, state),
        (decision, time) -> {},
        errors::add,
        () -> nanos,
        "changes");
  }

  private Watch begun() {
    return Watch.begun(parts(started(), null, null));
  }

  private static InputLine line(int number, String text) {
    return new InputLine(number, 100L * number, text, "");
  }

  private List<String> decisions() {
    return out.toString().lines().toList();
  }

  private static void takeAll(Watch watch, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      watch.take(line(i + 1, lines.get(i)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"last", "smoothed", "harmonic"})
  void aRestartAfterEachLineChangesNoDecision(String predictor) {
    List<String> lines = new RandomChanges(5).lines(400);
    LinkPredictors fresh = new LinkPredictors(RatePredictors.named(predictor));
    takeAll(Watch.begun(parts(started(), fresh, null)), lines);
    String expected = out.toString();
    List<String> expectedErrors = List.copyOf(errors);
    assertThat(expectedErrors).isNotEmpty();
    assertThat(List.of("keep", "move", "stop", "roll-back"))
        .allMatch(action -> expected.contains("\"action\":\"" + action + "\""));
    out.getBuffer().setLength(0);
    errors.clear();
    Path file = folder.resolve("state.json");
    Watch.begun(parts(started(), new LinkPredictors(RatePredictors.named(predictor)), file));
    for (int i = 0; i < lines.size(); i++) {
      WatchState kept = format.read(file);
      Replanner replanner = Replanner.resumed(kept.replanner(), POLICY, SearchOptions.defaults());
      Watch watch = Watch.resumed(parts(replanner, fresh.remembering(kept.rates()), file), kept);
      watch.take(line(i + 1, lines.get(i)));
      watch.settle();
    }
    assertThat(out.toString()).isEqualTo(expected);
    assertThat(errors).isEqualTo(expectedErrors);
  }

  @Test
  void theStateDoesNotGrowWithTheNumberOfChanges() throws Exception {
    Path file = folder.resolve("state.json");
    Watch watch = Watch.begun(parts(started(), null, file));
    List<String> lines = new RandomChanges(6).lines(1500);
    takeAll(watch, lines.subList(0, 500));
    watch.settle();
    long early = Files.size(file);
    takeAll(watch, lines.subList(500, 1500));
    watch.settle();
    assertThat(Files.size(file)).isLessThan(2 * early);
  }

  @Test
  void aStateOfOtherConditionsIsRefused() {
    Path file = folder.resolve("state.json");
    Watch.begun(parts(started(), null, file));
    World other = world.withConditions(Map.of("blur", List.of(0.1, 0.2, 0.7)));
    assertThatThrownBy(() -> new StateFile(other).read(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("the state of another problem");
    assertThat(format.read(file).lines()).isZero();
  }

  @Test
  void aLineThatWasTakenBeforeIsSkippedByItsNumber() {
    Watch watch = begun();
    takeAll(watch, List.of("{\"id\":5,\"at\":1}", "{\"id\":5,\"at\":1}", "{\"id\":4,\"at\":1}"));
    assertThat(decisions()).hasSize(2);
    watch.take(line(4, "{\"id\":6,\"at\":1}"));
    assertThat(decisions()).hasSize(3);
    assertThat(errors).isEmpty();
  }

  @Test
  void anInvalidLineIsReportedWithItsNumberAndChangesNothing() {
    Watch watch = begun();
    watch.take(line(7, "{\"at\":1,\"device\":\"d9\",\"gone\":true}"));
    watch.take(line(8, ""));
    watch.take(new InputLine(9, 100, "", "expected text in UTF-8"));
    assertThat(errors)
        .containsExactly(
            "changes: /device at line 7, column 18: device \"d9\" is not among d1, d2, d3, d4, d5,"
                + " d6",
            "changes: at line 9: expected text in UTF-8");
    assertThat(watch.skipped()).isEqualTo(2);
    assertThat(decisions()).hasSize(1);
  }

  @Test
  void aLineWithoutATimeIsOfTheTimeSinceTheStart() {
    Watch watch = begun();
    nanos = 2_500_000_000L;
    watch.take(line(1, "{\"device\":\"d2\",\"slowdown\":2}"));
    assertThat(decisions().get(1)).startsWith("{\"decision\":2,\"at\":2.5,");
    watch.take(line(2, "{\"at\":4}"));
    nanos = 3_000_000_000L;
    watch.take(line(3, "{\"device\":\"d2\",\"slowdown\":3}"));
    assertThat(decisions().get(3)).startsWith("{\"decision\":4,\"at\":4.0,");
  }

  @Test
  void theStateIsKeptAfterSomeLinesThoughMoreWait() {
    Path file = folder.resolve("state.json");
    Watch watch = Watch.begun(parts(started(), null, file));
    List<String> lines = Collections.nCopies(Watch.MAX_UNSAVED + 1, "{\"at\":1}");
    takeAll(watch, lines);
    assertThat(format.read(file).lines()).isEqualTo(Watch.MAX_UNSAVED);
    watch.settle();
    assertThat(format.read(file).lines()).isEqualTo(lines.size());
  }

  @Test
  void timeNeverGoesBack() {
    Watch watch = begun();
    watch.take(line(1, "{\"at\":4,\"latencyMs\":3}"));
    watch.take(line(2, "{\"at\":3}"));
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0)).contains("/at at line 2, column 7: time must not be before");
  }

  @Test
  void ratesAreNotObservedFromALineThatIsInvalid() {
    LinkPredictors predictors = new LinkPredictors(RatePredictors.named("harmonic"));
    Watch watch = Watch.begun(parts(started(), predictors, null));
    watch.take(line(1, "{\"at\":1,\"link\":[\"d1\",\"d9\"],\"bandwidthMbps\":3}"));
    assertThat(predictors.memory()).isEmpty();
    assertThat(errors).hasSize(1);
  }

  @Test
  void decisionsAreText() {
    begun();
    assertThat(out.toString().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    assertThat(decisions().get(0)).startsWith("{\"decision\":1,\"at\":0.0,\"action\":\"move\"");
  }
}
