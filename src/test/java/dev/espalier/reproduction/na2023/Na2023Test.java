package dev.espalier.reproduction.na2023;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.io.json.CatalogFile;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.search.SearchOptions;
import dev.espalier.study.Comparer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Na2023Test {
  private static final int MAXIMUM = 1;
  private static final int MINIMUM = 2;
  private static final int GAP = 5;

  private Reproduction reproduction;

  @BeforeAll
  void reproduce() {
    Comparer comparer = new Comparer(10, SearchOptions.defaults(), OptionalInt.empty(), run -> {});
    reproduction = Na2023.reproduce(CatalogFile.na2023(), comparer, true);
  }

  private ReproducedTable table(String id) {
    return reproduction.tables().stream()
        .filter(table -> table.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<ReproducedTable.Row> rows(String id, String method) {
    return table(id).rows().stream().filter(row -> row.method().equals(method)).toList();
  }

  @Test
  void everyTableAndFigureIsMade() {
    assertThat(reproduction.isComplete()).isTrue();
    assertThat(reproduction.tables())
        .extracting(ReproducedTable::id)
        .containsExactly("table 3", "table 4", "table 5", "table 8", "table 9", "table 10");
    assertThat(reproduction.figures())
        .extracting(ReproducedTable::id)
        .containsExactly("figure 5", "figure 6", "figure 7", "figure 8");
    assertThat(table("table 4").rows()).hasSize(4 * 4);
    assertThat(table("table 9").rows()).hasSize(3 * 4);
    assertThat(table("table 10").rows()).hasSize(3 * 4);
    assertThat(reproduction.figures())
        .flatExtracting(ReproducedTable::rows)
        .allSatisfy(row -> assertThat(row.ours().get(0)).isPositive());
  }

  @ParameterizedTest
  @CsvSource({"3, 0.006", "8, 0.001"})
  void extremesOfTwoDeviceMethodsAreThePublishedOnes(int table, double tolerance) {
    for (String method : List.of("First-Fork", "Second-Fork", "Neurosurgeon", "Shortest-Path")) {
      ReproducedTable.Row row = rows("table " + table, method).get(0);
      assertThat(row.ratio(MAXIMUM)).as(method).isCloseTo(1, within(tolerance));
      assertThat(row.ratio(MINIMUM)).as(method).isCloseTo(1, within(tolerance));
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 4, 0.006", "9, 3, 0.001"})
  void optimaAreThePublishedOnes(int table, int count, double tolerance) {
    List<ReproducedTable.Row> rows = rows("table " + table, "Opt");
    assertThat(rows).hasSize(count);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.ratio(MINIMUM)).isCloseTo(1, within(tolerance)));
  }

  @Test
  void ourOwnPlansAreAlwaysOptimal() {
    for (String id : List.of("table 3", "table 4", "table 8", "table 9")) {
      assertThat(rows(id, PaperTables.OURS))
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row.ours().get(GAP)).isZero());
    }
  }

  @Test
  void gapOfThePublishedAlgorithmIsLargerWithManyDevicesThanWithFew() {
    for (String id : List.of("table 4", "table 9")) {
      List<Double> gaps = rows(id, "Prop. GA").stream().map(row -> row.ours().get(GAP)).toList();
      assertThat(gaps).as(id).hasSizeGreaterThan(2);
      assertThat(gaps.get(gaps.size() - 1)).isGreaterThan(gaps.get(0));
    }
    assertThat(reproduction.remarks())
        .filteredOn(remark -> remark.contains("average gap"))
        .hasSize(4);
  }

  @Test
  void publishedGapsFollowFromThePublishedAverages() {
    ReproducedTable.Row row = rows("table 4", "Prop. GA").get(3);
    assertThat(row.slices()).isEqualTo(6);
    assertThat(row.published().get(GAP)).isCloseTo(100 * (43.62 / 25.12 - 1), within(1e-9));
  }

  @Test
  void withoutTimingEqualRunsGiveEqualTables() {
    Comparer comparer = new Comparer(10, SearchOptions.defaults(), OptionalInt.empty(), run -> {});
    Reproduction again = Na2023.reproduce(CatalogFile.na2023(), comparer, false);
    assertThat(again.tables())
        .containsExactly(table("table 3"), table("table 4"), table("table 8"), table("table 9"));
    assertThat(again.figures()).isEqualTo(reproduction.figures());
  }

  @Test
  void cancelledReproductionHasTheTablesThatWereBegun() {
    List<String> begun = new ArrayList<>();
    SearchOptions options = SearchOptions.defaults().withCancellation(() -> begun.size() > 12);
    Comparer comparer = new Comparer(2, options, OptionalInt.empty(), begun::add);
    Reproduction partial = Na2023.reproduce(CatalogFile.na2023(), comparer, true);
    assertThat(partial.isComplete()).isFalse();
    assertThat(partial.tables())
        .extracting(ReproducedTable::id)
        .contains("table 3")
        .doesNotContain("table 8", "table 9", "table 10");
  }
}
