package dev.espalier.service.http;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What is done for one method of one path.
 *
 * @param method GET or POST
 * @param path the path; its last step may be {@code {id}}, which stands for any step
 * @param isOpen whether a call needs no token
 * @param action answers a call, now or later; a {@link ProblemException} is an answer as well
 */
public record Route(
    String method,
    String path,
    boolean isOpen,
    Function<HttpCall, CompletionStage<Answer>> action) {
  private static final String PARAMETER = "{id}";

  /** A route whose answer is made at once, which takes no time to speak of. */
  public static Route get(String path, Function<HttpCall, Answer> answer) {
    return new Route("GET", path, false, answer.andThen(CompletableFuture::completedFuture));
  }

  /** A route that takes a document and answers later. */
  public static Route post(String path, Function<HttpCall, CompletionStage<Answer>> action) {
    return new Route("POST", path, false, action);
  }

  /** This route for calls without a token. */
  public Route open() {
    return new Route(method, path, true, action);
  }

  /** The parameter in a path; empty if the path is not that of this route. */
  Optional<String> parameter(String called) {
    if (!path.endsWith(PARAMETER)) {
      return path.equals(called) ? Optional.of("") : Optional.empty();
    }
    String before = path.substring(0, path.length() - PARAMETER.length());
    return called.startsWith(before)
            && called.length() > before.length()
            && called.indexOf('/', before.length()) < 0
        ? Optional.of(called.substring(before.length()))
        : Optional.empty();
  }
}
