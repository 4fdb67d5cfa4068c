package dev.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.FileInputs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedInputsTest {
  @TempDir private Path folder;

  /** What arrives at a worker. */
  private static ShippedInputs sent(ShippedInputs inputs) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(inputs);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ShippedInputs) in.readObject();
    }
  }

  private String catalog() throws Exception {
    Files.createDirectories(folder.resolve("catalogs"));
    Files.writeString(folder.resolve("slow.csv"), "layer,ms\nconv1,7.5\n");
    return Files.writeString(
            folder.resolve("catalogs/one.json"),
            """
            { "format": "espalier-catalog/1", "name": "one",
              "devices": [ { "name": "slow", "gflops": 1, "ioMBps": 100, "profile": "../slow.csv" } ],
              "network": { "bandwidthMbps": 8, "latencyMs": 1 } }
            """)
        .toString();
  }

  @Test
  void catalogGoesAlongWithItsProfile() throws Exception {
    String name = catalog();
    ShippedInputs shipped = new ShippedInputs();
    shipped.addCatalog(name, new FileInputs());
    Files.delete(Path.of(name));
    Files.delete(folder.resolve("slow.csv"));
    assertThat(sent(shipped).open((inputs, where) -> inputs.catalog(name)).profiles().byDevice())
        .containsOnlyKeys("slow");
  }

  @Test
  void fileThatTheDriverCannotReadHasTheSameErrorOnAWorker() throws Exception {
    String name = folder.resolve("late.json").toString();
    ShippedInputs shipped = new ShippedInputs();
    shipped.addModel(name, new FileInputs());
    Files.writeString(Path.of(name), "{}"); // is there on the worker
    ShippedInputs sent = sent(shipped);
    assertThatThrownBy(() -> sent.open((inputs, where) -> inputs.model(name)))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(name + ": no such file");
  }

  @Test
  void builtInNetworksAndOtherFilesAreReadWhereTheyAre() throws Exception {
    String name = catalog();
    ShippedInputs shipped = new ShippedInputs();
    shipped.addModel("zoo:b-lenet", new FileInputs());
    shipped.addModel("zoo:none", new FileInputs());
    ShippedInputs sent = sent(shipped);
    assertThat(sent.open((inputs, where) -> inputs.model("zoo:b-lenet")).name())
        .isEqualTo("b-lenet");
    assertThat(sent.open((inputs, where) -> inputs.catalog(name)).catalog().name())
        .isEqualTo("one");
    assertThatThrownBy(() -> sent.open((inputs, where) -> inputs.model("zoo:none")))
        .isInstanceOf(InvalidFileException.class);
  }

  @Test
  void filesOfAWorkerAreDeletedOnceTheyAreRead() throws Exception {
    ShippedInputs shipped = new ShippedInputs();
    String file = shipped.addFile(Files.writeString(folder.resolve("exits.csv"), "a"));
    Path laid =
        sent(shipped)
            .open(
                (inputs, where) -> {
                  assertThat(ShippedInputs.in(where, file)).content().isEqualTo("a");
                  return where;
                });
    assertThat(laid).doesNotExist();
  }
}
