package dev.espalier.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Data from outside that results are checked against. */
public final class Reference {
  private static final String FOLDER =
      System.getProperty("espalier.reference", "../shared/reference");

  private static final Path MEASURED_EXITS =
      Path.of(FOLDER, "exit-tables", "b-mobilenetv2-caltech256.csv");

  private static final AtomicBoolean IS_SAID = new AtomicBoolean();

  private Reference() {}

  /**
   * A file that comes with the project: tables as Na et al. 2023 print them, and layer tables
   * rebuilt from published architectures.
   */
  public static Path shipped(String name) {
    return Path.of("src", "test", "resources", "reference", name);
  }

  /**
   * A file of the trained B-LeNet: network, exit log, pictures and labels. Where it is absent, the
   * test that needs it is skipped.
   */
  public static Path trainedLenet(String name) {
    Path file =
        Path.of(
            System.getProperty("espalier.reference", "../shared/reference"), "b-lenet-mnist", name);
    assumeTrue(Files.exists(file), "skipped: needs " + file);
    return file;
  }

  /**
   * An architecture of the ONNX project's test data, for ImageNet, with weights that are computed
   * instead of stored. Where it is absent, the test that needs it is skipped.
   */
  public static Path lightModel(String name) {
    Path file =
        Path.of(
            System.getProperty("espalier.reference", "../shared/reference"),
            "onnx",
            "light_" + name + ".onnx");
    assumeTrue(Files.exists(file), "skipped: needs " + file);
    return file;
  }

  /**
   * Measured exits of MobileNetV2 on Caltech-256, clean and distorted, from the result files of
   * Pacheco, Oliveira, Couto 2021. They are not ours to ship: where they are absent, the test that
   * needs one is skipped, and says so.
   */
  public static Path measuredExits() {
    boolean isThere = Files.exists(MEASURED_EXITS);
    String message =
        "skipped: needs the exit table %s, which does not come with the project (-Despalier.reference=FOLDER names another folder)"
            .formatted(MEASURED_EXITS);
    if (!isThere && !IS_SAID.getAndSet(true)) {
      System.err.println(message);
    }
    assumeTrue(isThere, message);
    return MEASURED_EXITS;
  }

  /**
   * A file of the reference data that does not come with the project, such as real networks: where
   * it is absent, the test that needs it is skipped.
   */
  public static Path given(String... path) {
    Path file = Path.of(FOLDER, path);
    assumeTrue(Files.exists(file), "skipped: needs " + file);
    return file;
  }
}
