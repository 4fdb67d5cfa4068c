package dev.espalier.io.json.control;

import dev.espalier.internal.Checks;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Bodies of the messages by which links are imitated and measured while a run goes on. */
public final class LinkBody {
  private static final String DEVICE = "device";
  private static final String BYTES = "bytes";
  private static final String LINK = "link";

  private LinkBody() {}

  /**
   * What an agent imitates from now on: the body of an IMITATE frame.
   *
   * @param links the links from it, by the device at their other end
   * @param slowdown how many times as long its segments take as they did at the start of the run
   */
  public record Imitation(Map<String, LinkShape> links, double slowdown) {
    /**
     * @throws IllegalArgumentException if the slowdown is not positive
     */
    public Imitation {
      links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
      Checks.positive("imitation", "slowdown", slowdown);
    }

    /** This body as text. */
    public String write() {
      return JsonDocument.of(this);
    }

    /**
     * @throws InvalidFileException if the text is no such body
     */
    public static Imitation read(String text) {
      JsonValue json = JsonSource.parse(text, "imitation");
      Map<String, LinkShape> links = new LinkedHashMap<>();
      json.field("links").object().forEach((device, link) -> links.put(device, shape(link)));
      return json.make(() -> new Imitation(links, json.field("slowdown").number()));
    }
  }

  static LinkShape shape(JsonValue link) {
    return link.make(
        () ->
            new LinkShape(
                link.optionalNumber("bandwidthMbps"),
                link.field("latencyMs").number(),
                link.optional("burstBytes")
                    .map(JsonValue::wholeNumber)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty())));
  }

  /**
   * A link is to be measured: the body of a MEASURE frame.
   *
   * @param from device at whose end it is measured
   * @param device device at its other end
   * @param address where the agent of that device listens, {@code HOST:PORT}
   * @param bytes how many bytes to begin with
   */
  public record Order(String from, String device, String address, long bytes) {
    /**
     * @throws IllegalArgumentException if a name is blank or the number is below 1
     */
    public Order {
      Checks.name(LINK, "from", from);
      Checks.name(LINK, DEVICE, device);
      Checks.name(LINK, "address", address);
      Checks.count(LINK, BYTES, bytes, 1);
    }

    /** This body as text. */
    public String write() {
      return JsonDocument.of(this);
    }

    /**
     * @throws InvalidFileException if the text is no such body
     */
    public static Order read(String text) {
      JsonValue json = JsonSource.parse(text, "link to measure");
      return json.make(
          () ->
              new Order(
                  json.field("from").text(),
                  json.field(DEVICE).text(),
                  json.field("address").text(),
                  json.field(BYTES).wholeNumber()));
    }
  }

  /**
   * What was measured of a link: the body of a MEASURED frame.
   *
   * @param device device at its other end
   * @param bytes how many bytes were sent
   * @param roundTripMs time of a message without bytes there, and of its confirmation back, ms
   * @param transferMs the same time of a message with the bytes, ms
   * @param failure why it could not be measured; the times are empty then
   */
  public record Found(
      String device,
      long bytes,
      OptionalDouble roundTripMs,
      OptionalDouble transferMs,
      Optional<String> failure) {
    /** This body as text. */
    public String write() {
      return JsonDocument.of(this);
    }

    /**
     * @throws InvalidFileException if the text is no such body
     */
    public static Found read(String text) {
      JsonValue json = JsonSource.parse(text, "measured link");
      return new Found(
          json.field(DEVICE).text(),
          json.field(BYTES).wholeNumber(),
          json.optionalNumber("roundTripMs"),
          json.optionalNumber("transferMs"),
          json.optionalText("failure"));
    }
  }
}
