package dev.espalier.io.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.io.json.trace.TraceFile;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Graph;
import dev.espalier.report.Numbers;
import dev.espalier.report.plan.PlanGraph;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.study.schedule.Crossing;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.study.schedule.SliceStep;
import dev.espalier.testing.RandomObjectives;
import dev.espalier.testing.RandomProblems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What other tools open is read again and compared with the schedule of the plan. */
class PlanViewsTest {
  private static final int PROBLEMS = 100;
  private static final double ROUNDED_MS = 2e-6;

  private static final Pattern DOT_TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\\\n]|\\\\.)*\"|->|[{}\\[\\]=,;]|[A-Za-z_][A-Za-z_0-9]*|[0-9.]+");

  /** Names that end a string, a label, a block or an entity where they are not quoted. */
  private static final String HOSTILE = "a\"b\\ ]|end #quot; & <b> \u753b\u50cf\\";

  private static List<PlanSchedule> schedules() {
    return LongStream.range(0, PROBLEMS)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(RandomProblems.ofSeed(seed), RandomObjectives.withoutLimits(seed, 12, 4)))
        .flatMap(PlanViewsTest::plan)
        .map(PlanSchedule::of)
        .toList();
  }

  private static Stream<Plan> plan(PlanningProblem problem) {
    return new ExactPlanner().plan(problem, SearchOptions.defaults())
            instanceof PlanningResult.Planned planned
        ? Stream.of(planned.plan())
        : Stream.empty();
  }

  private static Graph hostile() {
    return new Graph(
        HOSTILE,
        List.of(new Graph.Cluster("graph", HOSTILE), new Graph.Cluster(HOSTILE, "x\ny")),
        List.of(
            new Graph.Node("end", "end", HOSTILE, 0, false),
            new Graph.Node(HOSTILE, HOSTILE, "subgraph", 1, true)),
        List.of(new Graph.Edge(0, 1, HOSTILE, "line\nbreak")));
  }

  private static List<String> tokens(String dot) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = DOT_TOKEN.matcher(dot);
    int at = 0;
    while (matcher.find()) {
      assertThat(dot.substring(at, matcher.start())).isBlank();
      tokens.add(matcher.group());
      at = matcher.end();
    }
    assertThat(dot.substring(at)).isBlank();
    return tokens;
  }

  @Test
  void everyLayerIsANodeOfItsSliceAndEveryTransferAnEdge() {
    int transfers = 0;
    for (PlanSchedule schedule : schedules()) {
      Graph graph = PlanGraph.of(schedule);
      for (int k = 0; k < schedule.slices().size(); k++) {
        SliceStep slice = schedule.slices().get(k);
        for (int i = slice.from(); i < slice.to(); i++) {
          String name = schedule.plan().problem().linearization().layer(i).name();
          assertThat(graph.nodes())
              .filteredOn(node -> node.name().equals(name))
              .singleElement()
              .extracting(Graph.Node::cluster)
              .isEqualTo(k);
        }
      }
      for (Crossing crossing : schedule.crossings()) {
        String words =
            "%s, %s".formatted(Numbers.bytes(crossing.bytes()), Numbers.ms(crossing.ms()));
        assertThat(graph.edges())
            .filteredOn(graph::isCrossing)
            .anyMatch(edge -> edge.label().contains(words));
        transfers++;
      }
    }
    assertThat(transfers).isGreaterThan(PROBLEMS);
  }

  @Test
  void labelsShowTheEndOfLongNames() {
    String module = "/model/encoder/" + "layers.0/".repeat(15);
    BranchyNet net =
        new BranchyNet(
            "net",
            List.of(new ModelInput(TensorSpec.of("x", 4))),
            List.of(
                new Layer(module + "MatMul", "MatMul", List.of("x"), 9, 0, 4),
                new Layer("short", "Relu", List.of(module + "MatMul"), 9, 0, 4)),
            List.of(new Exit("final", "short", 1)));
    PlanSchedule schedule =
        plan(PlanningProblem.builder(net, RandomProblems.ofSeed(1).catalog()).build())
            .map(PlanSchedule::of)
            .findFirst()
            .orElseThrow();
    Graph.Node node = PlanGraph.of(schedule).nodes().get(1);
    assertThat(node.label()).hasSize(40).startsWith("...").endsWith("layers.0/MatMul");
    assertThat(node.detail()).startsWith(module + "MatMul: MatMul, position 0");
  }

  @Test
  void foldingKeepsExitsAndTransfers() {
    for (PlanSchedule schedule : schedules()) {
      Graph whole = PlanGraph.of(schedule);
      Graph folded = PlanGraph.folded(schedule, 0);
      assertThat(folded.nodes()).hasSizeLessThanOrEqualTo(whole.nodes().size());
      assertThat(folded.nodes().stream().filter(Graph.Node::isExit).map(Graph.Node::label))
          .containsExactlyElementsOf(
              whole.nodes().stream().filter(Graph.Node::isExit).map(Graph.Node::label).toList());
      for (Crossing crossing : schedule.crossings()) {
        assertThat(folded.edges())
            .anyMatch(edge -> edge.label().contains(Numbers.bytes(crossing.bytes())));
      }
      assertThat(PlanGraph.folded(schedule, 10_000)).isEqualTo(whole);
    }
  }

  @Test
  void dotQuotesEveryName() {
    List<String> tokens = tokens(DotFile.write(hostile()));
    assertThat(tokens).startsWith("digraph", "{").endsWith("}");
    assertThat(tokens).doesNotContain("end");
    assertThat(tokens.stream().filter("->"::equals)).hasSize(1);
    assertThat(tokens)
        .contains(
            "\""
                + HOSTILE.replace("\\", "\\\\").replace("\"", "\\\"").replace("&", "&amp;")
                + "\"");
    for (PlanSchedule schedule : schedules()) {
      Graph graph = PlanGraph.of(schedule);
      List<String> parsed = tokens(DotFile.write(graph));
      assertThat(parsed.stream().filter("->"::equals)).hasSize(graph.edges().size());
      assertThat(parsed.stream().filter("subgraph"::equals)).hasSize(graph.clusters().size());
    }
  }

  @Test
  void mermaidQuotesEveryName() {
    String text = MermaidFile.write(hostile());
    List<String> lines = text.lines().map(String::strip).toList();
    assertThat(lines).startsWith("flowchart TB");
    assertThat(lines.stream().filter("end"::equals)).hasSize(2);
    Pattern quoted = Pattern.compile("\"[^\"]*\"");
    for (String line : lines) {
      String rest = quoted.matcher(line).replaceAll("Q");
      assertThat(rest)
          .matches(
              "flowchart TB|subgraph c\\d+\\[Q]|n\\d+\\[Q]|n\\d+\\(\\[Q]\\)|end"
                  + "|linkStyle default stroke:#777777|style c\\d+ [a-z:#,0-9]+|n\\d+ -->(\\|Q\\|)? n\\d+");
      Matcher label = quoted.matcher(line);
      while (label.find()) {
        assertThat(label.group().replaceAll("#\\d+;", ""))
            .doesNotContainPattern("[#;&<>\\[\\]|\\\\]");
      }
    }
    assertThat(decoded(text)).contains(HOSTILE);
  }

  @Test
  void mermaidDrawsUpToItsLimits() {
    assertThat(MermaidFile.excess(chain(501, "x"))).isEmpty();
    assertThat(MermaidFile.excess(chain(502, "x")))
        .hasValueSatisfying(excess -> assertThat(excess).startsWith("501 edges and "));
    assertThat(MermaidFile.excess(chain(100, "x".repeat(500))))
        .hasValueSatisfying(excess -> assertThat(excess).contains("at most 500 and 50000"));
    assertThat(MermaidFile.isReadable(chain(100, "x"))).isTrue();
    assertThat(MermaidFile.isReadable(chain(101, "x"))).isFalse();
  }

  private static Graph chain(int nodes, String label) {
    return new Graph(
        "chain",
        List.of(new Graph.Cluster("d", "d")),
        IntStream.range(0, nodes)
            .mapToObj(n -> new Graph.Node("n" + n, label, "", 0, false))
            .toList(),
        IntStream.range(1, nodes).mapToObj(n -> new Graph.Edge(n - 1, n, "", "")).toList());
  }

  private static String decoded(String text) {
    return Pattern.compile("#(\\d+);")
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1)))));
  }

  @Test
  void theTraceShowsWhenThePlanComputesAndSends() {
    for (PlanSchedule schedule : schedules()) {
      List<JsonValue> events = events(TraceFile.write(schedule));
      Map<String, JsonValue> byName = new HashMap<>();
      int complete = 0;
      for (JsonValue event : events) {
        if (event.field("ph").text().equals("X")) {
          complete++;
          byName.put(event.field("name").text(), event);
        }
      }
      if (schedule.plan().problem().objective().label().equals("throughput")) {
        assertThat(complete).isPositive();
        continue;
      }
      assertThat(complete)
          .isEqualTo(
              schedule.slices().size()
                  + schedule.crossings().size()
                  + schedule.plan().problem().linearization().length());
      for (int k = 0; k < schedule.slices().size(); k++) {
        JsonValue event = byName.get("slice " + k);
        SliceStep slice = schedule.slices().get(k);
        assertThat(event.field("ts").number() / 1e3)
            .isCloseTo(slice.arrivedMs(), within(ROUNDED_MS));
        assertThat(event.field("dur").number() / 1e3)
            .isCloseTo(slice.computeMs(), within(ROUNDED_MS));
      }
      assertThat(events.stream().filter(event -> event.field("ph").text().equals("i")))
          .hasSameSizeAs(schedule.plan().exits());
      assertThat(TraceFile.write(schedule)).isEqualTo(TraceFile.write(schedule));
      assertNested(events);
      assertArrowsLeaveTheLastLayer(schedule, events);
    }
  }

  /** A viewer binds an arrow to the shortest stretch around its end. */
  private static void assertArrowsLeaveTheLastLayer(PlanSchedule schedule, List<JsonValue> events) {
    for (JsonValue flow : events) {
      if (!flow.field("ph").text().equals("s")) {
        continue;
      }
      String from =
          events.stream()
              .filter(event -> event.field("ph").text().equals("X"))
              .filter(event -> isSameThread(event, flow))
              .filter(event -> encloses(event, flow))
              .reduce((a, b) -> nanoseconds(b.field("dur")) <= nanoseconds(a.field("dur")) ? b : a)
              .orElseThrow()
              .field("name")
              .text();
      List<String> last =
          schedule.slices().stream()
              .map(slice -> schedule.plan().problem().linearization().layer(slice.to() - 1).name())
              .toList();
      assertThat(from)
          .satisfiesAnyOf(
              name -> assertThat(last).contains(name),
              name -> assertThat(name).matches("input|cut at \\d+"));
    }
  }

  private static boolean isSameThread(JsonValue event, JsonValue flow) {
    return event.field("tid").wholeNumber() == flow.field("tid").wholeNumber();
  }

  private static boolean encloses(JsonValue event, JsonValue flow) {
    long at = nanoseconds(flow.field("ts"));
    long from = nanoseconds(event.field("ts"));
    return from <= at && at <= from + nanoseconds(event.field("dur"));
  }

  private static List<JsonValue> events(String trace) {
    JsonValue root = JsonSource.parse(trace, "trace.json");
    root.allowing("displayTimeUnit", "traceEvents");
    return root.field("traceEvents").items();
  }

  private static long nanoseconds(JsonValue microseconds) {
    return Math.round(microseconds.number() * 1e3);
  }

  /** Stretches of a thread lie within each other or apart, in the order of the file. */
  private static void assertNested(List<JsonValue> events) {
    Map<Long, List<Long>> open = new HashMap<>();
    for (JsonValue event : events) {
      if (event.field("ph").text().equals("X")) {
        long from = nanoseconds(event.field("ts"));
        long to = from + nanoseconds(event.field("dur"));
        List<Long> ends =
            open.computeIfAbsent(event.field("tid").wholeNumber(), any -> new ArrayList<>());
        while (!ends.isEmpty() && ends.get(ends.size() - 1) <= from) {
          ends.remove(ends.size() - 1);
        }
        if (!ends.isEmpty()) {
          assertThat(to).isLessThanOrEqualTo(ends.get(ends.size() - 1));
        }
        ends.add(to);
      }
    }
  }
}
