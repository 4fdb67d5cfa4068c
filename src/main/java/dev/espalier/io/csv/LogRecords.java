package dev.espalier.io.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the fields of an exit log directly from the parser's buffer, so that no object is created
 * for a row.
 */
final class LogRecords extends AbstractBaseCsvCallbackHandler<Boolean> {
  private static final int MAX_QUOTED = 60;

  private final String file;
  private final List<String> names = new ArrayList<>();
  private LogHeader header;
  private SampleRow row;
  private LogGatherer gatherer;
  private long line;

  LogRecords(String file) {
    this.file = file;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    line = startingLineNumber;
  }

  @Override
  protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
    if (header == null) {
      names.add(new String(text, offset, length));
    } else if (index < names.size()) {
      try {
        row.set(index, text, offset, offset + length);
      } catch (InvalidFieldException e) {
        throw located(e);
      }
    }
  }

  @Override
  protected Boolean buildRecord() {
    if (getRecordType() == RecordType.EMPTY) {
      return Boolean.FALSE;
    }
    try {
      if (header == null) {
        header = LogHeader.of(names);
        row = new SampleRow(header);
        gatherer = new LogGatherer(header);
      } else {
        checkFields();
        gatherer.add(row);
      }
    } catch (InvalidFieldException e) {
      throw located(e);
    }
    return Boolean.TRUE;
  }

  private void checkFields() {
    if (getFieldCount() != names.size()) {
      throw new InvalidFieldException(
          "",
          "expected %d fields, as in the header, but found %d"
              .formatted(names.size(), getFieldCount()));
    }
  }

  private InvalidFileException located(InvalidFieldException e) {
    String place = "";
    if (!e.field().isEmpty()) {
      int column = Integer.parseInt(e.field());
      String name = Printable.shortened(names.get(column), MAX_QUOTED);
      place = ", column %d (%s)".formatted(column + 1, name);
    }
    return new InvalidFileException(
        "%s: at line %d%s: %s".formatted(file, line, place, e.getMessage()));
  }

  /** Line on which the row begins that was read last. */
  long line() {
    return line;
  }

  /**
   * What was read.
   *
   * @throws InvalidFileException if that is no sample
   */
  LogGatherer gathered() {
    if (header == null) {
      throw new InvalidFileException(file + ": the file is empty; expected a header row");
    }
    if (gatherer.isEmpty()) {
      throw new InvalidFileException(
          file + ": expected a row for each sample below the header but found none");
    }
    return gatherer;
  }
}
