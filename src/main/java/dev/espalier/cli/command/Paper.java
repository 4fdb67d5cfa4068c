package dev.espalier.cli.command;

import dev.espalier.cli.parse.Choices;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.io.csv.MeasuredLogs;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.reproduction.na2023.Na2023;
import dev.espalier.reproduction.pacheco2021.Pacheco2021;
import dev.espalier.reproduction.popex.Popex;
import dev.espalier.study.Comparer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The papers whose experiments can be repeated. */
enum Paper {
  /** The source paper. */
  NA2023(Na2023.NAME, true) {
    @Override
    Reproduction reproduce(Comparer comparer, boolean isTimed, BooleanSupplier cancelled) {
      return Na2023.reproduce(CatalogFile.na2023(), comparer, isTimed);
    }
  },

  /** Early exits between edge and cloud. */
  PACHECO2021(Pacheco2021.NAME, false) {
    @Override
    Reproduction reproduce(Comparer comparer, boolean isTimed, BooleanSupplier cancelled) {
      return Pacheco2021.reproduce(MeasuredLogs.bLenetMnist(), cancelled);
    }
  },

  /** Cuts by shortest paths that take account of early exits; blur and calibration. */
  POPEX(Popex.NAME, false) {
    @Override
    Reproduction reproduce(Comparer comparer, boolean isTimed, BooleanSupplier cancelled) {
      return Popex.reproduce(MeasuredLogs.bLenetMnist(), cancelled);
    }
  };

  private final String label;
  private final boolean isRandom;

  Paper(String label, boolean isRandom) {
    this.label = label;
    this.isRandom = isRandom;
  }

  /** Its name on the command line. */
  String label() {
    return label;
  }

  /** Whether its experiments make random choices. */
  boolean isRandom() {
    return isRandom;
  }

  /**
   * Repeats the experiments until they are done or cancelled.
   *
   * @param comparer executes the runs of those that make random choices
   * @param isTimed whether to show measured times
   */
  abstract Reproduction reproduce(Comparer comparer, boolean isTimed, BooleanSupplier cancelled);

  /** The names of all papers. */
  static List<String> labels() {
    return Arrays.stream(values()).map(Paper::label).toList();
  }

  /**
   * The paper of a name.
   *
   * @throws InvalidFieldException if there is none
   */
  static Paper of(String label) {
    List<String> labels = labels();
    return Arrays.stream(values())
        .filter(paper -> paper.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidFieldException(
                    "paper",
                    "PAPER must be %s but is \"%s\"%s"
                        .formatted(
                            Choices.listed(labels), label, NearestName.hint(label, labels))));
  }
}
