package dev.espalier.io.json.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.Replanner;
import dev.espalier.search.online.SwitchingCost;
import dev.espalier.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionLineTest {
  private final Replanner replanner =
      Replanner.start(
          World.of(
              PlanningProblem.builder(Zoo.get("b-alexnet"), CatalogFile.na2023())
                  .source("d1")
                  .build()),
          new ExactPlanner(),
          MovePolicy.defaults(),
          SearchOptions.defaults());

  private static String line(Decision decision) {
    return DecisionLine.write(decision, SwitchingCost.SWITCH_OVER);
  }

  private static JsonValue json(Decision decision) {
    return JsonSource.parse(line(decision), "decision");
  }

  @Test
  void theFirstPlanIsOneLineWithItsSlices() {
    Decision first = replanner.snapshot().last().orElseThrow();
    assertThat(line(first)).endsWith("}\n").hasLineCount(1);
    JsonValue json = json(first);
    assertThat(json.field("decision").wholeNumber()).isEqualTo(1);
    assertThat(json.field("at").number()).isZero();
    assertThat(json.field("action").text()).isEqualTo("move");
    assertThat(json.field("reason").text()).isEqualTo("first-plan");
    assertThat(json.field("after").field("latencyMs").number())
        .isEqualTo(first.after().orElseThrow().value());
    assertThat(json.field("optimal").flag()).isTrue();
    assertThat(json.field("gap").number()).isZero();
    assertThat(json.field("lowerBoundMs").number()).isPositive();
    assertThat(json.field("slices").items()).hasSameSizeAs(first.after().orElseThrow().slices());
    assertThat(json.optional("violations")).isEmpty();
    assertThat(json.optional("before")).isEmpty();
  }

  @Test
  void aPlanThatIsKeptIsNotRepeated() {
    Decision kept = replanner.apply(1, List.of());
    JsonValue json = json(kept);
    assertThat(json.field("action").text()).isEqualTo("keep");
    assertThat(json.field("text").text())
        .startsWith("keep the plan of ")
        .endsWith(" ms: no better plan was found");
    assertThat(json.optional("slices")).isEmpty();
    assertThat(json.optional("move")).isEmpty();
  }

  @Test
  void aMoveSaysWhatItLoadsAndWhyTheOldPlanIsLeft() {
    List<Slice> inForce = replanner.snapshot().inForce();
    String lost = inForce.get(inForce.size() - 1).device();
    JsonValue json = json(replanner.apply(1, List.of(new Change.Gone(lost))));
    assertThat(json.field("reason").text()).isEqualTo("plan-broken");
    JsonValue move = json.field("move");
    assertThat(move.field("devices").wholeNumber()).isPositive();
    assertThat(move.field("weightBytes").wholeNumber()).isPositive();
    assertThat(move.field("pauseMs").number()).isEqualTo(600);
    assertThat(move.field("costMsS").number()).isEqualTo(180);
    assertThat(move.field("slices").items().get(0).field("layers").wholeNumber()).isPositive();
    assertThat(json.field("violations").items().get(0).field("message").text()).contains(lost);
  }

  @Test
  void withoutAnyPlanThereIsAnObstacle() {
    Decision stopped = replanner.apply(1, List.of(new Change.Gone("d1")));
    JsonValue json = json(stopped);
    assertThat(json.field("action").text()).isEqualTo("stop");
    assertThat(json.field("obstacle").text()).isEqualTo("the source device \"d1\" is gone");
    assertThat(json.field("text").text())
        .isEqualTo("stop: no plan works now: the source device \"d1\" is gone");
    assertThat(json.optional("after")).isEmpty();
  }
}
