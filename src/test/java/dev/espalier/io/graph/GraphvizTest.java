package dev.espalier.io.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.io.json.CatalogFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Graph;
import dev.espalier.report.plan.PlanGraph;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphviz itself draws what {@link DotFile} writes. */
class GraphvizTest {
  private static final int TIMEOUT_SECONDS = 120;

  @TempDir private Path folder;

  @BeforeAll
  static void needsGraphviz() {
    boolean isThere;
    try {
      isThere = new ProcessBuilder("dot", "-V").start().waitFor() == 0;
    } catch (IOException e) {
      isThere = false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assumeTrue(isThere, "Graphviz (the program dot) is not installed");
  }

  /** Draws a graph, which must not make Graphviz complain. */
  private String drawn(Graph graph) throws Exception {
    Path dot = Files.writeString(folder.resolve("plan.dot"), DotFile.write(graph));
    Path svg = folder.resolve("plan.svg");
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder("dot", "-Tsvg", "-o", svg.toString(), dot.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(log)).isEmpty();
    assertThat(process.exitValue()).isZero();
    return Files.readString(svg, StandardCharsets.UTF_8);
  }

  private static long count(String svg, String kind) {
    return Pattern.compile("<g id=\"[^\"]*\" class=\"" + kind + "\">")
        .matcher(svg)
        .results()
        .count();
  }

  private void assertDrawn(Graph graph) throws Exception {
    String svg = drawn(graph);
    assertThat(count(svg, "node")).isEqualTo(graph.nodes().size());
    assertThat(count(svg, "edge")).isEqualTo(graph.edges().size());
    assertThat(count(svg, "cluster")).isEqualTo(graph.clusters().size());
  }

  private static Graph plan(String net, String catalog, int slices) {
    PlanningProblem problem =
        PlanningProblem.builder(
                Zoo.get(net),
                CatalogFile.read(Path.of("device-catalogs", catalog + ".catalog.json")))
            .slices(slices)
            .build();
    return PlanGraph.of(
        PlanSchedule.of(
            ((PlanningResult.Planned) new ExactPlanner().plan(problem, SearchOptions.defaults()))
                .plan()));
  }

  @Test
  void plansAreDrawnWhole() throws Exception {
    assertDrawn(plan("b-alexnet", "surveillance", 3));
    assertDrawn(plan("b-resnet110", "na2023-six", 3));
  }

  @Test
  void hostileNamesAreDrawnAsTheyAre() throws Exception {
    List<String> names =
        List.of(
            "a\"b\\",
            "end ]; }",
            "&amp; <b>&lt;",
            "\\N \\l",
            "\u753b\u50cf \ud83d\ude80",
            "n0",
            "%d");
    List<Graph.Node> nodes =
        names.stream().map(name -> new Graph.Node(name, name, name, 0, false)).toList();
    Graph graph =
        new Graph(
            names.get(0),
            List.of(new Graph.Cluster(names.get(1), names.get(2))),
            nodes,
            List.of(new Graph.Edge(0, 1, names.get(3), names.get(0))));
    assertDrawn(graph);
    String text =
        drawn(graph)
            .replaceAll("(?s).*?<text[^>]*>([^<]*)</text>", "$1\n")
            .replace("&#160;", " ")
            .replace("&quot;", "\"")
            .replace("&#45;", "-")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
    assertThat(text.lines().map(String::strip)).containsAll(names);
  }
}
