package dev.espalier.benchmarks.service;

import java.util.List;

/** Requests of a study: one that is valid, and many that are not. */
final class Requests {
  private static final String HOST = "Host: localhost\r\n";
  private static final String POST =
      "POST /plan HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
  private static final String VALID =
      "{\"model\":\"zoo:b-alexnet\",\"catalog\":\"zoo:na2023-six\"}";

  private Requests() {}

  /**
   * A request that is malformed in one way.
   *
   * @param isCutOff whether it ends too early
   */
  record Malformed(String text, boolean isCutOff) {
    private static Malformed of(String text) {
      return new Malformed(text, false);
    }
  }

  /** A plan of B-AlexNet on the six devices of Na et al. 2023. */
  static String plan() {
    return body(VALID);
  }

  /** All ways to be malformed. */
  static List<Malformed> malformed() {
    return List.of(
        Malformed.of(body("{\"model\":")),
        Malformed.of(body("{\"model\":\"zoo:b-alexnet\",\"catalog\":3}")),
        Malformed.of(body(VALID.replace("}", ",\"options\":{\"fsp\":1}}"))),
        Malformed.of(body("[".repeat(5_000))),
        Malformed.of(body("\0\1\2\3")),
        Malformed.of(POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"),
        Malformed.of(POST + "Content-Length: 1000000000\r\n\r\n{"),
        Malformed.of(POST + "Content-Length: -1\r\n\r\n{}"),
        Malformed.of(POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}}"),
        Malformed.of(POST + "X: " + "y".repeat(20_000) + "\r\n\r\n"),
        Malformed.of("GET /plan HTTP/1.1\r\n" + HOST + "\r\n"),
        Malformed.of("GET /nowhere HTTP/1.1\r\n" + HOST + "\r\n"),
        Malformed.of("POST /plan HTTP/1.1\r\n" + HOST + "Content-Length: 2\r\n\r\n{}"),
        Malformed.of("POST /plan HTTP/1.1\r\n\r\n"),
        Malformed.of("nonsense\r\n\r\n"),
        new Malformed(POST + "Content-Length: 500\r\n\r\n{\"model\"", true),
        new Malformed("POST /pl", true),
        new Malformed(POST + "Transfer-Encoding: chunked\r\n\r\n5\r\nab", true));
  }

  private static String body(String json) {
    return POST + "Content-Length: " + json.length() + "\r\n\r\n" + json;
  }
}
