package dev.espalier.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.io.InvalidFileException;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.zoo.Zoo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read, from files, streams and texts, and is the same again. */
class WrittenFilesTest {
  private static final DeviceCatalog FULL =
      new DeviceCatalog(
          "full",
          Optional.of("made up"),
          List.of(
              Device.builder("cam", 0.5, 50)
                  .memoryMiB(64)
                  .powerW(2.5)
                  .idlePowerW(0.5)
                  .energyJ(500)
                  .layerOverheadMs(0.01)
                  .sliceOverheadMs(0.2)
                  .uplinkMbps(15)
                  .downlinkMbps(18)
                  .accessLatencyMs(0.3)
                  .medium("wifi")
                  .cost(35)
                  .profile("cam.profile.json")
                  .source("made up")
                  .build(),
              new Device("hub", 1e-7, 4e12)),
          new Network(20, 0.2, List.of(), Optional.of("made up"))
              .withLinks(
                  List.of(
                      new Link("cam", "hub", 90, 0.1).withMedium("usb"),
                      new Link("hub", "cam", 40, 0))));

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void catalogIsWrittenAsItIsRead() {
    assertThat(CatalogFile.write(FULL))
        .isEqualTo(
            """
            {
              "format" : "espalier-catalog/1",
              "name" : "full",
              "source" : "made up",
              "devices" : [ {
                "name" : "cam",
                "gflops" : 0.5,
                "ioMBps" : 50.0,
                "memoryMiB" : 64.0,
                "powerW" : 2.5,
                "idlePowerW" : 0.5,
                "energyJ" : 500.0,
                "layerOverheadMs" : 0.01,
                "sliceOverheadMs" : 0.2,
                "uplinkMbps" : 15.0,
                "downlinkMbps" : 18.0,
                "accessLatencyMs" : 0.3,
                "medium" : "wifi",
                "cost" : 35.0,
                "profile" : "cam.profile.json",
                "source" : "made up"
              }, {
                "name" : "hub",
                "gflops" : 1.0E-7,
                "ioMBps" : 4.0E12
              } ],
              "network" : {
                "bandwidthMbps" : 20.0,
                "latencyMs" : 0.2,
                "source" : "made up",
                "links" : [ {
                  "from" : "cam",
                  "to" : "hub",
                  "bandwidthMbps" : 90.0,
                  "latencyMs" : 0.1,
                  "medium" : "usb"
                }, {
                  "from" : "hub",
                  "to" : "cam",
                  "bandwidthMbps" : 40.0,
                  "latencyMs" : 0.0
                } ]
              }
            }
            """);
  }

  @Test
  void catalogSurvivesATextAndAStream() throws IOException {
    String text = CatalogFile.write(FULL);

    assertThat(CatalogFile.parse(text, "memory")).isEqualTo(FULL);
    assertThat(CatalogFile.read(stream(text), "memory")).isEqualTo(FULL);
    assertThat(CatalogFile.write(CatalogFile.parse(text, "memory"))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lab-bench", "na2023-four", "na2023-six", "surveillance"})
  void shippedCatalogSurvives(String name) throws IOException {
    Path file = Path.of("device-catalogs", name + ".catalog.json");
    DeviceCatalog catalog = CatalogFile.read(file);
    String text = CatalogFile.write(catalog);

    assertThat(CatalogFile.parse(Files.readString(file), name)).isEqualTo(catalog);
    assertThat(CatalogFile.parse(text, name)).isEqualTo(catalog);
    assertThat(CatalogFile.write(CatalogFile.parse(text, name))).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("dev.espalier.zoo.Zoo#names")
  void modelSurvivesATextAndAStream(String name) throws IOException {
    BranchyNet net = Zoo.get(name);
    String text = ModelFile.write(net);

    assertThat(ModelFile.parse(text, name)).isEqualTo(net);
    assertThat(ModelFile.read(stream(text), name)).isEqualTo(net);
    assertThat(ModelFile.write(ModelFile.parse(text, name))).isEqualTo(text);
  }

  @Test
  void planSurvivesATextAndAStream() throws IOException {
    PlanningProblem problem = PlanningProblem.of(Zoo.get("b-lenet"), CatalogFile.na2023());
    PlanningResult.Planned planned =
        (PlanningResult.Planned) new ExactPlanner().plan(problem, SearchOptions.defaults());
    String text = PlanFile.write(planned, false);

    assertThat(PlanDocument.parse(text, "memory").evaluate(problem)).isEqualTo(planned.plan());
    assertThat(PlanDocument.read(stream(text), "memory").evaluate(problem))
        .isEqualTo(planned.plan());
  }

  @Test
  void messagesNameTheTextOrStream() {
    assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(() -> CatalogFile.parse("{}", "the catalog"))
        .withMessage("the catalog: at line 1, column 1: field \"format\" is missing");
    assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(() -> ModelFile.read(stream(" "), "the model"))
        .withMessage("the model: the file is empty; expected a JSON object");
    assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(() -> PlanDocument.parse("[", "the plan"))
        .withMessageStartingWith("the plan: at line 1, column 2: not valid JSON");
  }

  @Test
  void failureOfAStreamIsHandedOn() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("unplugged");
          }
        };
    assertThatThrownBy(() -> CatalogFile.read(broken, "the catalog"))
        .isInstanceOf(IOException.class)
        .hasMessage("unplugged");
  }
}
