package dev.espalier.cli.command;

import dev.espalier.report.Report;
import java.util.Map;
import java.util.function.Supplier;

/** A reproduced paper in every form in which it is shown. */
public interface Reproduced {
  /** Name of its parts, in messages. */
  String parts();

  /** Whether there are no results. */
  boolean isEmpty();

  /** Whether all results are there. */
  boolean isComplete();

  /** All of it, for every format but JSON. */
  Report report();

  /** For programs. */
  String json();

  /** What goes into a folder, by file name, in the order in which it is written. */
  Map<String, Supplier<String>> files();
}
