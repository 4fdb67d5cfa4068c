package dev.espalier.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.io.json.ModelFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.zoo.Zoo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void formatsFromOutsideAreFound() {
    assertThat(Models.formats())
        .extracting(ModelFormat::name)
        .containsExactlyInAnyOrder("espalier-model/2", "ONNX", "chain");
  }

  @Test
  void contentDeterminesTheFormat(@TempDir Path directory) throws IOException {
    BranchyNet lenet = Zoo.get("b-lenet");
    Path json = Files.writeString(directory.resolve("a.model"), ModelFile.write(lenet));
    Path chain = Files.writeString(directory.resolve("b.model"), "chain:one,two,three");

    assertThat(Models.read(json)).isEqualTo(lenet);
    assertThat(Models.read(chain).layers())
        .extracting(Layer::name)
        .containsExactly("one", "two", "three");
  }

  @Test
  void beginningIsPartOfWhatIsRead() throws IOException {
    BranchyNet large = Zoo.get("b-resnet110");

    assertThat(Models.read(stream(ModelFile.write(large)), "memory")).isEqualTo(large);
  }

  @Test
  void whatNoFormatRecognizesIsRefusedAsJson() {
    assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(() -> Models.read(stream("link:one"), "memory"))
        .withMessageStartingWith("memory: at line 1, column 1: not valid JSON");
  }

  @Test
  void missingFileAndDirectoryAreSaidToBe(@TempDir Path directory) {
    assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(() -> Models.read(directory.resolve("none")))
        .withMessage(directory.resolve("none") + ": no such file");
    assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(() -> Models.read(directory))
        .withMessage(directory + ": expected a file but found a directory");
  }
}
