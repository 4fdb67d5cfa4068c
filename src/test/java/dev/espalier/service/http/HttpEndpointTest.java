package dev.espalier.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients get that do not keep to the protocol, or to the limits. */
class HttpEndpointTest {
  private static final int MAX_BODY = 1000;
  private static final String HOST = "Host: localhost\n";
  private static final String JSON = "Content-Type: application/json\n";
  private static final HttpLimits LIMITS =
      new HttpLimits(
          MAX_BODY,
          2048,
          Duration.ofSeconds(2),
          Duration.ofMillis(1000),
          1000,
          Duration.ofSeconds(5),
          20);

  private final List<String> log = new CopyOnWriteArrayList<>();
  private HttpEndpoint endpoint;

  private HttpEndpoint start(Optional<BearerToken> token) {
    return HttpEndpoint.start(
        new HttpEndpoint.Settings(
            new InetSocketAddress("127.0.0.1", 0),
            LIMITS,
            token,
            List.of(
                Route.get("/hello", call -> Answer.json("{}")).open(),
                Route.get("/things/{id}", call -> Answer.json("\"" + call.parameter() + "\"")),
                Route.post(
                    "/echo",
                    call ->
                        CompletableFuture.supplyAsync(
                            () -> Answer.json(new String(call.body(), StandardCharsets.UTF_8)))),
                Route.post(
                    "/broken",
                    call -> {
                      throw new IllegalStateException("secret of the inside");
                    })),
            CallListener.NONE,
            log::add));
  }

  @BeforeEach
  void start() {
    endpoint = start(Optional.empty());
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  private RawClient connect() throws IOException {
    return RawClient.connect(endpoint.address());
  }

  private String answerTo(String text) throws IOException {
    try (RawClient client = connect()) {
      return client.send(text).answer();
    }
  }

  private static void assertProblem(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("Content-Type: application/problem+json")
        .contains("\"status\" : " + status)
        .contains("\"title\" : \"")
        .contains("\"detail\" : \"")
        .contains("\"type\" : \"/openapi.json#/components/responses/")
        .doesNotContain("\tat ")
        .doesNotContain("java.lang")
        .doesNotContain("org.eclipse");
  }

  @Test
  void answersOneRequestAfterAnotherOnOneConnection() throws IOException {
    try (RawClient client = connect()) {
      String request = "POST /echo HTTP/1.1\n" + HOST + JSON + "Content-Length: 4\n\n";
      client.send(request + "1234" + request + "5678" + "GET /things/a-b HTTP/1.1\n" + HOST + "\n");
      assertThat(client.answer()).startsWith("HTTP/1.1 200 ").endsWith("\r\n1234");
      assertThat(client.answer()).startsWith("HTTP/1.1 200 ").endsWith("\r\n5678");
      assertThat(client.answer()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\"a-b\"");
    }
  }

  @Test
  void takesABodyInChunks() throws IOException {
    assertThat(
            answerTo(
                "POST /echo HTTP/1.1\n"
                    + HOST
                    + JSON
                    + "Transfer-Encoding: chunked\n\n3\nabc\n2\nde\n0\n\n"))
        .endsWith("\r\nabcde");
  }

  @Test
  void headIsAnsweredAsGetWithoutContent() throws IOException {
    try (RawClient client = connect()) {
      client.send("HEAD /hello HTTP/1.1\n" + HOST + "Connection: close\n\n");
      assertThat(client.rest())
          .startsWith("HTTP/1.1 200 ")
          .contains("Content-Length: 2")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void optionsNamesTheMethods() throws IOException {
    assertThat(answerTo("OPTIONS /hello HTTP/1.1\n" + HOST + "\n"))
        .startsWith("HTTP/1.1 204 ")
        .contains("Allow: OPTIONS, GET, HEAD");
  }

  @Test
  void unknownPathsMethodsAndMediaTypesAreRefused() throws IOException {
    assertProblem(answerTo("GET /nowhere HTTP/1.1\n" + HOST + "\n"), 404);
    assertProblem(answerTo("GET /things/a/b HTTP/1.1\n" + HOST + "\n"), 404);
    String wrongMethod = answerTo("DELETE /echo HTTP/1.1\n" + HOST + "\n");
    assertProblem(wrongMethod, 405);
    assertThat(wrongMethod).contains("Allow: OPTIONS, POST");
    String text = "POST /echo HTTP/1.1\n" + HOST + "Content-Length: 2\n";
    assertProblem(answerTo(text + "\n{}"), 415);
    assertProblem(answerTo(text + "Content-Type: text/plain\n\n{}"), 415);
    assertProblem(answerTo(text + "Content-Type: application/json; charset=utf-16\n\n{}"), 415);
    assertProblem(answerTo(text + JSON + "Content-Encoding: gzip\n\n{}"), 415);
    assertThat(answerTo(text + "Content-Type: application/json; charset=UTF-8\n\n{}"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void bodiesThatAreTooLargeAreRefusedBeforeTheyAreRead() throws IOException {
    try (RawClient client = connect()) {
      client.send("POST /echo HTTP/1.1\n" + HOST + JSON + "Content-Length: 100000000\n\n{");
      assertProblem(client.rest(), 413);
    }
    try (RawClient client = connect()) {
      client.send("POST /echo HTTP/1.1\n" + HOST + JSON + "Transfer-Encoding: chunked\n\n");
      String chunk = "80\n" + "x".repeat(128) + "\n";
      for (int sent = 0; sent <= MAX_BODY; sent += 128) {
        client.send(chunk);
      }
      assertProblem(client.rest(), 413);
    }
  }

  @Test
  void requestsThatAreNotHttpAreRefused() throws IOException {
    String post = "POST /echo HTTP/1.1\n" + HOST + JSON;
    assertProblem(answerTo("nonsense\n\n"), 400);
    assertProblem(answerTo("GET /hello HTTP/1.1\n\n"), 400);
    assertProblem(answerTo("GET /hello HTTP/9.9\n" + HOST + "\n"), 505);
    assertProblem(answerTo("GET /hello HTTP/1.1\n" + HOST + "bad header\n\n"), 400);
    assertProblem(
        answerTo("GET /hello HTTP/1.1\n" + HOST + "a: " + "x".repeat(5000) + "\n\n"), 431);
    assertProblem(answerTo("GET /" + "x".repeat(5000) + " HTTP/1.1\n" + HOST + "\n"), 414);
    assertProblem(answerTo("GET /%00 HTTP/1.1\n" + HOST + "\n"), 400);
    assertProblem(answerTo("GET /a/..%2f..%2fetc HTTP/1.1\n" + HOST + "\n"), 400);
    assertProblem(answerTo(post + "Transfer-Encoding: chunked\n\nzz\nabc\n0\n\n"), 400);
    assertProblem(answerTo(post + "Content-Length: -5\n\n"), 400);
    assertProblem(answerTo(post + "Content-Length: five\n\n"), 400);
    assertProblem(answerTo(post + "Content-Length: 3\nContent-Length: 4\n\nabcd"), 400);
    assertProblem(answerTo(post + "Content-Length: 3\nTransfer-Encoding: chunked\n\n0\n\n"), 400);
    assertProblem(answerTo(post + "Transfer-Encoding: gzip\n\nabc"), 400);
  }

  @Test
  void aBodyThatIsCutOffIsRefused() throws IOException {
    try (RawClient client = connect()) {
      client.send("POST /echo HTTP/1.1\n" + HOST + JSON + "Content-Length: 50\n\n{\"a\"").finish();
      assertThat(client.rest()).doesNotContain("200 OK").doesNotContain("\tat ");
    }
    assertThat(log).isEmpty();
  }

  @Test
  void whatFailsInsideStaysInside() throws IOException {
    String answer = answerTo("POST /broken HTTP/1.1\n" + HOST + JSON + "Content-Length: 2\n\n{}");
    assertProblem(answer, 500);
    assertThat(answer).doesNotContain("secret");
    assertThat(log)
        .containsExactly("/broken: java.lang.IllegalStateException: secret of the inside");
  }

  @Test
  void aHeaderThatTricklesInIsCutOff() throws Exception {
    try (RawClient client = connect()) {
      client.send("GET /hello HTTP/1.1\n" + HOST);
      long start = System.nanoTime();
      boolean isOpen = true;
      while (isOpen && System.nanoTime() - start < 8_000_000_000L) {
        try {
          client.send("a: b\n");
          Thread.sleep(100);
        } catch (IOException e) {
          isOpen = false;
        }
      }
      assertThat(isOpen).isFalse();
    }
  }

  @Test
  void aBodyThatTricklesInIsRefused() throws Exception {
    try (RawClient client = connect()) {
      client.send("POST /echo HTTP/1.1\n" + HOST + JSON + "Content-Length: 900\n\n{");
      Thread sender =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 80; i++) {
                    client.send(" ");
                    Thread.sleep(100);
                  }
                } catch (IOException | InterruptedException e) {
                  // cut off
                }
              });
      sender.start();
      assertProblem(client.answer(), 408);
      sender.interrupt();
      sender.join();
    }
  }

  @Test
  void aSilentConnectionIsClosed() throws IOException {
    try (RawClient client = connect()) {
      assertThat(client.isClosedWithin(6000)).isTrue();
    }
    try (RawClient client = connect()) {
      client.send("POST /echo HTTP/1.1\n" + HOST + JSON + "Content-Length: 50\n\n{\"a\"");
      assertProblem(client.answer(), 408);
    }
  }

  @Test
  void withATokenNothingElseIsAnswered() throws IOException {
    try (HttpEndpoint closed = start(Optional.of(BearerToken.of("0123456789abcdef")));
        RawClient client = RawClient.connect(closed.address())) {
      client.send("GET /things/1 HTTP/1.1\n" + HOST + "\n");
      String answer = client.answer();
      assertProblem(answer, 401);
      assertThat(answer).contains("WWW-Authenticate: Bearer");
      client.send("GET /nowhere HTTP/1.1\n" + HOST + "\n");
      assertProblem(client.answer(), 401);
      client.send("GET /things/1 HTTP/1.1\n" + HOST + "Authorization: Bearer 0123456789abcdeX\n\n");
      assertProblem(client.answer(), 401);
      client.send("GET /hello HTTP/1.1\n" + HOST + "\n");
      assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
      client.send(
          "GET /things/1 HTTP/1.1\nHost: any.example\nAuthorization: bearer 0123456789abcdef\n\n");
      assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void pagesOfOtherHostsDoNotReachThisMachine() throws IOException {
    assertProblem(answerTo("GET /hello HTTP/1.1\nHost: evil.example\n\n"), 421);
    assertThat(answerTo("GET /hello HTTP/1.1\nHost: 127.0.0.1:80\n\n")).startsWith("HTTP/1.1 200 ");
  }
}
