package dev.espalier.io.onnx.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that pass through it; buffered. */
final class CountedStream extends BufferedOutputStream {
  private long written;

  CountedStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    super.write(value);
    written++;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    super.write(bytes, from, length);
    written += length;
  }

  /** Number of bytes written. */
  long count() {
    return written;
  }
}
