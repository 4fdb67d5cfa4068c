package dev.espalier.spark;

import dev.espalier.io.line.InputLine;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The scenarios among the lines of a partition: those that are neither blank nor the header. */
final class NumberedLines implements Iterator<InputLine> {
  private final Iterator<byte[]> lines;
  private final long header;
  private long number;
  private InputLine next;

  /**
   * @param firstLine number of the first line
   * @param header number of the line that is the header; 0 if none is
   */
  NumberedLines(Iterator<byte[]> lines, long firstLine, long header) {
    this.lines = lines;
    this.header = header;
    number = firstLine;
  }

  @Override
  public boolean hasNext() {
    while (next == null && lines.hasNext()) {
      InputLine line = InputLine.decode(number, 0, lines.next());
      if (number > header && !line.isBlank()) {
        next = line;
      }
      number++;
    }
    return next != null;
  }

  @Override
  public InputLine next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    InputLine line = next;
    next = null;
    return line;
  }
}
