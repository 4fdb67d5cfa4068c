package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.service.http.RawClient;
import dev.espalier.testing.ServeProcess;
import java.io.File;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service as its clients see it: from outside its JVM. */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServeCommandTest {
  private static final String CATALOG = "device-catalogs/na2023-six.catalog.json";
  private static final String ALEXNET =
      "\"model\":\"zoo:b-alexnet\",\"catalog\":\"zoo:na2023-six\"";

  /** Takes minutes to end by itself. */
  private static final String LONG =
      "{\"model\":\"zoo:b-resnet110\",\"catalog\":\"zoo:na2023-six\","
          + "\"options\":{\"solver\":\"exhaustive\"}}";

  private ServeProcess serve;

  /** Status codes by method and path, and the types of errors, that tests have seen. */
  private final Map<String, Set<Integer>> statuses = new TreeMap<>();

  private final Set<String> types = new TreeSet<>();

  @BeforeAll
  void start() throws Exception {
    serve = ServeProcess.start();
  }

  @AfterAll
  void allThatWasSeenIsDescribed() throws Exception {
    JsonValue paths = description().field("paths");
    JsonValue responses = description().field("components").field("responses");
    statuses.forEach(
        (call, seen) -> {
          JsonValue operation = paths.field(call.split(" ")[1]).field(call.split(" ")[0]);
          assertThat(operation.field("responses").object().keySet().stream().map(Integer::valueOf))
              .as(call)
              .containsAll(seen);
        });
    assertThat(responses.object().keySet()).containsAll(types);
    assertThat(serve.errors()).as("nothing failed inside").hasSize(1);
    serve.close();
  }

  private static JsonValue json(String text) {
    return JsonSource.parse(text, "answer");
  }

  private JsonValue description() throws Exception {
    return json(serve.get("/openapi.json").body());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    HttpResponse<String> answer = serve.post(path, body);
    statuses.computeIfAbsent("post " + path, any -> new TreeSet<>()).add(answer.statusCode());
    if (answer.statusCode() >= 400) {
      assertProblem(answer);
    }
    return answer;
  }

  private void assertProblem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).doesNotContain("\tat ", "Exception", "java.", "org.eclipse");
    JsonValue problem = json(answer.body());
    assertThat(problem.field("status").wholeNumber()).isEqualTo(answer.statusCode());
    types.add(problem.field("type").text().replaceFirst(".*/", ""));
  }

  private HttpResponse<String> refused(String path, int status, String body) throws Exception {
    HttpResponse<String> answer = post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  private static String plan(String options) {
    return "{%s,\"options\":{\"noTiming\":true%s}}".formatted(ALEXNET, options);
  }

  @ParameterizedTest(name = "[{index}] {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | ''",
        ",\"objective\":\"worst-case\",\"partitions\":3 | --objective worst-case --partitions 3",
        ",\"objective\":\"throughput\",\"buffers\":3 | --objective throughput --buffers 3",
        ",\"devices\":[\"d1\",\"d2\",\"d6\"],\"source\":\"d1\",\"sink\":\"d1\","
            + "\"bandwidthMbps\":40 |"
            + " --devices d1,d2,d6 --source d1 --sink d1 --bandwidth-mbps 40",
        ",\"solver\":\"neurosurgeon\",\"local\":\"d1\",\"remote\":\"d2\",\"goal\":\"energy\","
            + "\"remoteLoad\":2 |"
            + " --solver neurosurgeon --local d1 --remote d2 --goal energy --remote-load 2",
        ",\"solver\":\"first-fork\",\"matrix\":true | --solver first-fork --matrix",
        ",\"deadline\":{\"exit1\":\"0.5s\",\"final\":900},\"pin\":{\"conv1\":\"d1\"},"
            + "\"inferences\":100,\"energyBasis\":\"full\" |"
            + " --deadline exit1=0.5s --deadline 900 --pin conv1=d1 --inferences 100"
            + " --energy-basis full",
        ",\"exit\":{\"exit1\":0.9},\"inputBytes\":500,\"simplify\":\"5%\",\"gap\":0.001,"
            + "\"maxPartitions\":2,\"seed\":7,\"threads\":2 |"
            + " --exit exit1=0.9 --input-bytes 500 --simplify 5% --gap 0.1% --max-partitions 2"
            + " --seed 7 --threads 2",
        ",\"fps\":20 | --fps 20",
      })
  void planIsByteForByteThatOfTheCommandLine(String options, String words) throws Exception {
    HttpResponse<String> answer = post("/plan", plan(options));
    String command =
        "plan --model zoo:b-alexnet --catalog %s --format json --no-timing %s"
            .formatted(CATALOG, words);
    CommandLineRunner.Outcome outcome = CommandLineRunner.runWords(command.strip().split(" +"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(answer.body()).isEqualTo(outcome.out());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertFieldsAreDescribed("Plan", answer.body());
  }

  private void assertFieldsAreDescribed(String schema, String document) throws Exception {
    JsonValue described = description().field("components").field("schemas").field(schema);
    assertThat(described.field("properties").object().keySet())
        .containsAll(json(document).object().keySet());
    assertThat(json(document).object().keySet())
        .containsAll(described.field("required").items().stream().map(JsonValue::text).toList());
  }

  @Test
  void evaluationIsByteForByteThatOfTheCommandLine(@TempDir Path folder) throws Exception {
    String plan = post("/plan", plan(",\"objective\":\"energy\",\"partitions\":2")).body();
    Path file = folder.resolve("plan.json");
    Files.writeString(file, plan);
    String request = "{%s,\"plan\":%s,\"options\":{\"fps\":5}}".formatted(ALEXNET, plan);
    HttpResponse<String> answer = post("/evaluate", request);
    CommandLineRunner.Outcome outcome =
        CommandLineRunner.runWords(
            "evaluate --model zoo:b-alexnet --catalog %s --plan %s --fps 5 --format json"
                .formatted(CATALOG, file)
                .split(" "));
    assertThat(answer.body()).isEqualTo(outcome.out());
    assertFieldsAreDescribed("Evaluation", answer.body());
  }

  @Test
  void noPlanIsExplainedAsTheCommandLineExplainsIt() throws Exception {
    HttpResponse<String> answer = refused("/plan", 422, plan(",\"deadline\":1"));
    CommandLineRunner.Outcome outcome =
        CommandLineRunner.runWords(
            "plan --model zoo:b-alexnet --catalog %s --format json --no-timing --deadline 1"
                .formatted(CATALOG)
                .split(" "));
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(answer.body()).endsWith(outcome.out().substring(1));
    assertThat(json(answer.body()).field("detail").text())
        .startsWith("no feasible plan; the nearest one breaks: latency of exit \"final\"");
    assertFieldsAreDescribed("NoPlan", answer.body());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/options/fps | {%s,\"options\":{\"fps\":-1}}",
        "/options/fsp | {%s,\"options\":{\"fsp\":1}}",
        "/options/solver | {%s,\"options\":{\"solver\":\"gentic\"}}",
        "/options/local | {%s,\"options\":{\"local\":\"d1\",\"remote\":\"d2\"}}",
        "/options/remote | {%s,\"options\":{\"solver\":\"dads\",\"remote\":\"d2\"}}",
        "/options/timeLimit | {%s,\"options\":{\"timeLimit\":\"soon\"}}",
        "/options/deadline/exti1 | {%s,\"options\":{\"deadline\":{\"exti1\":5}}}",
        "/options/pin/nothing | {%s,\"options\":{\"pin\":{\"nothing\":\"d1\"}}}",
        "/options/partitions | {%s,\"options\":{\"partitions\":9}}",
        "/options/seed | {%s,\"options\":{\"seed\":1.5}}",
        "/options/exit | {%s,\"options\":{\"exit\":{\"exit1\":0.9,\"exit2\":0.9}}}",
        "/options/exit/exit1 | {%s,\"options\":{\"exit\":{\"exit1\":2}}}",
        "/options/inputBytes | {%s,\"options\":{\"inputBytes\":{\"nothing\":3}}}",
        "/options/objective | {%s,\"options\":{\"objective\":\"speed\"}}",
        "/modle | {%s,\"modle\":1}",
        "/model | {\"model\":\"/etc/passwd\",\"catalog\":\"zoo:na2023-six\"}",
        "/model | {\"model\":\"zoo:b-alexnt\",\"catalog\":\"zoo:na2023-six\"}",
        "/catalog | {\"model\":\"zoo:b-alexnet\",\"catalog\":\"devices.json\"}",
        "/catalog/network/bandwidthMbps | {\"model\":\"zoo:b-lenet\",\"catalog\":"
            + "{\"format\":\"espalier-catalog/1\",\"name\":\"x\",\"devices\":[],"
            + "\"network\":{\"bandwidthMbps\":\"8\",\"latencyMs\":0}}}",
        "/catalog/devices/0/profile | {\"model\":\"zoo:b-lenet\",\"catalog\":"
            + "{\"format\":\"espalier-catalog/1\",\"name\":\"x\",\"devices\":[{\"name\":\"a\","
            + "\"gflops\":1,\"ioMBps\":1,\"profile\":\"/etc/passwd\"}],"
            + "\"network\":{\"bandwidthMbps\":8,\"latencyMs\":0}}}",
      })
  void whatIsWrongIsNamedByItsPlace(String pointer, String request) throws Exception {
    HttpResponse<String> answer = refused("/plan", 400, request.formatted(ALEXNET));
    assertThat(json(answer.body()).field("pointer").text()).as(answer.body()).isEqualTo(pointer);
    assertFieldsAreDescribed("Problem", answer.body());
  }

  @Test
  void whatIsNoJsonOrAttacksTheReaderIsRefused() throws Exception {
    refused("/plan", 400, "");
    refused("/plan", 400, "{\"model\":");
    refused("/plan", 400, "{} {}");
    refused("/plan", 400, "[".repeat(200_000));
    refused("/plan", 400, "{\"a\":".repeat(200_000));
    refused("/plan", 400, "[" + "1,".repeat(4_000_000 - 10) + "1]");
    refused("/plan", 400, "{\"model\":" + "9".repeat(100_000) + "}");
    refused("/plan", 400, "{%s,\"model\":1}".formatted(ALEXNET));
    refused("/plan", 413, " ".repeat((8 << 20) + 1));
    refused("/evaluate", 400, "{%s}".formatted(ALEXNET));
    refused("/evaluate", 400, plan(",\"solver\":\"exact\""));
    assertThat(post("/plan", plan("")).statusCode()).isEqualTo(200);
  }

  @Test
  void aProblemIsKeptUnderTheNameOfItsContent() throws Exception {
    HttpResponse<String> planned = post("/plan", plan(",\"partitions\":2,\"deadline\":2000"));
    String location = planned.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> kept = serve.get(location);
    statuses.computeIfAbsent("get /problems/{id}", any -> new TreeSet<>()).add(kept.statusCode());
    assertFieldsAreDescribed("KeptProblem", kept.body());
    JsonValue document = json(kept.body());
    assertThat(location).isEqualTo("/problems/" + document.field("id").text());
    assertThat(document.field("slices").items()).hasSize(2);
    // What is kept is a request for the same problem, in full.
    String again =
        kept.body()
            .replaceFirst("(?s)\"format\" : \"espalier-problem/1\",.*?\"model\"", "\"model\"")
            .replaceFirst("(?s),\\s*\"gone\".*", "}");
    assertThat(post("/plan", again).headers().firstValue("Location")).hasValue(location);
    assertThat(post("/plan", plan(",\"partitions\":3")).headers().firstValue("Location"))
        .isPresent()
        .isNotEqualTo(planned.headers().firstValue("Location"));
    HttpResponse<String> missing = serve.get("/problems/0123");
    assertThat(missing.statusCode()).isEqualTo(404);
    statuses.get("get /problems/{id}").add(404);
    assertProblem(missing);
  }

  private String kept(String options) throws Exception {
    String location = post("/plan", plan(options)).headers().firstValue("Location").orElseThrow();
    return location.replace("/problems/", "");
  }

  private HttpResponse<String> replan(String problem, String at, String changes) throws Exception {
    return post(
        "/replan", "{\"problem\":\"%s\",%s\"changes\":[%s]}".formatted(problem, at, changes));
  }

  @Test
  void changesAreAnsweredWithADecision() throws Exception {
    String problem = kept(",\"source\":\"d1\",\"bandwidthMbps\":90");
    HttpResponse<String> first =
        replan(problem, "\"at\":1,", "{\"link\":[\"d1\",\"d2\"],\"bandwidthMbps\":91}");
    assertFieldsAreDescribed("Decision", first.body());
    assertThat(json(first.body()).field("action").text()).isEqualTo("keep");
    JsonValue moved =
        json(
            replan(
                    problem,
                    "\"at\":20,",
                    "{\"device\":\"d4\",\"gone\":true},{\"device\":\"d2\",\"slowdown\":3}")
                .body());
    assertThat(moved.field("decision").wholeNumber()).isEqualTo(2);
    assertThat(moved.field("action").text()).isEqualTo("move");
    assertThat(moved.field("slices").items()).isNotEmpty();
    JsonValue now = json(serve.get("/problems/" + problem).body());
    assertThat(now.field("gone").items()).hasSize(1);
    assertThat(now.field("slowdowns").field("d2").number()).isEqualTo(3);
    assertThat(now.field("moves").wholeNumber()).isEqualTo(1);
    assertThat(now.field("slices").items().stream().map(slice -> slice.field("device").text()))
        .doesNotContain("d4");
    JsonValue stopped = json(replan(problem, "", "{\"device\":\"d1\",\"gone\":true}").body());
    assertThat(stopped.field("action").text()).isEqualTo("stop");
    assertThat(serve.get("/metrics").body())
        .contains("espalier_decisions_seconds_count{decision=\"move\"}")
        .contains("espalier_changes_total{result=\"applied\"}");
    // Planned anew, nothing has changed.
    assertThat(kept(",\"source\":\"d1\",\"bandwidthMbps\":90")).isEqualTo(problem);
    JsonValue anew = json(serve.get("/problems/" + problem).body());
    assertThat(anew.field("gone").items()).isEmpty();
    assertThat(anew.field("decisions").wholeNumber()).isZero();
  }

  @Test
  void equalChangesGiveEqualBytes() throws Exception {
    String options = ",\"source\":\"d2\"";
    String change = "{\"network\":{\"bandwidthMbps\":60}},{\"device\":\"d4\",\"slowdown\":2}";
    String problem = kept(options);
    String first = replan(problem, "\"at\":3,", change).body();
    kept(options);
    assertThat(replan(problem, "\"at\":3,", change).body()).isEqualTo(first);
  }

  @Test
  void aChangeThatDoesNotFitIsNamedAndChangesNothing() throws Exception {
    String problem = kept(",\"sink\":\"d1\"");
    String good = "{\"device\":\"d2\",\"slowdown\":3}";
    for (List<String> wrong :
        List.of(
            List.of("/changes/1/device", "{\"device\":\"d9\",\"gone\":true}"),
            List.of("/changes/1/gone", "{\"device\":\"d2\",\"gone\":1}"),
            List.of("/changes/1/slowdwn", "{\"device\":\"d2\",\"slowdwn\":1}"),
            List.of("/changes/1/at", "{\"device\":\"d2\",\"gone\":true,\"at\":5}"),
            List.of(
                "/changes/1/joined/profile",
                "{\"joined\":{\"name\":\"d7\",\"gflops\":1,\"ioMBps\":1,\"profile\":\"/etc/x\"}}"))) {
      HttpResponse<String> answer = replan(problem, "", good + "," + wrong.get(1));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(json(answer.body()).field("pointer").text()).isEqualTo(wrong.get(0));
    }
    assertThat(json(serve.get("/problems/" + problem).body()).field("decisions").wholeNumber())
        .isZero();
    assertThat(replan(problem, "\"at\":100,", good).statusCode()).isEqualTo(200);
    HttpResponse<String> early = replan(problem, "\"at\":99,", good);
    assertThat(early.statusCode()).isEqualTo(400);
    assertThat(json(early.body()).field("pointer").text()).isEqualTo("/at");
    assertThat(replan("0123", "", good).statusCode()).isEqualTo(404);
    assertThat(replan(problem, "\"at\":101,", "{\"latencyMs\":5}").statusCode()).isEqualTo(204);
    HttpResponse<String> mixed = replan(problem, "\"at\":102,", good + ",{\"latencyMs\":5}");
    assertThat(json(mixed.body()).field("pointer").text()).isEqualTo("/changes/1/latencyMs");
  }

  @Test
  void aTimeLimitGivesTheBestPlanSoFarOrNone() throws Exception {
    String unlucky = LONG.replace("}}", ",\"timeLimit\":1}}");
    refused("/plan", 504, unlucky);
    String solved = LONG.replace("exhaustive", "genetic").replace("}}", ",\"timeLimit\":\"2s\"}}");
    JsonValue plan = json(post("/plan", solved).body());
    assertThat(plan.field("format").text()).isEqualTo("espalier-plan/1");
  }

  @Test
  void optionsThatAreReadAreThoseThatAreDescribed() throws Exception {
    String message =
        json(refused("/plan", 400, "{%s,\"options\":{\"nothing\":1}}".formatted(ALEXNET)).body())
            .field("detail")
            .text();
    Set<String> read =
        Set.of(
            message.replaceAll(".*expected one of | *;.*", "").replace("; did.*", "").split(", "));
    JsonValue schemas = description().field("components").field("schemas");
    assertThat(schemas.field("PlanOptions").field("properties").object().keySet())
        .containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void everyReferenceOfTheDescriptionLeadsSomewhere() throws Exception {
    HttpResponse<String> answer = serve.get("/openapi.json");
    JsonValue document = json(answer.body());
    assertThat(document.field("openapi").text()).isEqualTo("3.1.0");
    List<String> broken = new ArrayList<>();
    Pattern.compile("\"#/([^\"]+)\"")
        .matcher(answer.body())
        .results()
        .forEach(
            found -> {
              JsonValue at = document;
              for (String step : found.group(1).split("/")) {
                at = at == null ? null : at.optional(step).orElse(null);
              }
              if (at == null) {
                broken.add(found.group());
              }
            });
    assertThat(broken).isEmpty();
  }

  @Test
  void everyDescribedPathIsServed() throws Exception {
    for (String path : description().field("paths").object().keySet()) {
      try (RawClient client = RawClient.connect(serve.address())) {
        client.send("OPTIONS " + path.replace("{id}", "1") + " HTTP/1.1\nHost: localhost\n\n");
        String allowed =
            description().field("paths").field(path).object().containsKey("post")
                ? "OPTIONS, POST"
                : "OPTIONS, GET, HEAD";
        assertThat(client.answer()).as(path).contains(" 204 ").contains("Allow: " + allowed);
      }
    }
  }

  @Test
  void requestOfTheDocumentIsAnswered() throws Exception {
    String request =
        Files.readString(Path.of("src/docs/http.md"))
            .replaceFirst("(?s).*?```json\\R", "")
            .replaceFirst("(?s)```.*", "");
    assertThat(request).startsWith("{\n  \"model\"");
    assertThat(post("/plan", request).statusCode()).isEqualTo(200);
  }

  @Test
  void errorAndMetricsOfTheDocumentAreThose() throws Exception {
    String document = Files.readString(Path.of("src/docs/http.md"));
    HttpResponse<String> answer =
        refused("/plan", 400, "{%s,\"options\":{\"fps\":-1}}".formatted(ALEXNET));
    assertThat(document).contains(answer.body());
    String metrics = serve.get("/metrics").body();
    Pattern.compile("`(espalier_\\w+|jvm_\\w+)`")
        .matcher(document)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !name.contains("decisions") && !name.contains("moved"))
        .filter(name -> !name.contains("changes"))
        .forEach(name -> assertThat(metrics).contains("# TYPE " + name));
  }

  @Test
  void metricsCountWhatHappens() throws Exception {
    post("/plan", plan(""));
    String metrics = serve.get("/metrics").body();
    assertThat(metrics)
        .contains(
            "espalier_http_requests_seconds_count{method=\"POST\",route=\"/plan\",status=\"200\"}")
        .contains("espalier_plannings_running 0.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void whatIsTooMuchIsRefusedWhileItIsBusy() throws Exception {
    try (ServeProcess small =
        ServeProcess.start("--concurrent", "1", "--queue", "1", "--max-time", "4s")) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(CompletableFuture.supplyAsync(() -> unchecked(small)));
      }
      List<HttpResponse<String>> all = answers.stream().map(CompletableFuture::join).toList();
      assertThat(all).extracting(HttpResponse::statusCode).contains(503).contains(200);
      HttpResponse<String> refused =
          all.stream().filter(answer -> answer.statusCode() == 503).findFirst().orElseThrow();
      assertProblem(refused);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(small.get("/healthz").statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> unchecked(ServeProcess serve) {
    try {
      return serve.post("/plan", LONG);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void onTerminationWhatRunsIsAnsweredAndTheExitCodeIsZero() throws Exception {
    try (ServeProcess ending = ServeProcess.start("--max-time", "60s")) {
      CompletableFuture<HttpResponse<String>> running =
          CompletableFuture.supplyAsync(() -> unchecked(ending));
      while (!ending.get("/metrics").body().contains("espalier_plannings_running 1.0")) {
        Thread.sleep(20);
      }
      ending.terminate();
      HttpResponse<String> answer = running.join();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(json(answer.body()).field("interrupted").flag()).isTrue();
      assertThat(ending.exitCode()).isZero();
      assertThat(ending.errors()).hasSize(1);
    }
  }

  @Test
  void otherMachinesNeedAToken(@TempDir Path folder) throws Exception {
    assertThat(CommandLineRunner.runWords("serve", "--listen", "0.0.0.0:0").failsWith(2))
        .contains("needs a token");
    Path file = folder.resolve("token");
    Files.writeString(file, "short\n");
    assertThat(CommandLineRunner.runWords("serve", "--token-file", file.toString()).failsWith(3))
        .contains("at least 16 bytes");
    Files.writeString(file, "0123456789abcdef\n");
    try (ServeProcess closed =
        ServeProcess.start("--listen", "0.0.0.0:0", "--token-file", file.toString())) {
      assertThat(closed.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(closed.get("/healthz").statusCode()).isEqualTo(200);
      closed.useToken("0123456789abcdef");
      assertThat(closed.get("/metrics").statusCode()).isEqualTo(200);
      assertThat(closed.post("/plan", plan("")).statusCode()).isEqualTo(200);
    }
    try (ServeProcess closed = ServeProcess.start(Map.of("ESPALIER_TOKEN", "fedcba9876543210"))) {
      assertThat(closed.get("/openapi.json").statusCode()).isEqualTo(401);
      closed.useToken("fedcba9876543210");
      assertThat(closed.get("/openapi.json").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aMoveThatMadeItWorseIsTakenBack() throws Exception {
    try (ServeProcess moving = ServeProcess.start("--rule", "always", "--cooldown", "0s")) {
      String location =
          moving
              .post("/plan", plan(",\"source\":\"d1\",\"bandwidthMbps\":90"))
              .headers()
              .firstValue("Location")
              .orElseThrow();
      String problem = location.replace("/problems/", "");
      String request = "{\"problem\":\"" + problem + "\",\"at\":%d,\"changes\":[%s]}";
      JsonValue moved =
          json(
              moving
                  .post("/replan", request.formatted(1, "{\"device\":\"d4\",\"slowdown\":1.9}"))
                  .body());
      assertThat(moved.field("action").text()).isEqualTo("move");
      HttpResponse<String> answer = null;
      for (int at = 2; at < 20 && (answer == null || answer.statusCode() == 204); at++) {
        answer = moving.post("/replan", request.formatted(at, "{\"latencyMs\":9000}"));
      }
      assertThat(json(answer.body()).field("action").text()).isEqualTo("roll-back");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(
              CommandLineRunner.runWords("serve", "--listen", "127.0.0.1:" + taken.getLocalPort())
                  .failsWith(1))
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @ParameterizedTest
  @CsvSource({"jetty, Jetty is missing", "micrometer, Micrometer is missing"})
  void aLibraryThatIsMissingIsNamed(String library, String message) throws Exception {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains(library))
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Main.class.getName(),
            "serve",
            "--listen",
            "127.0.0.1:0");
    builder.environment().put("CLASSPATH", classPath);
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(printed).startsWith("error: " + message).contains("lib beside espalier.jar");
    assertThat(printed.lines()).hasSize(1);
  }

  @Test
  void limitsAreChecked() {
    for (String wrong :
        List.of(
            "--max-body-mib 0",
            "--max-body-mib 17",
            "--concurrent 0",
            "--queue 0",
            "--max-connections 0",
            "--max-problems 0")) {
      assertThat(CommandLineRunner.runWords(("serve " + wrong).split(" ")).failsWith(2))
          .contains(wrong.split(" ")[0]);
    }
  }

  @Test
  void statusesOfTheDocumentAreNumbers() throws Exception {
    assertThat(
            description().field("paths").object().values().stream()
                .flatMap(path -> path.object().values().stream())
                .flatMap(operation -> operation.field("responses").object().keySet().stream())
                .collect(Collectors.toSet()))
        .allMatch(status -> status.matches("[2-5]\\d\\d"));
  }
}
