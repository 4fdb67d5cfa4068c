package dev.espalier.service.http;

import dev.espalier.internal.Printable;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds the route of a request, receives its body, and sends the answer. */
final class RouteHandler extends Handler.Abstract.NonBlocking {
  /** Header fields of an answer that a client may expect to be another one soon. */
  static final Map<String, String> RETRY = Map.of("Retry-After", "1");

  private static final int MAX_PATH = 200;

  private final HttpEndpoint.Settings settings;
  private final Admission admission;
  private final ConnectionWatch watch;
  private final AtomicLong heldBytes = new AtomicLong();

  RouteHandler(HttpEndpoint.Settings settings, ConnectionWatch watch) {
    this.settings = settings;
    this.admission = new Admission(settings);
    this.watch = watch;
  }

  /** The way of one request from its header to its answer. */
  private final class Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final String path;
    private final long startNanos = System.nanoTime();
    private Optional<Route> route = Optional.empty();
    private Optional<BodyReader> body = Optional.empty();

    Exchange(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      path = Request.getPathInContext(request);
    }

    void begin() {
      try {
        answer().whenComplete(this::finish);
      } catch (RuntimeException e) {
        finish(null, e);
      }
    }

    private CompletionStage<Answer> answer() {
      admission.checkHost(request);
      Map<String, Route> routes =
          settings.routes().stream()
              .filter(each -> each.parameter(path).isPresent())
              .collect(Collectors.toMap(Route::method, each -> each));
      String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
      route = Optional.ofNullable(routes.get(method));
      if (!route.map(Route::isOpen).orElse(false)) {
        admission.checkToken(request);
      }
      if (route.isEmpty()) {
        return CompletableFuture.completedFuture(withoutRoute(routes));
      }
      Route found = route.get();
      CompletionStage<byte[]> received =
          found.method().equals("POST")
              ? receive()
              : CompletableFuture.completedFuture(new byte[0]);
      return received.thenCompose(
          bytes -> {
            watch.received(connection());
            return found
                .action()
                .apply(new HttpCall(method, path, found.parameter(path).orElseThrow(), bytes));
          });
    }

    private Answer withoutRoute(Map<String, Route> routes) {
      if (routes.isEmpty()) {
        throw new ProblemException(
            Problem.notFound(
                "no document is at \"%s\"; /openapi.json lists those there are"
                    .formatted(Printable.shortened(path, MAX_PATH))));
      }
      String allowed =
          routes.keySet().stream()
              .flatMap(each -> each.equals("GET") ? Stream.of(each, "HEAD") : Stream.of(each))
              .collect(Collectors.joining(", ", "OPTIONS, ", ""));
      if (request.getMethod().equals("OPTIONS")) {
        return Answer.empty().with("Allow", allowed);
      }
      throw new ProblemException(
          new Problem(
              "MethodNotAllowed",
              "Method not allowed",
              405,
              "%s allows %s but the method is %s"
                  .formatted(
                      Printable.shortened(path, MAX_PATH),
                      allowed,
                      Printable.shortened(request.getMethod(), MAX_PATH))),
          Map.of("Allow", allowed));
    }

    private CompletionStage<byte[]> receive() {
      Admission.checkMediaType(request);
      int maxBytes = settings.limits().maxBodyBytes();
      if (request.getLength() > maxBytes) {
        throw new ProblemException(BodyReader.tooLarge(maxBytes));
      }
      BodyReader reader = new BodyReader(request, settings.limits(), heldBytes);
      body = Optional.of(reader);
      watch.receiving(
          connection(), () -> reader.body().completeExceptionally(new TimeoutException()));
      reader.run();
      return reader.body();
    }

    private Connection connection() {
      return request.getConnectionMetaData().getConnection();
    }

    /** Answers; a client must not wait for ever where even that fails, such as without memory. */
    private void finish(Answer made, Throwable failure) {
      try {
        answer(made, failure);
      } catch (RuntimeException | Error e) {
        settings.log().accept("%s: %s".formatted(path, e));
        callback.failed(e);
      }
    }

    private void answer(Answer made, Throwable failure) {
      Answer answer = failure == null ? made : failed(failure);
      body.ifPresent(BodyReader::release);
      response.setStatus(answer.status());
      HttpFields.Mutable headers = response.getHeaders();
      answer.headers().forEach(headers::put);
      headers.put(HttpHeader.CACHE_CONTROL, "no-store");
      byte[] bytes = answer.bytes();
      if (!answer.mediaType().isEmpty()) {
        headers.put(HttpHeader.CONTENT_TYPE, answer.mediaType());
        headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
        headers.put("X-Content-Type-Options", "nosniff");
      }
      if (isBodyLeft()) {
        headers.put(HttpHeader.CONNECTION, "close"); // rather than to read what is of no use
      }
      Connection connection = connection();
      response.write(
          true,
          ByteBuffer.wrap(bytes),
          Callback.from(
              () -> {
                watch.answered(connection);
                callback.succeeded();
              },
              callback::failed));
      settings
          .listener()
          .answered(
              route.map(Route::path).orElse("other"),
              route.map(Route::method).orElse("other"),
              answer.status(),
              System.nanoTime() - startNanos);
    }

    /** Whether some of the body was not received. */
    private boolean isBodyLeft() {
      return body.map(reader -> reader.body().isCompletedExceptionally()).orElse(hasBody());
    }

    private boolean hasBody() {
      return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING) || request.getLength() > 0;
    }

    private Answer failed(Throwable thrown) {
      Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
      if (failure instanceof ProblemException problem) {
        return problem.answer(path);
      }
      if (failure instanceof HttpException bad) {
        return new Problem(
                "MalformedRequest",
                "Malformed request",
                bad.getCode(),
                "the body of the request is not valid HTTP/1.1: "
                    + Printable.shortened(String.valueOf(bad.getReason()), MAX_PATH))
            .answer(path);
      }
      if (failure instanceof TimeoutException) {
        return new Problem(
                "TooSlow", "Request too slow", 408, "the body of the request arrived too slowly")
            .answer(path);
      }
      if (body.map(reader -> reader.body().isCompletedExceptionally()).orElse(false)) {
        return new Problem(
                "MalformedRequest",
                "Malformed request",
                400,
                "the connection was closed before the body of the request had arrived")
            .answer(path);
      }
      settings.log().accept("%s: %s".formatted(path, failure));
      return Problem.internal().answer(path);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // A plan may take longer than a connection may be idle.
    request.addIdleTimeoutListener(idle -> false);
    new Exchange(request, response, callback).begin();
    return true;
  }
}
