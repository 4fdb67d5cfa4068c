package dev.espalier.io.onnx.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Says what a file is that is no ONNX file, by its first bytes. */
final class OtherKind {
  private static final String LFS = "version https://git-lfs";

  private OtherKind() {}

  /** What the file is, for a message; empty if its first bytes say nothing. */
  static Optional<String> of(byte[] beginning) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    if (text.startsWith(LFS)) {
      return Optional.of(
          "a pointer of Git LFS that stands for the model; fetch the model with \"git lfs pull\"");
    }
    if (text.startsWith("PK\u0003\u0004")) {
      return Optional.of("a ZIP archive (PyTorch's own files are such archives, too)");
    }
    if (text.startsWith("\u001f\u008b")) {
      return Optional.of("compressed with gzip; decompress it first");
    }
    if (text.startsWith("\u0089HDF")) {
      return Optional.of("an HDF5 file");
    }
    if (text.startsWith("TFL3", 4)) {
      return Optional.of("a TensorFlow Lite model");
    }
    if (text.startsWith("ORTM", 4)) {
      return Optional.of("a model in ONNX Runtime's own format; export it as .onnx");
    }
    return ofText(text);
  }

  private static Optional<String> ofText(String text) {
    if (text.isEmpty() || !text.chars().allMatch(OtherKind::isText)) {
      return Optional.empty();
    }
    String start = text.strip().toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return Optional.of("an HTML page, perhaps the answer of a download that failed");
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return Optional.of("JSON");
    }
    return Optional.of("text");
  }

  private static boolean isText(int c) {
    return c >= ' ' && c != 0x7F || c == '\n' || c == '\r' || c == '\t';
  }
}
