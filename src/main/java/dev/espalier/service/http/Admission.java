package dev.espalier.service.http;

import dev.espalier.internal.Printable;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Decides which requests are taken, by their header alone. */
final class Admission {
  /** Names of this machine. A page of a browser that was led here by DNS has another one. */
  private static final Set<String> LOOPBACK =
      Set.of("localhost", "127.0.0.1", "[::1]", "::1", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]");

  private final HttpEndpoint.Settings settings;

  Admission(HttpEndpoint.Settings settings) {
    this.settings = settings;
  }

  /** Without a token, what is served to this machine must not be reachable through its browsers. */
  void checkHost(Request request) {
    if (settings.token().isPresent()) {
      return;
    }
    String host = Request.getServerName(request);
    boolean isOther = host != null && !LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    if (isOther && settings.address().getAddress().isLoopbackAddress()) {
      throw new ProblemException(
          new Problem(
              "Misdirected",
              "Misdirected request",
              421,
              "the host of the request must be localhost or 127.0.0.1 but is \"%s\""
                  .formatted(Printable.shortened(host, 100))));
    }
  }

  void checkToken(Request request) {
    String sent = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (settings.token().map(token -> !token.isIn(sent)).orElse(false)) {
      throw new ProblemException(
          new Problem(
              "Unauthorized",
              "Unauthorized",
              401,
              "the request must have the header field \"Authorization: Bearer TOKEN\" with the"
                  + " token of this service"),
          Map.of("WWW-Authenticate", "Bearer"));
    }
  }

  static void checkMediaType(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    String bare = type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    boolean isUtf8 = type == null || type.matches("(?i)[^;]*(;\\s*charset=\"?utf-8\"?\\s*)?");
    if (!bare.equals(Answer.JSON) || !isUtf8 || encoding != null) {
      throw new ProblemException(
          new Problem(
              "UnsupportedMediaType",
              "Unsupported media type",
              415,
              "the request must have the content type application/json in UTF-8 and no content"
                  + " encoding"),
          Map.of("Accept", Answer.JSON));
    }
  }
}
