package dev.espalier.io.onnx.split;

/** Writing was stopped; nothing of it is left. */
public final class SplitInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SplitInterruptedException() {
    super("interrupted before all files were written; nothing is left of them");
  }
}
