package dev.espalier.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/** Loads ONNX Runtime and its native library. */
public final class OnnxRuntime {
  private static final String JAR = "onnxruntime";

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

  private static final class Holder {
    private static final OrtEnvironment ENVIRONMENT =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "espalier");
  }
}
