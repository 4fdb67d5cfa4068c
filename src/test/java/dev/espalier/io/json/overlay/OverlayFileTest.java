package dev.espalier.io.json.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.ImportOptions.Granularity;
import dev.espalier.io.ImportedModel;
import dev.espalier.io.ImportedNode;
import dev.espalier.io.Models;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.study.schedule.SliceStep;
import dev.espalier.testing.RandomProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Node data hits the nodes that Model Explorer makes of a file, each once. */
class OverlayFileTest {
  private static final Path MODEL = Path.of("src/examples/b-lenet-mnist/b-lenet-mnist.onnx");
  private static final Path CATALOG = Path.of("device-catalogs/surveillance.catalog.json");
  private static final int PROBLEMS = 100;
  private static final double RELATIVE = 1e-4;

  @TempDir private Path folder;

  private static PlanSchedule schedule(PlanningProblem problem) {
    return PlanSchedule.of(
        ((PlanningResult.Planned) new ExactPlanner().plan(problem, SearchOptions.defaults()))
            .plan());
  }

  private static PlanSchedule schedule(ImportedModel model) {
    DeviceCatalog catalog = CatalogFile.read(CATALOG);
    return schedule(PlanningProblem.builder(model.net(), catalog).slices(2).build());
  }

  private static JsonValue results(String overlay) {
    return JsonSource.parse(overlay, "overlay.json").field("results");
  }

  private static Set<String> keys(String overlay) {
    return new TreeSet<>(results(overlay).object().keySet());
  }

  private static Map<String, String> texts(String overlay, String field) {
    JsonValue results = results(overlay);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : results.object().keySet()) {
      texts.put(key, results.field(key).field(field).text());
    }
    return texts;
  }

  private static double sum(String overlay) {
    JsonValue results = results(overlay);
    return results.object().keySet().stream()
        .mapToDouble(key -> results.field(key).field("value").number())
        .sum();
  }

  private static double computeMs(PlanSchedule schedule) {
    DeviceCatalog catalog = schedule.plan().problem().catalog();
    return schedule.slices().stream()
        .mapToDouble(slice -> slice.computeMs() - catalog.device(slice.device()).sliceOverheadMs())
        .sum();
  }

  private static List<NodeProto> protos(Path file) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList();
  }

  private static ImportedModel read(Path file, Granularity granularity) {
    return Models.read(file, ImportOptions.builder().granularity(granularity).build());
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void everyNodeOfTheExampleIsColored(Granularity granularity) throws IOException {
    ImportedModel model = read(MODEL, granularity);
    PlanSchedule schedule = schedule(model);
    Set<String> names = new TreeSet<>();
    protos(MODEL).forEach(node -> names.add(node.getName()));
    assertThat(names).doesNotContain("").hasSizeGreaterThan(10);
    assertThat(keys(OverlayFile.byDevice(schedule, model.nodes()))).isEqualTo(names);
    String times = OverlayFile.byTime(schedule, model.nodes());
    assertThat(keys(times)).isEqualTo(names);
    assertThat(sum(times)).isCloseTo(computeMs(schedule), within(RELATIVE * computeMs(schedule)));
    assertThat(times).doesNotContainPattern("value\":[0-9.]{12}");
  }

  @Test
  void blocksGiveEachNodeTheDeviceOfItsBlock() {
    ImportedModel model = read(MODEL, Granularity.BLOCK);
    assertThat(model.nodes().values()).anyMatch(members -> members.size() > 1);
    PlanSchedule schedule = schedule(model);
    Map<String, String> devices = texts(OverlayFile.byDevice(schedule, model.nodes()), "value");
    for (SliceStep slice : schedule.slices()) {
      for (int i = slice.from(); i < slice.to(); i++) {
        String layer = schedule.plan().problem().linearization().layer(i).name();
        for (ImportedNode node : model.nodes().get(layer)) {
          assertThat(devices).containsEntry(node.id(), slice.device());
        }
      }
    }
  }

  /** Expected are the names of {@code NameFixPass} of onnx-ir 0.1.9, worked out by hand. */
  @Test
  void unnamedAndAmbiguousNodesAreCalledAsInTheViewer() throws IOException {
    ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(MODEL));
    GraphProto.Builder graph = proto.getGraph().toBuilder();
    List<String> given = List.of("", "node", "", "same", "same", "same_1", "same");
    for (int node = 0; node < given.size(); node++) {
      graph.setNode(node, graph.getNode(node).toBuilder().setName(given.get(node)));
    }
    Path file = folder.resolve("renamed.onnx");
    Files.write(file, proto.toBuilder().setGraph(graph).build().toByteArray());
    ImportedModel model = read(file, Granularity.NODE);
    Set<String> expected = new TreeSet<>();
    protos(MODEL).stream().skip(given.size()).forEach(node -> expected.add(node.getName()));
    expected.addAll(List.of("node", "node_1", "node_2", "same", "same_1", "same_1_1", "same_2"));
    assertThat(keys(OverlayFile.byDevice(schedule(model), model.nodes()))).isEqualTo(expected);
  }

  @Test
  void layersOfOtherFormatsAreNodesThemselves() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      if (!(new ExactPlanner().plan(RandomProblems.ofSeed(seed), SearchOptions.defaults())
          instanceof PlanningResult.Planned planned)) {
        continue;
      }
      Plan plan = planned.plan();
      PlanSchedule schedule = PlanSchedule.of(plan);
      Set<String> layers =
          plan.problem().linearization().layers().stream()
              .map(layer -> layer.name())
              .collect(Collectors.toCollection(TreeSet::new));
      String devices = OverlayFile.byDevice(schedule, Map.of());
      assertThat(keys(devices)).isEqualTo(layers);
      Map<String, String> colors = new LinkedHashMap<>();
      List<String> bySlice = new ArrayList<>();
      texts(devices, "value")
          .forEach((layer, device) -> colors.put(device, texts(devices, "bgColor").get(layer)));
      schedule.slices().forEach(slice -> bySlice.add(colors.get(slice.device())));
      assertThat(bySlice).doesNotHaveDuplicates().doesNotContainNull();
      String times = OverlayFile.byTime(schedule, Map.of());
      assertThat(keys(times)).isEqualTo(layers);
      double ms = computeMs(schedule);
      assertThat(sum(times)).isCloseTo(ms, within(RELATIVE * ms));
    }
  }

  @Test
  void gradientsHaveBothEnds() {
    ImportedModel model = read(MODEL, Granularity.NODE);
    JsonValue file =
        JsonSource.parse(OverlayFile.byTime(schedule(model), model.nodes()), "time.json");
    List<Double> stops =
        file.field("gradient").items().stream().map(item -> item.field("stop").number()).toList();
    assertThat(stops).startsWith(0.0).endsWith(1.0).isSorted();
    assertThat(file.field("name").text()).isEqualTo("compute time, ms");
  }
}
