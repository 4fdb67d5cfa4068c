package dev.espalier.cli;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.io.csv.CsvRenderer;
import dev.espalier.io.html.HtmlRenderer;
import dev.espalier.io.markdown.MarkdownRenderer;
import dev.espalier.io.text.Page;
import dev.espalier.io.text.TextRenderer;
import dev.espalier.report.Cell;
import dev.espalier.report.Report;
import dev.espalier.report.result.ReproductionReport;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.MeasuredFigure;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.study.BarChart;
import dev.espalier.study.Interval;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import dev.espalier.study.curve.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every result shows the same cells in every format. */
class FormatsTest {
  private static final String FOUR =
      " --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json --no-timing";
  private static final String EXITS =
      "plan --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json --no-timing --exits src/test/resources/exit-logs/b-alexnet-synthetic.csv";

  private static final Pattern HTML_TABLE =
      Pattern.compile("<table[^>]*>(.*?)</table>", Pattern.DOTALL);
  private static final Pattern HTML_ROW = Pattern.compile("<tr[^>]*>(.*?)</tr>", Pattern.DOTALL);
  private static final Pattern HTML_CELL = Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>");

  /** Ways in which people read a number. */
  private static final Pattern NUMBER = Pattern.compile("(-?\\d[\\d.]*(?:e[+-]?\\d+)?)(%?)");

  @TempDir private Path folder;

  private static String output(String command) {
    Outcome outcome = CommandLineRunner.run(command);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out();
  }

  /** Rows of each table of a page, headings first. */
  private static List<List<List<String>>> htmlTables(String page) {
    return HTML_TABLE
        .matcher(page)
        .results()
        .map(table -> groups(HTML_ROW, table.group(1)).map(FormatsTest::htmlCells).toList())
        .toList();
  }

  private static Stream<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1));
  }

  /** Pages repeat what other formats refer to, since rows can be sorted. */
  private static List<List<String>> withoutDittos(List<List<String>> table) {
    List<List<String>> filled = new ArrayList<>();
    for (List<String> row : table) {
      List<String> cells = new ArrayList<>(row);
      for (int c = 0; c < cells.size(); c++) {
        if (cells.get(c).equals(Cell.DITTO)) {
          cells.set(c, filled.get(filled.size() - 1).get(c));
        }
      }
      filled.add(cells);
    }
    return filled;
  }

  private static List<String> htmlCells(String row) {
    return groups(HTML_CELL, row)
        .map(cell -> cell.replaceAll("<[^>]*>", ""))
        .map(cell -> cell.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\""))
        .map(cell -> cell.replace("&#39;", "'").replace("&amp;", "&"))
        .map(String::strip)
        .toList();
  }

  /** Rows of each table of a Markdown text, headings first. */
  private static List<List<List<String>>> markdownTables(String text) {
    return Pattern.compile("(?:^\\|.*\n)+", Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(
            table ->
                table
                    .lines()
                    .filter(line -> !line.matches("\\|( -+:? \\|)+"))
                    .map(FormatsTest::markdownCells)
                    .toList())
        .toList();
  }

  private static List<String> markdownCells(String line) {
    String[] cells = line.split("(?<!\\\\)\\|", -1);
    return Arrays.stream(cells, 1, cells.length - 1)
        .map(cell -> cell.replaceAll("\\\\(\\p{Punct})", "$1").strip())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan" + FOUR,
        "plan --solver dads" + FOUR,
        "inspect --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json",
        "compare --runs 2" + FOUR,
        "sweep --vary bandwidth=1,2,8" + FOUR,
        "sweep --vary bandwidth=1,2 --vary probability:exit1=0.1,0.9" + FOUR,
        "map --vary bandwidth=1:8 --source d1" + FOUR,
        "map --vary bandwidth=1:8 --vary link-latency=0:9 --source d1" + FOUR,
        "calibrate --log src/test/resources/exit-logs/b-alexnet-synthetic.csv",
        EXITS + " --condition clean --min-accuracy 0.93",
        EXITS + " --max-latency 2",
        EXITS + " --pareto --condition clean",
      })
  void peopleReadTheSameCellsInEveryFormat(String command) {
    checkForPeople(command);
  }

  @Test
  void evaluatedPlansShowTheSameCellsInEveryFormat() throws IOException {
    Path plan = Files.writeString(folder.resolve("p.json"), output("plan --format json" + FOUR));
    checkForPeople("evaluate --plan " + plan + FOUR.replace(" --no-timing", ""));
  }

  @Test
  void tablesOfPapersShowTheSameCellsInEveryFormat() {
    ReproducedTable table =
        new ReproducedTable(
            "table 3",
            "worst-case latency, ms",
            List.of("average", "max | min"),
            List.of(
                new ReproducedTable.Row(2, "GA", "genetic", List.of(1.5, 2.0), List.of(1.25, NaN)),
                new ReproducedTable.Row(3, "-", "exact", List.of(2.5, 3.0), List.of(NaN, NaN))));
    Report report = ReproductionReport.of(reproduction(List.of(table), List.of()));
    checkForPeople(report, 5);
    assertThat(new CsvRenderer().render(report))
        .isEqualTo(
            """
            table,slices,method,solver,column,ours,published,ratio
            table 3,2,GA,genetic,average,1.5,1.25,1.2
            table 3,2,GA,genetic,max | min,2.0,,
            table 3,3,'-,exact,average,2.5,,
            table 3,3,'-,exact,max | min,3.0,,
            """);
  }

  @Test
  void figuresOfPapersShowTheSameCellsInEveryFormat() {
    LineChart chart =
        new LineChart(
            "last layer",
            LineChart.XAxis.linear("gamma"),
            "layer",
            Optional.empty(),
            List.of(
                Line.straight("3G", List.of(new Point(1, 0), new Point(2, 0), new Point(3, 1)))));
    Report report =
        ReproductionReport.of(
            reproduction(
                List.of(),
                List.of(new ReproducedFigure("figure 4", chart, List.of("input", "conv1")))));
    checkForPeople(report, 3);
    assertThat(new CsvRenderer().render(report))
        .isEqualTo(
            """
            figure,line,x,y,name
            figure 4,3G,1,0,input
            figure 4,3G,2,0,input
            figure 4,3G,3,1,conv1
            """);
  }

  @Test
  void barsOfPapersShowTheSameCellsInEveryFormat() {
    BarChart chart =
        new BarChart(
            "time",
            "method",
            "ms",
            List.of("GA", "best"),
            List.of(BarChart.Series.of("ours", 1.5, 1), BarChart.Series.of("published", 2, NaN)));
    Report report =
        ReproductionReport.of(
            reproduction(List.of(), List.of(new ReproducedFigure("figure 5a", chart))));
    checkForPeople(report, 3);
    assertThat(new CsvRenderer().render(report))
        .isEqualTo(
            """
            figure,line,x,y,name
            figure 5a,ours,GA,1.5,
            figure 5a,ours,best,1,
            figure 5a,published,GA,2,
            figure 5a,published,best,,
            """);
  }

  @Test
  void measuredFiguresOfPapersShowTheSameCellsInEveryFormat() {
    MeasuredFigure figure =
        new MeasuredFigure(
            "figure 7 measured",
            "times",
            "time ms",
            "at the edge",
            LineChart.XAxis.linear("threshold"),
            List.of(
                row("cloud only", OptionalDouble.empty(), 20),
                row("exit 3", OptionalDouble.of(0.7), 10)));
    Report report =
        ReproductionReport.of(
            new Reproduction(
                "any",
                List.of(),
                List.of(),
                List.of(figure),
                List.of(),
                List.of(),
                List.of(),
                true));
    checkForPeople(report, 3);
    assertThat(new CsvRenderer().render(report))
        .isEqualTo(
            """
            figure,setting,x,predictedMs,measuredMs,lowMs,highMs,difference,samples
            figure 7 measured,cloud only,all,16.0,20.0,19.0,21.5,0.25,7
            figure 7 measured,exit 3,0.7,8.0,10.0,9.0,11.5,0.25,7
            """);
  }

  private static MeasuredFigure.Row row(String setting, OptionalDouble x, double ms) {
    return new MeasuredFigure.Row(
        setting,
        x,
        OptionalDouble.of(0.8 * ms),
        new Estimate(ms, Optional.of(new Interval(ms - 1, ms + 1.5))),
        7);
  }

  private static Reproduction reproduction(
      List<ReproducedTable> tables, List<ReproducedFigure> figures) {
    return new Reproduction(
        "any",
        tables,
        figures,
        List.of(Claim.number("table 1", "time", "2.50", "ms", 2.497, 1, "it is a test")),
        List.of("assumption"),
        List.of("remark"),
        true);
  }

  private static void checkForPeople(Report report, int rows) {
    String page = new HtmlRenderer().render(report);
    assertThat(htmlTables(page)).hasSize(1).first().asInstanceOf(LIST).hasSize(rows);
    checkForPeople(
        page, new MarkdownRenderer().render(report), new TextRenderer(Page.PLAIN).render(report));
  }

  private static void checkForPeople(String command) {
    checkForPeople(
        output(command + " --format html"), output(command + " --format md"), output(command));
  }

  private static void checkForPeople(String html, String markdown, String text) {
    List<List<List<String>>> tables = markdownTables(markdown);
    assertThat(tables).isNotEmpty();
    assertThat(htmlTables(html))
        .containsSubsequence(tables.stream().map(FormatsTest::withoutDittos).toList());
    // A table that is wider than the page is folded: each word of a row stands somewhere.
    List<String> words = Arrays.asList(text.split("\\s+"));
    for (List<List<String>> table : tables) {
      for (List<String> row : table) {
        assertThat(words)
            .containsAll(
                row.stream()
                    .flatMap(cell -> Arrays.stream(cell.split("\\s+")))
                    .filter(word -> !word.isEmpty())
                    .toList());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json",
        "compare --runs 2" + FOUR,
        "sweep --vary bandwidth=1,2,8" + FOUR,
        "calibrate --log src/test/resources/exit-logs/b-alexnet-synthetic.csv",
        EXITS + " --max-latency 2",
        EXITS + " --pareto --condition clean",
      })
  void programsReadWhatPeopleSee(String command) {
    List<List<String>> table = htmlTables(output(command + " --format html")).get(0);
    List<List<String>> shown =
        table.stream().skip(1).filter(row -> !row.contains("(network)")).toList();
    List<List<String>> csv =
        CsvReader.builder().ofCsvRecord(output(command + " --format csv")).stream()
            .map(CsvRecord::getFields)
            .toList();
    assertThat(csv).hasSize(shown.size() + 1);
    List<String> titles = table.get(0);
    int compared = 0;
    for (int c = 0; c < titles.size(); c++) {
      int key = csv.get(0).indexOf(titles.get(c));
      for (int row = 0; key >= 0 && row < shown.size(); row++) {
        checkShown(csv.get(row + 1).get(key), shown.get(row).get(c));
      }
      compared += key >= 0 ? 1 : 0;
    }
    assertThat(compared).isGreaterThanOrEqualTo(2);
  }

  /** A value as people see it: rounded, in per cent, as a change, or as the one above. */
  private static void checkShown(String value, String shown) {
    OptionalDouble number = number(value);
    OptionalDouble rounded = number(shown);
    if (number.isPresent() && rounded.isPresent()) {
      double size = Math.abs(number.getAsDouble());
      assertThat(rounded.getAsDouble()).isCloseTo(number.getAsDouble(), within(0.01 * size + 5e-4));
    } else if (!shown.equals("\"") && !shown.contains(" -> ")) {
      assertThat(shown).isIn(value, value.isEmpty() ? "-" : value);
    }
  }

  private static OptionalDouble number(String text) {
    var matcher = NUMBER.matcher(text);
    return matcher.matches()
        ? OptionalDouble.of(
            Double.parseDouble(matcher.group(1)) / (matcher.group(2).isEmpty() ? 1 : 100))
        : OptionalDouble.empty();
  }

  @Test
  void caveatsOfATableForProgramsGoToStandardError() {
    String command =
        "compare --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json"
            + " --runs 1 --partitions 3 --no-timing";
    Outcome text = CommandLineRunner.run(command);
    Outcome csv = CommandLineRunner.run(command + " --format csv");
    assertThat(csv.err()).startsWith("left out: ");
    assertThat(text.err()).isEmpty();
    assertThat(text.out()).contains(csv.err());
  }

  @Test
  void aPlanIsNoTableForPrograms() throws IOException {
    Path plan = Files.writeString(folder.resolve("p.json"), output("plan --format json" + FOUR));
    String evaluate = "evaluate --plan " + plan + FOUR.replace(" --no-timing", "");
    assertThat(CommandLineRunner.run(evaluate + " --format csv").failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(
            "--format csv needs a table, which one plan is not; expected text, json, md or html");
  }
}
