package dev.espalier.report.page;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Collects values of which each has a name, for a table of two columns. */
final class NamedValues {
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(String name, Cell value) {}

  NamedValues add(String name, Cell value) {
    entries.add(new Entry(name, value));
    return this;
  }

  NamedValues add(String name, String value) {
    return add(name, Cell.text(value));
  }

  NamedValues add(String name, double value) {
    return add(name, Cell.number(value));
  }

  NamedValues add(String name, long value) {
    return add(name, Cell.integer(value));
  }

  /** Adds a value if there is one. */
  NamedValues addIf(String name, OptionalDouble value) {
    value.ifPresent(number -> add(name, number));
    return this;
  }

  Table table() {
    return Table.of(entries)
        .words(Column.words("name"), Entry::name)
        .column(Column.words("value", "value"), Entry::value)
        .build();
  }
}
