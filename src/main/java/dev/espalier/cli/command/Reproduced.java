package dev.espalier.cli.command;

import dev.espalier.report.Report;
import java.util.Map;
import java.util.function.Supplier;

/** A reproduced paper in every form in which it is shown. */
public interface Reproduced {
  /** Name of its parts, in messages. */
  String parts();

  /** Whether nothing was made before it was stopped. */
  boolean isEmpty();

  /** Whether everything was made. */
  boolean isComplete();

  /** All of it, for every format but JSON. */
  Report report();

  /** For programs. */
  String json();

  /** What goes into a folder, by file name, in the order in which it is written. */
  Map<String, Supplier<String>> files();
}
