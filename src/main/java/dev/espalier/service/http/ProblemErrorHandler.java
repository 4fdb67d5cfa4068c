package dev.espalier.service.http;

import dev.espalier.internal.Printable;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Describes what Jetty itself refuses, such as a request that is no HTTP. */
final class ProblemErrorHandler implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status =
        request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer code
            ? code
            : HttpStatus.INTERNAL_SERVER_ERROR_500;
    Answer answer = problem(status, request).answer(path(request));
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.mediaType());
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    byte[] bytes = answer.bytes();
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
    return true;
  }

  private static String path(Request request) {
    return Printable.shortened(
        Optional.ofNullable(Request.getPathInContext(request)).orElse("/"), 200);
  }

  private static Problem problem(int status, Request request) {
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      return Problem.busy("the service is being stopped");
    }
    if (status >= HttpStatus.INTERNAL_SERVER_ERROR_500
        && status != HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505) {
      return Problem.internal();
    }
    if (status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431
        || status == HttpStatus.URI_TOO_LONG_414) {
      return new Problem(
          "HeaderTooLarge",
          "Header too large",
          status,
          "the request line and header fields have more bytes than are read");
    }
    Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    String reason = message instanceof String text ? text : HttpStatus.getMessage(status);
    return new Problem(
        "MalformedRequest",
        "Malformed request",
        status,
        "the request is not valid HTTP/1.1: " + Printable.shortened(reason, 200));
  }
}
