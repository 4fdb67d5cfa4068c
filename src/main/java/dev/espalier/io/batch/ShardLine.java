package dev.espalier.io.batch;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
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
   * The last line.
   *
   * @param scenarios number of scenarios in the shard, one line each
   * @param total number of scenarios in all shards
   * @param sha256 checksum of the lines of the shard
   * @param input checksum of the scenarios of all shards
   * @param files checksums of the files that were read, by name
   */
  record Tail(long scenarios, long total, String sha256, String input, Map<String, String> files)
      implements ShardLine {

    /** The tail as a line. */
    public String write() {
      return JsonDocument.line(this);
    }

    /**
     * Reads the last line.
     *
     * @param file name of the shard in messages
     * @param number number of the line, 1-based
     * @throws InvalidFileException if it is none
     */
    public static Tail read(String line, String file, int number) {
      JsonValue json = JsonSource.parseLine(line, file, number - 1);
      return new Tail(
          json.field("scenarios").wholeNumber(),
          json.field("total").wholeNumber(),
          json.field("sha256").text(),
          json.field("input").text(),
          BatchOrigin.texts(json.field("files")));
    }
  }
}
