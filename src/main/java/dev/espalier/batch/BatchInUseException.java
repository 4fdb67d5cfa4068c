package dev.espalier.batch;

import java.io.IOException;
import java.nio.file.Path;

/** Another process plans a batch into the same file. */
public final class BatchInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  BatchInUseException(Path journal) {
    super("another process plans this batch: it holds " + journal);
  }
}
