package dev.espalier.io.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.profile.ProfileFile;
import dev.espalier.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilesTest {
  @TempDir private Path directory;

  private Profile read(String text) throws IOException {
    return Profiles.read(Files.writeString(directory.resolve("p"), text));
  }

  @Test
  void formatIsRecognizedByItsContent() throws IOException {
    String csv = "layer,ms\nconv1,2\n\"a,b\",3\nconv1,4\nconv1,9\n";
    Profile times = read("\ufeff" + csv);

    assertThat(times.layers()).extracting(layer -> layer.name()).containsExactly("conv1", "a,b");
    assertThat(times.layers().get(0).time().medianMs()).isEqualTo(4); // the median of its rows
    assertThat(read("\n  " + ProfileFile.write(times))).isEqualTo(times);
    assertThat(
            read("[{\"cat\":\"Node\",\"name\":\"a_kernel_time\",\"ts\":0,\"dur\":5,\"tid\":1,"
                    + "\"args\":{\"op_name\":\"Relu\"}}]")
                .layers()
                .get(0)
                .time()
                .medianMs())
        .isEqualTo(0.005);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|expected the columns layer,ms, or JSON of the format espalier-profile/1 or of the"
            + " profiler of ONNX Runtime, but it is empty",
        "name,time|: at line 1: expected the columns layer,ms, or JSON of the format"
            + " espalier-profile/1 or of the profiler of ONNX Runtime, but found name,time",
        "layer,ms|expected the time of at least one layer but found only the header",
        "layer,ms;a|: at line 2: expected 2 fields but found 1",
        "layer,ms;a,1;b,fast|: at line 3: ms must be a number but is \"fast\"",
        "layer,ms;a,NaN|: at line 2: ms must be a number but is \"NaN\"",
        "layer,ms;a,-1|: at line 2: layer \"a\": ms must be >= 0 but is -1.0",
        "layer,ms;  ,1|: at line 2: layer: name must not be blank but is \"  \"",
        "{}|field \"format\" is missing",
      })
  void brokenFileIsRefusedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n')))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith(directory.resolve("p") + ": ")
        .hasMessageContaining(message);
  }

  private static DeviceCatalog catalog(String profile) {
    return new DeviceCatalog(
        "pair",
        List.of(
            Device.builder("hub", 1, 1).build(),
            Device.builder("cam", 1, 1).profile(profile).build()),
        new Network(1, 1, List.of(), Optional.empty()));
  }

  @Test
  void profileIsFoundBesideTheCatalog() throws IOException {
    Path file = Files.writeString(directory.resolve("c.json"), "{}");
    Files.createDirectory(directory.resolve("sub"));
    Path profile = Files.writeString(directory.resolve("sub/p.csv"), "layer,ms\na,1\n");

    assertThat(CatalogProfiles.read(catalog("sub/p.csv"), file).byDevice()).containsOnlyKeys("cam");
    assertThat(
            CatalogProfiles.read(catalog(profile.toString()), "text", Optional.empty()).byDevice())
        .containsOnlyKeys("cam");
  }

  @Test
  void missingProfileNamesCatalogDeviceAndFile() throws IOException {
    Path file = Files.writeString(directory.resolve("c.json"), "{}");

    assertThatThrownBy(() -> CatalogProfiles.read(catalog("none.json"), file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(
            "%s: /devices/1/profile: device \"cam\": profile: %s: no such file",
            file, directory.toAbsolutePath().resolve("none.json"));
  }

  @Test
  void catalogWithoutAFolderNeedsAnAbsolutePath() {
    assertThatThrownBy(() -> CatalogProfiles.read(catalog("p.csv"), "text", Optional.empty()))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(
            "text: /devices/1/profile: device \"cam\": profile p.csv is relative to the folder of"
                + " the catalog file, but the catalog is in none; expected an absolute path");
  }
}
