package dev.espalier.batch;

import java.io.IOException;

/** Where the results of a batch go, in their order. Not thread-safe. */
interface BatchSink {
  /** Takes the next results. */
  void write(ChunkResult results) throws IOException;
}
