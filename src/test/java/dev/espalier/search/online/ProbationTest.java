package dev.espalier.search.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A camera and a server; a link that becomes fast makes the server's plan the better one. */
class ProbationTest {
  private static final MovePolicy POLICY =
      MovePolicy.defaults()
          .withSwitching(SwitchingCost.BOTH_LOADED)
          .withRule(MoveRule.ALWAYS)
          .withCooldownSeconds(0);

  /** The time from which samples run on the new plan: loading takes less than 1 s. */
  private static final double SETTLED = 22;

  private final Replanner replanner = replanner();

  private static Replanner replanner() {
    DeviceCatalog catalog =
        new DeviceCatalog(
            "two",
            List.of(new Device("cam", 1, 20), new Device("edge", 20, 400)),
            Network.uniform(0.05, 0));
    return Replanner.start(
        World.of(PlanningProblem.builder(Zoo.get("b-alexnet"), catalog).source("cam").build()),
        new ExactPlanner(),
        POLICY,
        SearchOptions.defaults());
  }

  private Plan inForce() {
    return replanner.snapshot().last().orElseThrow().after().orElseThrow();
  }

  /** Moves to the server at 20 s. */
  private Decision move() {
    Decision move = replanner.apply(20, List.of(Change.OfLink.bandwidth("cam", "edge", 94)));
    assertThat(move.reason()).isEqualTo(Decision.Reason.GAIN_PAYS);
    assertThat(move.move().orElseThrow().loadMs()).isLessThan(1_000);
    return move;
  }

  private Optional<Decision> measure(double at, double factor) {
    return replanner.observe(at, factor * inForce().expectedLatencyMs());
  }

  private Decision fail() {
    move();
    for (int i = 0; i < 4; i++) {
      assertThat(measure(SETTLED + 0.1 * i, 100)).isEmpty();
    }
    return measure(SETTLED + 0.5, 100).orElseThrow();
  }

  @Test
  void aPlanThatIsMeasuredToBeSlowerIsLeftAtTheFifthMeasurement() {
    List<Slice> old = replanner.snapshot().inForce();
    Decision back = fail();
    assertThat(back.action()).isEqualTo(Decision.Action.ROLL_BACK);
    assertThat(back.reason()).isEqualTo(Decision.Reason.MEASURED_WORSE);
    assertThat(back.number()).isEqualTo(3);
    assertThat(replanner.snapshot().inForce()).isEqualTo(old);
    assertThat(replanner.snapshot().moves()).isEqualTo(2);
  }

  @Test
  void aVerdictFollowsAfterFiveSecondsWithFewerMeasurements() {
    move();
    assertThat(measure(SETTLED + 4, 100)).isPresent();
  }

  @Test
  void aPlanThatIsAsFastAsPredictedStaysAndIsNotJudgedAgain() {
    move();
    for (int i = 0; i < 5; i++) {
      assertThat(measure(SETTLED + 0.1 * i, 1.2)).isEmpty();
    }
    for (int i = 0; i < 10; i++) {
      assertThat(measure(SETTLED + 10 + i, 100)).isEmpty();
    }
  }

  @Test
  void thePlanThatWasLeftIsNotMovedToForAMinute() {
    double left = fail().atSeconds();
    Decision soon = replanner.apply(left + 59.9, List.of());
    assertThat(soon.action()).isEqualTo(Decision.Action.KEEP);
    assertThat(soon.reason()).isEqualTo(Decision.Reason.MOVED_BACK);
    assertThat(soon.target()).isEmpty();
    Decision later = replanner.apply(left + 60, List.of());
    assertThat(later.action()).isEqualTo(Decision.Action.MOVE);
  }

  @Test
  void thePlanThatWasLeftIsMovedToAtOnceWhereTheOtherOneNoLongerWorks() {
    double left = fail().atSeconds();
    Decision broken =
        replanner.apply(
            left + 1,
            List.of(
                new Change.OfDevice(
                    "cam",
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.of(0.01))));
    assertThat(broken.reason()).isEqualTo(Decision.Reason.PLAN_BROKEN);
    assertThat(broken.after().orElseThrow().slices()).allMatch(s -> s.device().equals("edge"));
  }

  @Test
  void whatWasMeasuredOfTheOldPlanCorrectsItsPrice() {
    // The old plan takes three times as long as predicted, so 2.5 times is no reason to go back.
    double predicted = inForce().expectedLatencyMs();
    for (int i = 0; i < 5; i++) {
      replanner.observe(i, 3 * predicted);
    }
    double factor = 2.5 * predicted / move().after().orElseThrow().expectedLatencyMs();
    for (int i = 0; i < 5; i++) {
      assertThat(measure(SETTLED + 0.1 * i, factor)).isEmpty();
    }
    Replanner other = replanner();
    double same = other.snapshot().last().orElseThrow().after().orElseThrow().expectedLatencyMs();
    other.apply(20, List.of(Change.OfLink.bandwidth("cam", "edge", 94)));
    assertThat(other.observe(SETTLED + 4, 2.5 * same)).isPresent();
  }

  @Test
  void measurementsBeforeSamplesRunOnTheNewPlanDoNotCount() {
    move();
    for (int i = 0; i < 10; i++) {
      assertThat(measure(20, 100)).isEmpty();
    }
  }

  @Test
  void aMeasurementMustBePositiveAndNotBeforeTheLastDecision() {
    move();
    assertThatThrownBy(() -> replanner.observe(21, 0))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("latencyMs must be > 0");
    assertThatThrownBy(() -> replanner.observe(19, 1))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("must not be before that of the last change");
  }
}
