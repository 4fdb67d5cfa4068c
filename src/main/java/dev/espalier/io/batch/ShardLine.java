package dev.espalier.io.batch;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.study.batch.BatchSummary;
import java.util.Map;

/** The lines around the results of a shard. */
public sealed interface ShardLine {

  /**
   * The first line.
   *
   * @param origin what the results come from
   * @param header the line in front of the results of all shards; empty if there is none
   */
  record Head(BatchOrigin origin, String header) implements ShardLine {
    private static final String FORMAT = "espalier-shard/1";

    /** The head as a line. */
    public String write() {
      return JsonDocument.line(Map.of("format", FORMAT), origin.fields(), Map.of("header", header));
    }

    /**
     * Reads the first line.
     *
     * @param file name of the shard in messages
     * @throws InvalidFileException if it is none
     */
    public static Head read(String line, String file) {
      JsonValue json = JsonSource.parseLine(line, file, 0);
      json.checkFormat(FORMAT);
      return new Head(BatchOrigin.read(json), json.field("header").text());
    }
  }

  /**
   * The last line. It ends with a checksum of the head and of itself, so that no byte of the file
   * can change without notice.
   *
   * @param scenarios number of scenarios in the shard, one line each
   * @param total number of scenarios in all shards
   * @param sha256 checksum of the lines of the shard
   * @param input checksum of the scenarios of all shards
   * @param files checksums of the files that were read, by name
   * @param summary what is counted; without times, which would differ from run to run
   */
  record Tail(
      long scenarios,
      long total,
      String sha256,
      String input,
      Map<String, String> files,
      BatchSummary summary)
      implements ShardLine {
    public Tail {
      summary = summary.withoutTimes();
    }

    private record Counts(long scenarios, long total, String sha256, String input) {}

    /**
     * The tail as a line.
     *
     * @param head the first line
     */
    public String write(String head) {
      return Seal.put(
          head,
          JsonDocument.line(
              new Counts(scenarios, total, sha256, input),
              Map.of("files", files),
              Map.of("summary", SummaryFields.of(summary))));
    }

    /**
     * Reads the last line.
     *
     * @param line the line with its end
     * @param head the first line with its end
     * @param file name of the shard in messages
     * @throws InvalidFileException if it is none, or one of the two lines is damaged
     */
    public static Tail read(String line, String head, String file) {
      if (!Seal.isIntact(head, line)) {
        throw new InvalidFileException(
            Seal.isThere(line)
                ? file + ": the shard is damaged: its first or last line is not as it was written"
                : file + ": the shard is not complete: its last line is not that of a shard");
      }
      JsonValue json = JsonSource.parseLine(line, file, 0);
      return new Tail(
          json.field("scenarios").wholeNumber(),
          json.field("total").wholeNumber(),
          json.field("sha256").text(),
          json.field("input").text(),
          BatchOrigin.texts(json.field("files")),
          SummaryFields.read(json.field("summary")));
    }
  }
}
