package dev.espalier.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a profile was measured on.
 *
 * @param device name of the device
 * @param machine its processor and operating system
 * @param runtime the runtime with its version, such as {@code onnxruntime 1.29.0}
 * @param options options of the runtime, such as the number of threads, in order
 */
public record Setup(
    Optional<String> device,
    Optional<String> machine,
    Optional<String> runtime,
    Map<String, String> options) {
  /** Nothing is recorded. */
  public static final Setup UNKNOWN =
      new Setup(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  public Setup {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
