package dev.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SearchEventsTest {
  private static final PlanningProblem PROBLEM =
      PlanningProblem.of(
          Zoo.get("b-lenet"),
          new DeviceCatalog("one", List.of(new Device("only", 1, 100)), Network.uniform(8, 0)));
  private static final List<Slice> WHOLE =
      List.of(new Slice("only", 0, PROBLEM.linearization().length()));

  private final List<String> heard = new ArrayList<>();
  private final AtomicInteger worked = new AtomicInteger();

  private List<Slice> slices() {
    worked.incrementAndGet();
    return WHOLE;
  }

  /** Writes down what it hears. */
  private class Scribe implements SearchListener {
    private final boolean receivesPlans;

    Scribe(boolean receivesPlans) {
      this.receivesPlans = receivesPlans;
    }

    @Override
    public boolean receivesPlans() {
      return receivesPlans;
    }

    @Override
    public void improved(double value, double lowerBound) {
      heard.add("value " + value + ", bound " + lowerBound);
    }

    @Override
    public void incumbent(Plan plan, double lowerBound) {
      heard.add("plan of " + plan.slices().size());
    }
  }

  private void reportTo(SearchListener listener) {
    SearchEvents events =
        new SearchEvents("test", PROBLEM, SearchOptions.defaults().withListener(listener));
    events.incumbent(this::slices, 9, 1);
    events.bound(2);
    events.incumbent(this::slices, 9, 1);
    events.incumbent(this::slices, 8, 1);
  }

  @Test
  void plansAreMadeForThoseAloneWhoReceiveThem() {
    reportTo(SearchListener.NONE);
    assertThat(worked).hasValue(0);
    reportTo(new Scribe(false));
    assertThat(worked).hasValue(0);
    assertThat(heard).containsExactly("value 9.0, bound 1.0", "value 8.0, bound 2.0");
    heard.clear();
    reportTo(new Scribe(true));
    assertThat(worked).hasValue(2);
    assertThat(heard)
        .containsExactly("value 9.0, bound 1.0", "plan of 1", "value 8.0, bound 2.0", "plan of 1");
  }
}
