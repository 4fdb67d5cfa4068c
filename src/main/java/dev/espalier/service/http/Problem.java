package dev.espalier.service.http;

import dev.espalier.io.json.tree.JsonDocument;
import java.util.Map;
import java.util.Optional;

/**
 * An error as RFC 9457 describes it.
 *
 * @param kind name of the kind of error, which is one of the responses of the OpenAPI document
 * @param title the kind of error in words
 * @param status status code
 * @param detail what is wrong this time, found and expected
 * @param pointer JSON pointer to the value of the request that is wrong; empty if there is none
 */
public record Problem(
    String kind, String title, int status, String detail, Optional<String> pointer) {
  /** Media type of the document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A request that is no valid document of its kind. */
  public static Problem badRequest(String detail, Optional<String> pointer) {
    return new Problem("BadRequest", "Invalid request", 400, detail, pointer);
  }

  /** Something that is not there. */
  public static Problem notFound(String detail) {
    return new Problem("NotFound", "Not found", 404, detail, Optional.empty());
  }

  /** A service that has more to do than it takes on. */
  public static Problem busy(String detail) {
    return new Problem("Busy", "Busy", 503, detail, Optional.empty());
  }

  /** A time limit that ended before there was a result. */
  public static Problem timeLimit(String detail) {
    return new Problem("TimeLimit", "Time limit reached", 504, detail, Optional.empty());
  }

  /** An error of the service; what went wrong inside is not for the client. */
  static Problem internal() {
    return new Problem(
        "InternalError", "Internal error", 500, "the service failed; its log says why");
  }

  Problem(String kind, String title, int status, String detail) {
    this(kind, title, status, detail, Optional.empty());
  }

  /**
   * The members of the document. The type refers to the description of this kind of error in the
   * OpenAPI document, as a path relative to the service.
   *
   * @param path path of the request that failed
   */
  public Members members(String path) {
    return new Members("/openapi.json#/components/responses/" + kind, title, status, detail, path);
  }

  /** See {@link #members}. */
  public record Members(String type, String title, int status, String detail, String instance) {}

  /** This error as the answer to a request for a path. */
  Answer answer(String path) {
    String document =
        JsonDocument.of(members(path), pointer.map(place -> Map.of("pointer", place)));
    return new Answer(status, MEDIA_TYPE, document, Map.of());
  }
}
