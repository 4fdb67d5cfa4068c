package dev.espalier.io.json.control;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import java.util.List;
import java.util.OptionalInt;

/** Bodies of control messages other than {@link DeployOrder}. */
public final class ControlBody {
  private static final String SAMPLE = "sample";
  private static final String SEGMENT = "segment";

  private ControlBody() {}

  /**
   * Files that an agent does not have: the body of a MISSING frame.
   *
   * @param sha256 their checksums
   */
  public record Missing(List<String> sha256) {
    /** This body as text. */
    public String write() {
      return JsonDocument.of(this);
    }

    /**
     * @throws InvalidFileException if the text is no such body
     */
    public static Missing read(String text) {
      JsonValue json = JsonSource.parse(text, "missing files");
      return new Missing(json.field("sha256").items().stream().map(JsonValue::text).toList());
    }
  }

  /**
   * A part of a file: the body of a FILE frame, whose tensor {@code part} holds the bytes.
   *
   * @param sha256 checksum of the whole file
   * @param offset offset of the part, bytes
   */
  public record Part(String sha256, long offset) {
    /** This body as text. */
    public String write() {
      return JsonDocument.of(this);
    }

    /**
     * @throws InvalidFileException if the text is no such body
     */
    public static Part read(String text) {
      JsonValue json = JsonSource.parse(text, "part of a file");
      return new Part(json.field("sha256").text(), json.field("offset").wholeNumber());
    }
  }

  /**
   * A sample that an agent holds.
   *
   * @param sample number of the sample
   * @param segment number of the segment that runs next; that of the exit in an answer
   * @param isAnswer whether it is the answer, which the sink has not confirmed
   */
  public record Held(long sample, int segment, boolean isAnswer) {
    private static Held read(JsonValue json) {
      return new Held(
          json.field(SAMPLE).wholeNumber(),
          json.field(SEGMENT).smallNumber(),
          json.field("isAnswer").flag());
    }
  }

  /**
   * An agent is ready: the body of a READY frame.
   *
   * @param measuredMs median time of each of its segments here, ms
   * @param held the samples that it holds
   */
  public record Ready(List<Double> measuredMs, List<Held> held) {
    /** This body as text. */
    public String write() {
      return JsonDocument.of(this);
    }

    /**
     * @throws InvalidFileException if the text is no such body
     */
    public static Ready read(String text) {
      JsonValue json = JsonSource.parse(text, "ready");
      return new Ready(
          json.field("measuredMs").items().stream().map(JsonValue::nonNegativeNumber).toList(),
          json.field("held").items().stream().map(Held::read).toList());
    }
  }

  /**
   * An epoch begins: the body of a START frame.
   *
   * @param paceMs minimum time of each of the agent's segments, ms; 0 for as fast as it goes
   * @param resumed the held samples that go on
   */
  public record Start(List<Double> paceMs, List<Held> resumed) {
    /** This body as text. */
    public String write() {
      return JsonDocument.of(this);
    }

    /**
     * @throws InvalidFileException if the text is no such body
     */
    public static Start read(String text) {
      JsonValue json = JsonSource.parse(text, "start");
      return new Start(
          json.field("paceMs").items().stream().map(JsonValue::nonNegativeNumber).toList(),
          json.field("resumed").items().stream().map(Held::read).toList());
    }
  }

  /**
   * Something went wrong: the body of a FAULT frame.
   *
   * @param reason what
   * @param stage the stage that is to blame; empty for the agent itself
   */
  public record Fault(String reason, OptionalInt stage) {
    /** This body as text. */
    public String write() {
      return JsonDocument.of(this);
    }

    /**
     * @throws InvalidFileException if the text is no such body
     */
    public static Fault read(String text) {
      JsonValue json = JsonSource.parse(text, "fault");
      return new Fault(
          json.field("reason").text(),
          json.optional("stage")
              .map(JsonValue::smallNumber)
              .map(OptionalInt::of)
              .orElse(OptionalInt.empty()));
    }
  }

  /**
   * What meters counted: the body of a FLUSHED frame.
   *
   * @param readings energy by meter
   */
  public record Flushed(List<Reading> readings) {
    /**
     * A meter.
     *
     * @param meter its name
     * @param joules energy since the epoch began, J
     */
    public record Reading(String meter, double joules) {}

    /** This body as text. */
    public String write() {
      return JsonDocument.of(this);
    }

    /**
     * @throws InvalidFileException if the text is no such body
     */
    public static Flushed read(String text) {
      JsonValue json = JsonSource.parse(text, "flushed");
      return new Flushed(
          json.field("readings").items().stream()
              .map(item -> new Reading(item.field("meter").text(), item.field("joules").number()))
              .toList());
    }
  }
}
