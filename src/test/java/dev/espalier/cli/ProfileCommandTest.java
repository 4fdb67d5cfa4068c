package dev.espalier.cli;

import static dev.espalier.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.io.profile.Profiles;
import dev.espalier.model.Linearization;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.Profile;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {
  private static final Linearization NET = Linearization.of(Zoo.get("b-lenet"));

  @TempDir private Path directory;

  /** Times of a device of 2 GFLOPS and 500 MB/s that takes 0.01 ms to start a layer. */
  private Path times(int layers) throws IOException {
    return Files.writeString(
        directory.resolve("times.csv"),
        IntStream.range(0, layers)
            .mapToObj(
                i ->
                    String.format(
                        Locale.ROOT,
                        "%s,%.12f",
                        NET.layer(i).name(),
                        NET.layer(i).flops() / 2e6
                            + (NET.readBytes(i) + NET.layer(i).outputBytes()) / 5e5
                            + 0.01))
            .collect(Collectors.joining("\n", "layer,ms\n", "\n")));
  }

  @Test
  void ratesOfTheDeviceAreFittedAndCanBePasted() throws IOException {
    Outcome outcome =
        run("profile --from %s --model zoo:b-lenet --device cam", times(NET.length()));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .startsWith("b-lenet: %d layers, ".formatted(NET.length()))
        .contains("measured on cam")
        .contains("\"name\" : \"cam\"", "\"gflops\" : 2.0", "\"ioMBps\" : 500.0")
        .contains("\"layerOverheadMs\" : 0.01", "all layers  rates")
        .contains("(+0.0%)");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void profileIsWrittenWithTheWorkOfTheLayers() throws IOException {
    Path out = directory.resolve("cam.json");

    Outcome outcome =
        run("profile --from %s --model zoo:b-lenet --out %s", times(NET.length()), out);

    Profile written = Profiles.read(out);
    assertThat(outcome.exitCode()).isZero();
    assertThat(written.network()).contains("b-lenet");
    assertThat(written.layers()).allMatch(layer -> layer.work().isPresent());
    assertThat(written.layers()).extracting(LayerTime::name).contains(NET.layer(3).name());
    assertThat(outcome.out()).contains("\"profile\" : \"" + out + "\"");
  }

  @Test
  void everyFormatHasTheLayers() throws IOException {
    Path from = times(NET.length());
    String layer = NET.layer(0).name();
    for (String format : List.of("csv", "md", "html")) {
      assertThat(run("profile --from %s --model zoo:b-lenet --format %s", from, format).out())
          .contains(layer);
    }
    Json json = run("profile --from %s --model zoo:b-lenet --format json", from).json();

    assertThat(json.at("/format").string()).isEqualTo("espalier-profile-fit/1");
    assertThat(json.at("/paleo/gflops").number()).isBetween(1.999, 2.001);
    assertThat(json.at("/paleo/quality/heldOut/mean").number()).isLessThan(1e-3);
    assertThat(json.at("/layers").items()).hasSize(NET.length());
  }

  @Test
  void timesAloneHaveNoRatesAndSaySo() throws IOException {
    Outcome outcome = run("profile --from %s --format csv", times(3));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .contains("no rates: the flops and bytes of the layers are unknown; --model M adds them");
  }

  @Test
  void ratesOfFewLayersAreCalledAGuess() throws IOException {
    assertThat(run("profile --from %s --model zoo:b-lenet", times(3)).out())
        .contains("rates of 3 layers are a guess");
  }

  @Test
  void layerThatTheNetworkLacksIsWarnedOf() throws IOException {
    Path from = Files.writeString(times(9), "conv_1,1\n", StandardOpenOption.APPEND);
    Outcome outcome = run("profile --from %s --model zoo:b-lenet", from);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .isEqualTo(
            "warning: %s: not in network \"b-lenet\": 1 of 10 layers, such as \"conv_1\"\n"
                .formatted(from));
  }

  @Test
  void wrongNetworkIsRefused() throws IOException {
    Path from = Files.writeString(directory.resolve("x.csv"), "layer,ms\nnowhere,1\n");

    assertThat(run("profile --from %s --model zoo:b-lenet", from).failsWith(ExitCodes.BAD_INPUT))
        .isEqualTo(
            from
                + ": none of its layers, such as \"nowhere\", is in network \"b-lenet\", whose"
                + " first layer is \"%s\"".formatted(NET.layer(0).name()));
    run("profile --from %s --model zoo:b-lenet --out %s", times(9), directory.resolve("p.json"));
    assertThat(
            run("profile --from %s --model zoo:b-alexnet", directory.resolve("p.json"))
                .failsWith(ExitCodes.WRONG_USAGE))
        .contains("--model zoo:b-alexnet is network \"b-alexnet\" but ", "of \"b-lenet\"");
    assertThat(run("profile --from %s --out %s", from, from).failsWith(ExitCodes.WRONG_USAGE))
        .contains("would overwrite the input file");
  }

  private Path catalog(String profile) throws IOException {
    return Files.writeString(
        directory.resolve("pair.json"),
        """
        { "format": "espalier-catalog/1", "name": "pair",
          "devices": [
            { "name": "cam", "gflops": 7, "ioMBps": 700%s },
            { "name": "hub", "gflops": 9, "ioMBps": 900 } ],
          "network": { "bandwidthMbps": 50, "latencyMs": 1 } }
        """
            .formatted(profile));
  }

  @Test
  void planAndInspectSayWhereTheTimesOfEachDeviceComeFrom() throws IOException {
    int lacking = 2;
    run(
        "profile --from %s --model zoo:b-lenet --out %s",
        times(NET.length() - lacking), directory.resolve("cam.json"));
    Path catalog = catalog(", \"profile\": \"cam.json\"");
    String expected =
        "times of layers: cam measured (%d layers), predicted (2); hub assumed (%d layers)"
            .formatted(NET.length() - lacking, NET.length());

    Outcome plan = run("plan --model zoo:b-lenet --catalog %s --solver exact", catalog);
    Json json =
        run("plan --model zoo:b-lenet --catalog %s --solver exact --format json", catalog).json();
    Json inspection = run("inspect --model zoo:b-lenet --catalog %s --format json", catalog).json();

    assertThat(plan.out()).as(plan.err()).contains(expected);
    assertThat(run("inspect --model zoo:b-lenet --catalog %s", catalog).out()).contains(expected);
    assertThat(json.at("/timeSources/cam/predicted").number()).isEqualTo(lacking);
    assertThat(json.at("/timeSources/hub/assumed").number()).isEqualTo(NET.length());
    assertThat(inspection.at("/timeSources").text()).isEqualTo(json.at("/timeSources").text());
    double first = NET.layer(0).flops() / 2e6;
    assertThat(inspection.at("/positions/0/timesMs/cam").number()).isGreaterThan(first);
  }

  @Test
  void aPlanWithMeasuredTimesIsReadBack() throws IOException {
    run(
        "profile --from %s --model zoo:b-lenet --out %s",
        times(NET.length()), directory.resolve("cam.json"));
    Path catalog = catalog(", \"profile\": \"cam.json\"");
    Path plan = directory.resolve("plan.json");
    run("plan --model zoo:b-lenet --catalog %s --format json --out %s", catalog, plan);

    Outcome outcome = run("evaluate --plan %s --model zoo:b-lenet --catalog %s", plan, catalog);

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("times of layers: cam measured");
  }

  @Test
  void withoutProfilesNothingIsSaid() throws IOException {
    Path catalog = catalog("");

    assertThat(run("plan --model zoo:b-lenet --catalog %s", catalog).out())
        .doesNotContain("times of layers");
    assertThat(run("inspect --model zoo:b-lenet --catalog %s --format json", catalog).out())
        .doesNotContain("timeSources");
  }

  @Test
  void speedOfAMeasuredDeviceCannotBeVaried() throws IOException {
    times(NET.length());
    Path catalog = catalog(", \"profile\": \"times.csv\"");

    assertThat(
            run("sweep --model zoo:b-lenet --catalog %s --vary gamma:cam:hub=2,4", catalog)
                .failsWith(ExitCodes.WRONG_USAGE))
        .contains("the times of device \"cam\" come from its profile");
    assertThat(
            run("sweep --model zoo:b-lenet --catalog %s --vary bandwidth=5,50", catalog).exitCode())
        .isZero();
  }

  @Test
  void missingProfileIsBadInput() throws IOException {
    assertThat(
            run("plan --model zoo:b-lenet --catalog %s", catalog(", \"profile\": \"none.json\""))
                .failsWith(ExitCodes.BAD_INPUT))
        .contains("pair.json: /devices/0/profile: device \"cam\": profile: ", "none.json: no such");
  }
}
