package dev.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.text.Page;
import dev.espalier.io.text.TextRenderer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.result.InspectionReport;
import dev.espalier.report.result.PlanReport;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.PlanRun;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LocaleTest {
  private static String reports() {
    DeviceCatalog catalog = CatalogFile.na2023();
    PlanningProblem problem = PlanningProblem.builder(Zoo.get("b-lenet"), catalog).build();
    PlanningResult.Planned planned =
        (PlanningResult.Planned) Planners.genetic().plan(problem, SearchOptions.defaults());
    TextRenderer text = new TextRenderer(Page.PLAIN);
    return text.render(
            PlanReport.planned(
                PlanRun.of(planned, List.of(), OptionalDouble.empty(), SearchOptions.defaults()),
                true,
                false))
        + text.render(InspectionReport.of(Linearization.of(Zoo.get("b-lenet")), catalog.devices()));
  }

  @Test
  void reportsDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      String expected = reports();
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(String.format("%d", 7)).isNotEqualTo("7");
      assertThat(reports()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }
}
