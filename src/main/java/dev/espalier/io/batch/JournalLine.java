package dev.espalier.io.batch;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.study.batch.BatchSummary;
import java.util.Map;
import java.util.Optional;

/** Lines of the journal of a batch that is under way, each with a seal of its own. */
public sealed interface JournalLine {

  /**
   * The first line.
   *
   * @param origin what is planned
   * @param bytes bytes of the file of results in front of the first result
   */
  record Head(BatchOrigin origin, long bytes) implements JournalLine {
    static final String FORMAT = "espalier-batch-journal/1";

    /** The head as a line. */
    public String write() {
      return Seal.put(
          "", JsonDocument.line(Map.of("format", FORMAT), origin.fields(), new Beginning(bytes)));
    }

    /**
     * Reads the first line.
     *
     * @param line the line with its end
     * @param file name of the journal in messages
     * @throws InvalidFileException if it is none
     */
    public static Head read(String line, String file) {
      checkSeal(line, file, 1);
      JsonValue json = JsonSource.parseLine(line, file, 0);
      json.checkFormat(FORMAT);
      return new Head(BatchOrigin.read(json), json.field("bytes").wholeNumber());
    }
  }

  /** The fields of a head that are not those of its origin. */
  record Beginning(long bytes) {}

  /**
   * Results that are kept.
   *
   * @param scenarios how many scenarios they are of
   * @param bytes their length, bytes
   * @param sha256 their checksum
   * @param input checksum of the scenarios
   * @param summary what is counted
   * @param files checksums of the files that were read since the line before, by name
   */
  record Results(
      long scenarios,
      long bytes,
      String sha256,
      String input,
      BatchSummary summary,
      Map<String, String> files)
      implements JournalLine {

    /** The results as a line. */
    public String write() {
      return Seal.put(
          "",
          JsonDocument.line(
              new Written(scenarios, bytes, sha256, input),
              Map.of("summary", SummaryFields.of(summary)),
              files.isEmpty() ? Optional.empty() : Optional.of(Map.of("files", files))));
    }

    /**
     * Reads such a line.
     *
     * @param line the line with its end
     * @param file name of the journal in messages
     * @param number number of the line, 1-based
     * @throws InvalidFileException if it is none
     */
    public static Results read(String line, String file, int number) {
      checkSeal(line, file, number);
      JsonValue json = JsonSource.parseLine(line, file, number - 1);
      return new Results(
          json.field("scenarios").wholeNumber(),
          json.field("bytes").wholeNumber(),
          json.field("sha256").text(),
          json.field("input").text(),
          SummaryFields.read(json.field("summary")),
          json.optional("files").map(BatchOrigin::texts).orElse(Map.of()));
    }
  }

  /** The fields of a line of results. */
  record Written(long scenarios, long bytes, String sha256, String input) {}

  private static void checkSeal(String line, String file, int number) {
    if (!Seal.isIntact("", line)) {
      throw new InvalidFileException(
          "%s: line %d of the journal is not as it was written; delete the file to start anew"
              .formatted(file, number));
    }
  }
}
