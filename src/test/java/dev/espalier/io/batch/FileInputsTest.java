package dev.espalier.io.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileInputsTest {
  @TempDir private Path folder;

  /** Times in a profile decide on plans as much as the catalog does that names it. */
  @Test
  void checksumsAreThoseOfCatalogsAndTheirProfiles() throws IOException {
    Path profile = Files.writeString(folder.resolve("slow.csv"), "layer,ms\nconv1,7.5\n");
    Path catalog =
        Files.writeString(
            folder.resolve("two.catalog.json"),
            """
            { "format": "espalier-catalog/1", "name": "two",
              "devices": [
                { "name": "slow", "gflops": 1, "ioMBps": 100, "profile": "slow.csv" },
                { "name": "fast", "gflops": 20, "ioMBps": 2000 } ],
              "network": { "bandwidthMbps": 8, "latencyMs": 1 } }
            """);
    FileInputs inputs = new FileInputs();
    inputs.catalog("zoo:na2023-six");
    assertThat(inputs.checksums()).isEmpty();
    inputs.catalog(catalog.toString());
    assertThat(inputs.checksums())
        .isEqualTo(
            Map.of(catalog.toString(), Sha256.of(catalog), profile.toString(), Sha256.of(profile)));
  }
}
