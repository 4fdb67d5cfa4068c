package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.testing.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of results, as headless Chromium sees them. */
class HtmlPageTest {
  private static final String PLAN =
      "plan --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json --no-timing";
  private static final String HOSTILE =
      "</script><script>window.hacked=1</script>\u0645\u0631\u062d\u0628\u0627\u8a9e\"'&"
          + "x".repeat(150);

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)(%?)(?![\\w.]\\d)");
  private static final Pattern VALUES = Pattern.compile("data-value=\"([^\"]*)\"");

  @TempDir private Path folder;

  private Path page(String command) {
    Path page = folder.resolve("page.html");
    Outcome outcome = CommandLineRunner.run(command + " --html %s", page);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return page;
  }

  @Test
  void pageNeedsNothingAndReportsNoError() throws Exception {
    Path page = page(PLAN + " --explain");
    Chromium.Visit visit = Chromium.visit(page, 1280);
    assertThat(visit.console()).isEmpty();
    assertThat(visit.dom()).contains("<button type=\"button\">", "<svg");
    assertThat(Files.readString(page))
        .doesNotContain(" src=", "@import", "url(")
        .doesNotContainPattern("href=[\"'](?!#)");
  }

  @Test
  void formatHtmlIsTheSamePage() throws IOException {
    String other = CommandLineRunner.run(PLAN + " --format html").out();
    assertThat(Files.readString(page(PLAN))).isEqualTo(other);
  }

  /** All of them stand in the tables and drawings, and not only in the data. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAN,
        PLAN + " --explain",
        PLAN + " --objective throughput --source camera --sink drone1",
        PLAN + " --inferences 1000 --deadline 50 --bandwidth-mbps 20",
        "plan --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json --no-timing --explain",
      })
  void everyNumberOfAPlanIsOnThePage(String command) throws Exception {
    Path page = page(command);
    String dom = Chromium.visit(page, 1280).dom();
    String shown = dom.replaceAll("(?s)<(script|style).*?</\\1>", " ");
    Set<Double> numbers = numbers(shown.replaceAll("<[^>]*>", " "));
    VALUES.matcher(shown).results().forEach(found -> numbers.addAll(numbers(found.group(1))));
    assertThat(numbersOfData(page)).isNotEmpty().isSubsetOf(numbers);
  }

  /** What no table shows, such as each layer's tensors, stands in the folded list of all values. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json",
        "compare --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json --runs 2 --no-timing",
        "sweep --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json --vary bandwidth=1,2,5,10 --no-timing",
        PLAN + " --pareto latency,energy",
        "reproduce popex",
      })
  void everyNumberOfAResultIsOnThePage(String command) throws Exception {
    Path page = page(command);
    assertThat(Chromium.visit(page, 1280).console()).isEmpty();
    String script =
        """
        const data = document.querySelector('details.data');
        data.open = true;
        data.dispatchEvent(new Event('toggle'));
        return [...document.querySelectorAll('td')].map((td) => td.textContent).join(' ');
        """;
    assertThat(numbersOfData(page))
        .isNotEmpty()
        .isSubsetOf(numbers(Chromium.run(page, 1280, script)));
  }

  private static Set<Double> numbersOfData(Path page) throws IOException {
    String html = Files.readString(page);
    String json = html.substring(html.indexOf("id=\"data\">") + 10);
    json = json.substring(0, json.indexOf("</script>"));
    return numbers(json.replaceAll("\"(?:\\\\.|[^\"\\\\])*\"", "\"\""));
  }

  private static Set<Double> numbers(String text) {
    Set<Double> numbers = new TreeSet<>();
    NUMBER
        .matcher(text)
        .results()
        .forEach(
            found -> {
              double number = Double.parseDouble(found.group(1));
              numbers.add(found.group(2).isEmpty() ? number : number / 100);
            });
    return numbers;
  }

  @Test
  void headingsSortAndSectionsUnfold() throws Exception {
    String script =
        """
        const table = document.querySelector('#main table.sortable');
        const at = [...table.tHead.rows[0].cells].findIndex((th) => /^compute/.test(th.textContent));
        const heading = table.tHead.rows[0].cells[at];
        const column = () => [...table.tBodies[0].rows].map((row) => Number(row.cells[at].dataset.value));
        const sorted = (v) => v.every((x, i) => i === 0 || v[i - 1] <= x);
        heading.querySelector('button').click();
        const up = sorted(column()) && heading.getAttribute('aria-sort') === 'ascending';
        heading.querySelector('button').click();
        const down = sorted(column().reverse()) && heading.getAttribute('aria-sort') === 'descending';
        const layers = [...document.querySelectorAll('details')].find((d) => /Layers/.test(d.textContent));
        const folded = !layers.open;
        location.hash = layers.id;
        dispatchEvent(new Event('hashchange'));
        const data = document.querySelector('details.data');
        data.open = true;
        data.dispatchEvent(new Event('toggle'));
        return [up, down, folded, layers.open, data.querySelectorAll('tbody tr').length > 50].join();
        """;
    assertThat(Chromium.run(page(PLAN), 1280, script)).isEqualTo("true,true,true,true,true");
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 400})
  void hostileNamesStayNamesAndNothingScrollsButTables(int width) throws Exception {
    Path model = folder.resolve("hostile.model.json");
    Path catalog = folder.resolve("hostile.catalog.json");
    String name = Json.quoted(HOSTILE).token();
    Files.writeString(
        model,
        """
        {"format":"espalier-model/1","name":%1$s,"input":{"name":"image","bytes":3136},
         "layers":[{"name":%1$s,"op":%1$s,"inputs":["image"],"flops":130050,"weightBytes":900000,
           "outputBytes":18000},
          {"name":"fc","op":"Gemm","inputs":[%1$s],"flops":50,"weightBytes":900000,"outputBytes":40}],
         "exits":[{"name":%1$s,"layer":"fc","probability":1}]}
        """
            .formatted(name));
    Files.writeString(
        catalog,
        """
        {"format":"espalier-catalog/1","name":%1$s,"devices":[
          {"name":%1$s,"gflops":1,"ioMBps":10,"memoryMiB":1},
          {"name":"b","gflops":1,"ioMBps":10,"memoryMiB":1}],
         "network":{"bandwidthMbps":8,"latencyMs":0}}
        """
            .formatted(name));
    Path page = folder.resolve("page.html");
    Outcome outcome =
        CommandLineRunner.run(
            "plan --model %s --catalog %s --explain --html %s", model, catalog, page);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(Chromium.visit(page, width).console()).isEmpty();
    String script =
        """
        const root = document.documentElement;
        document.querySelectorAll('details').forEach((d) => { d.open = true; });
        const name = JSON.parse(document.getElementById('data').textContent).model;
        return [window.hacked === undefined, root.scrollWidth <= root.clientWidth,
          [...document.querySelectorAll('td')].some((td) => td.textContent === name),
          document.scripts.length].join();
        """;
    assertThat(Chromium.run(page, width, script)).isEqualTo("true,true,true,3");
  }

  @Test
  void tenDevicesAndFourHundredPositionsAreQuick() throws Exception {
    assertQuick(10, 400, 1_000_000, 1_000);
  }

  @Test
  void manyDevicesAndPositionsAreUsable() throws Exception {
    assertQuick(256, 2_000, 4_000_000, 5_000);
  }

  private void assertQuick(int devices, int positions, long maxBytes, long maxMs) throws Exception {
    Path page = large(devices, positions);
    assertThat(Files.size(page)).isLessThan(maxBytes);
    String found =
        Chromium.run(
            page,
            1280,
            "document.querySelectorAll('thead button')[1].click();"
                + "return Math.round(performance.now())+' ms'");
    System.out.printf(
        "page of %d devices and %d positions: %d bytes, interactive and sorted after %s%n",
        devices, positions, Files.size(page), found);
    assertThat(Integer.parseInt(found.replace(" ms", ""))).isLessThan((int) maxMs);
  }

  /** The page of a plan that uses each device. */
  private Path large(int devices, int positions) throws IOException {
    Path model = folder.resolve("large.model.json");
    Path catalog = folder.resolve("large.catalog.json");
    Path plan = folder.resolve("large.plan.json");
    Files.writeString(
        model,
        IntStream.range(0, positions)
            .mapToObj(
                i ->
                    "{\"name\":\"layer%d\",\"op\":\"Conv\",\"inputs\":[%s],\"flops\":%d,\"weightBytes\":%d,\"outputBytes\":%d}"
                        .formatted(i, inputs(i), 100_000 + 37 * i, 1000 + i, 5000 + 11 * i))
            .collect(
                Collectors.joining(
                    ",\n",
                    "{\"format\":\"espalier-model/1\",\"name\":\"large\",\"input\":{\"name\":\"image\",\"bytes\":3136},\"layers\":[",
                    "],\"exits\":[{\"name\":\"final\",\"layer\":\"layer%d\",\"probability\":1}]}"
                        .formatted(positions - 1))));
    Files.writeString(
        catalog,
        IntStream.range(0, devices)
            .mapToObj(
                i ->
                    "{\"name\":\"device%d\",\"gflops\":%d,\"ioMBps\":100,\"memoryMiB\":64}"
                        .formatted(i, 1 + i % 7))
            .collect(
                Collectors.joining(
                    ",\n",
                    "{\"format\":\"espalier-catalog/1\",\"name\":\"many\",\"devices\":[",
                    "],\"network\":{\"bandwidthMbps\":100,\"latencyMs\":1}}")));
    Files.writeString(
        plan,
        IntStream.range(0, devices)
            .mapToObj(
                i ->
                    "{\"device\":\"device%d\",\"from\":%d,\"to\":%d}"
                        .formatted(i, i * positions / devices, (i + 1) * positions / devices))
            .collect(
                Collectors.joining(",", "{\"format\":\"espalier-plan/1\",\"slices\":[", "]}")));
    Path page = folder.resolve("large.html");
    Outcome outcome =
        CommandLineRunner.run(
            "evaluate --plan %s --model %s --catalog %s --html %s", plan, model, catalog, page);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return page;
  }

  /** A chain with a skip over every fourth layer. */
  private static String inputs(int layer) {
    String last = layer == 0 ? "image" : "layer" + (layer - 1);
    return layer % 4 == 3
        ? "\"%s\",\"layer%d\"".formatted(last, layer - 3)
        : "\"%s\"".formatted(last);
  }

  @Test
  void pageMayNotOverwriteAnInputOrAnotherOutput() {
    String out = folder.resolve("same.html").toString();
    Outcome twice = CommandLineRunner.run(PLAN + " --out %s --html %s", out, out);
    assertThat(twice.failsWith(ExitCodes.WRONG_USAGE)).contains("--html").contains("same.html");
    assertThat(
            CommandLineRunner.run(PLAN + " --html device-catalogs/surveillance.catalog.json")
                .failsWith(ExitCodes.WRONG_USAGE))
        .contains("would overwrite");
    assertThat(
            CommandLineRunner.run(PLAN + " --html %s", folder.resolve("none").resolve("p.html"))
                .failsWith(ExitCodes.FAILED))
        .contains("its folder does not exist");
    assertThat(List.of(folder.toFile().list())).isEmpty();
  }
}
