package dev.espalier.cli.command.watch;

import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where decisions are written, each as soon as it is made: a file or standard output. */
final class DecisionOutput implements AutoCloseable {
  private final Path path;
  private final FileChannel file;
  private final PrintWriter standard;
  private long bytes;

  private DecisionOutput(Path path, FileChannel file, PrintWriter standard, long bytes) {
    this.path = path;
    this.file = file;
    this.standard = standard;
    this.bytes = bytes;
  }

  /** Standard output, to which so many bytes were written before. */
  static DecisionOutput standard(PrintWriter out, long written) {
    return new DecisionOutput(null, null, out, written);
  }

  /**
   * A file, cut behind what is known to have been written.
   *
   * @param written length of all decisions before, bytes
   * @throws InvalidFileException if the file is shorter
   * @throws OutputFailedException if it cannot be written
   */
  static DecisionOutput file(Path path, long written) {
    try {
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (file.size() < written) {
        long size = file.size();
        file.close();
        throw new InvalidFileException(
            "%s: it has %d bytes, but the state says that %d were written; it is not the output of"
                    .formatted(path, size, written)
                + " this state");
      }
      // An output of decisions that the state does not include is written again.
      file.truncate(written).position(written);
      return new DecisionOutput(path, file, null, written);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static OutputFailedException failed(Path path, IOException e) {
    return new OutputFailedException(
        "cannot write %s: %s".formatted(path, OutputOptions.reason(e)));
  }

  /** Writes a decision, which others see when this returns. */
  void write(String line) {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    bytes += text.length;
    if (file == null) {
      standard.print(line);
      standard.flush();
      return;
    }
    try {
      ByteBuffer rest = ByteBuffer.wrap(text);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Length of all decisions, bytes. */
  long bytes() {
    return bytes;
  }

  /** Whether nobody reads any longer. */
  boolean isClosed() {
    return standard != null && standard.checkError();
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
  }
}
