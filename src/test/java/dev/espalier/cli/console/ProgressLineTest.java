package dev.espalier.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.zoo.Zoo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final int WIDTH = 200;
  private static final PlanningProblem PROBLEM =
      PlanningProblem.builder(
              Zoo.get("b-lenet"),
              new DeviceCatalog(
                  "two",
                  List.of(
                      Device.builder("edge", 0.2, 20).powerW(2).build(),
                      Device.builder("cloud", 9, 400).powerW(9).build()),
                  Network.uniform(8, 0)))
          .objective(Objective.ENERGY)
          .build();

  @Test
  void nobodyIsReportedToWhereTheOutputIsNoTerminal() {
    StringWriter err = new StringWriter();
    ProgressLine line = ProgressLine.start(new PrintWriter(err));
    line.begin("searching");
    assertThat(line.listener()).isSameAs(SearchListener.NONE);
    line.stop();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void terminalShowsTheBestPlanInTheUnitOfTheObjective() throws InterruptedException {
    StringWriter err = new StringWriter();
    ProgressLine line = ProgressLine.onTerminal(new PrintWriter(err), WIDTH);
    line.begin("searching");
    PlanningResult.Planned planned =
        (PlanningResult.Planned)
            Planners.genetic()
                .plan(PROBLEM, SearchOptions.defaults().withListener(line.listener()));
    line.listener().bound(planned.lowerBound());
    String expected = "best ";
    for (int i = 0; i < 100 && !err.toString().contains(expected); i++) {
      Thread.sleep(50);
    }
    line.stop();
    assertThat(err.toString())
        .containsPattern("searching, \\d+ s, best \\S+ J, bound \\S+ J, gap 0.0%; Ctrl-C")
        .endsWith("\r\u001b[K");
    assertThat(planned.gap()).isCloseTo(0, within(1e-9));
  }
}
