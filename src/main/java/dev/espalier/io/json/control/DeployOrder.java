package dev.espalier.io.json.control;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.segment.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one agent runs in an epoch: the body of a DEPLOY frame.
 *
 * @param session identifies the run
 * @param epoch number of the deployment, from 0
 * @param manifest the segments of the plan
 * @param route the devices on the way of the samples, in order
 * @param stage index of the agent's own stage
 * @param sink index of the stage that wants the answers; empty if they count where they arise
 * @param links the link from the agent to each stage, as far as one is imitated
 * @param settings how segments run
 * @param isBeside whether earlier epochs go on beside this one, and keep their samples
 * @param keepsLoaded whether segments stay loaded until the run ends, and not only for their epochs
 */
public record DeployOrder(
    String session,
    int epoch,
    Manifest manifest,
    List<RouteStage> route,
    int stage,
    Optional<Integer> sink,
    List<Optional<LinkShape>> links,
    Settings settings,
    boolean isBeside,
    boolean keepsLoaded) {
  private static final String NAME = "deployment";

  /**
   * How segments run.
   *
   * @param optimized whether ONNX Runtime may fuse and rearrange nodes
   * @param threads number of threads that compute one node
   * @param criterion criterion of exits that have none of their own
   * @param fallback whose answer counts for a sample that reaches no threshold
   * @param window maximum number of samples that are sent to an agent and not passed on by it
   * @param patienceMs time after which a peer that does not react is given up, ms
   * @param warmUps number of runs of each segment before it is timed
   */
  public record Settings(
      boolean optimized,
      int threads,
      Criterion criterion,
      Fallback fallback,
      int window,
      long patienceMs,
      int warmUps) {}

  /**
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public DeployOrder {
    route = List.copyOf(route);
    links = List.copyOf(links);
    require(epoch >= 0, "epoch", "must be >= 0 but is " + epoch);
    require(!route.isEmpty(), "route", "must list at least one stage but is empty");
    require(stage >= 0 && stage < route.size(), "stage", "is none of the route: " + stage);
    int sinkStage = sink.orElse(0);
    require(sinkStage >= 0 && sinkStage < route.size(), "sink", "is none of the route");
    require(links.size() == route.size(), "links", "must be as many as stages");
    int next = 0;
    for (RouteStage each : route) {
      require(
          each.isEmpty() || each.firstSegment() == next,
          "route",
          "device \"%s\": expected its segments from %d but found %d"
              .formatted(each.device(), next, each.firstSegment()));
      next = each.isEmpty() ? next : each.endSegment();
    }
    require(
        next == manifest.segments().size(),
        "route",
        "must run the %d segments but runs %d".formatted(manifest.segments().size(), next));
  }

  private static void require(boolean condition, String field, String message) {
    if (!condition) {
      throw new InvalidFieldException(field, NAME + ": " + field + " " + message);
    }
  }

  /** The agent's own stage. */
  public RouteStage own() {
    return route.get(stage);
  }

  /** Index of the stage of a device; -1 if it is none of the route. */
  public int stageOf(String device) {
    return route.stream().map(RouteStage::device).toList().indexOf(device);
  }

  /** Index of the stage that runs a segment. */
  public int stageOf(int segment) {
    for (int k = 0; k < route.size(); k++) {
      if (route.get(k).runs(segment)) {
        return k;
      }
    }
    throw new IllegalArgumentException("no stage runs segment " + segment);
  }

  /** This deployment as text. */
  public String write() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("session", session);
    body.put("epoch", epoch);
    body.put("manifest", ManifestFile.write(manifest));
    body.put("route", route);
    body.put("stage", stage);
    body.put("sink", sink);
    // A map, as an empty link would be an empty object in a list.
    Map<String, Object> shapes = new LinkedHashMap<>();
    for (int k = 0; k < links.size(); k++) {
      shapes.put(String.valueOf(k), links.get(k));
    }
    body.put("links", shapes);
    body.put("optimized", settings.optimized());
    body.put("threads", settings.threads());
    body.put("criterion", settings.criterion().label());
    body.put("fallback", settings.fallback().label());
    body.put("window", settings.window());
    body.put("patienceMs", settings.patienceMs());
    body.put("warmUps", settings.warmUps());
    body.put("isBeside", isBeside);
    body.put("keepsLoaded", keepsLoaded);
    return JsonDocument.of(body);
  }

  /**
   * Reads a deployment.
   *
   * @throws InvalidFileException if the text is none; the place is named
   */
  public static DeployOrder read(String text) {
    JsonValue json = JsonSource.parse(text, NAME);
    List<RouteStage> route = json.field("route").items().stream().map(DeployOrder::stage).toList();
    return json.make(
        () ->
            new DeployOrder(
                json.field("session").text(),
                json.field("epoch").smallNumber(),
                ManifestFile.parse(json.field("manifest").text(), NAME + ": manifest"),
                route,
                json.field("stage").smallNumber(),
                json.optional("sink").map(JsonValue::smallNumber),
                links(json.field("links"), route.size()),
                settings(json),
                flag(json, "isBeside"),
                flag(json, "keepsLoaded")));
  }

  private static boolean flag(JsonValue json, String name) {
    return json.optional(name).map(JsonValue::flag).orElse(false);
  }

  private static RouteStage stage(JsonValue json) {
    return json.make(
        () ->
            new RouteStage(
                json.field("device").text(),
                json.field("address").text(),
                json.field("firstSegment").smallNumber(),
                json.field("endSegment").smallNumber()));
  }

  private static List<Optional<LinkShape>> links(JsonValue json, int count) {
    List<Optional<LinkShape>> links = new ArrayList<>(Collections.nCopies(count, Optional.empty()));
    for (Map.Entry<String, JsonValue> entry : json.object().entrySet()) {
      JsonValue link = entry.getValue();
      if (!entry.getKey().matches("\\d{1,6}") || Integer.parseInt(entry.getKey()) >= count) {
        throw link.expected("the index of a stage below " + count + " as its name");
      }
      links.set(Integer.parseInt(entry.getKey()), Optional.of(LinkBody.shape(link)));
    }
    return links;
  }

  private static Settings settings(JsonValue json) {
    JsonValue criterion = json.field("criterion");
    JsonValue fallback = json.field("fallback");
    return new Settings(
        json.field("optimized").flag(),
        atLeastOne(json.field("threads")),
        Criterion.labeled(criterion.text()).orElseThrow(() -> criterion.expected("a criterion")),
        Fallback.labeled(fallback.text()).orElseThrow(() -> fallback.expected("a fallback")),
        atLeastOne(json.field("window")),
        atLeastOne(json.field("patienceMs")),
        json.field("warmUps").smallNumber());
  }

  private static int atLeastOne(JsonValue json) {
    int number = json.smallNumber();
    if (number < 1) {
      throw json.expected("a number >= 1");
    }
    return number;
  }
}
