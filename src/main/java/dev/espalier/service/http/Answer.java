package dev.espalier.service.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a call.
 *
 * @param status status code
 * @param mediaType media type of the content; empty where there is none
 * @param content the content
 * @param headers further header fields
 */
public record Answer(int status, String mediaType, String content, Map<String, String> headers) {
  /** Media type of documents. */
  public static final String JSON = "application/json";

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** A document as the content of a successful answer. */
  public static Answer json(String content) {
    return new Answer(200, JSON, content, Map.of());
  }

  /** A successful answer without content. */
  public static Answer empty() {
    return new Answer(204, "", "", Map.of());
  }

  /** This answer with one more header field. */
  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, mediaType, content, more);
  }

  /** The content as it is sent. */
  byte[] bytes() {
    return content.getBytes(StandardCharsets.UTF_8);
  }
}
