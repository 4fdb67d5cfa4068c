package dev.espalier.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import dev.espalier.internal.TemporaryPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads ONNX Runtime and its native library. */
public final class OnnxRuntime {
  private static final String JAR = "onnxruntime";

  /** Linux lists here what is loaded. */
  private static final Path LOADED = Path.of("/proc/self/maps");

  private OnnxRuntime() {}

  /**
   * Loads it, once.
   *
   * @return its version
   * @throws RuntimeFailedException if it is missing or does not run on this machine
   */
  public static String load() {
    try {
      return environment().getVersion();
    } catch (NoClassDefFoundError e) {
      throw new RuntimeFailedException(
          ("ONNX Runtime is missing, which runs ONNX files: expected %s-VERSION.jar in the folder"
                  + " lib beside espalier.jar (in Maven: com.microsoft.onnxruntime:onnxruntime)")
              .formatted(JAR));
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError | IllegalStateException e) {
      throw new RuntimeFailedException(
          "ONNX Runtime does not run on this machine (%s %s): %s"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e));
    }
  }

  /** The environment of all sessions of this process. Warnings of the library are left out. */
  static OrtEnvironment environment() {
    return Holder.ENVIRONMENT;
  }

  /**
   * Deletes the copies of its native libraries, which it would leave behind when the process is
   * interrupted, and their empty folder in any case. On Linux, what is loaded stays loaded.
   */
  private static void deleteLibraries() {
    if (!Files.isReadable(LOADED)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(LOADED)) {
        int path = line.indexOf('/');
        Path folder = path < 0 ? null : Path.of(line.substring(path)).getParent();
        if (folder != null && isCopy(folder)) {
          TemporaryPaths.delete(folder);
        }
      }
    } catch (IOException e) {
      // Then they stay, and files run nevertheless.
    }
  }

  private static boolean isCopy(Path folder) {
    return folder.getNameCount() > 0
        && folder.getFileName().toString().startsWith("onnxruntime-java");
  }

  private static final class Holder {
    private static final OrtEnvironment ENVIRONMENT = create();

    private static OrtEnvironment create() {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "espalier");
      deleteLibraries();
      return environment;
    }
  }
}
