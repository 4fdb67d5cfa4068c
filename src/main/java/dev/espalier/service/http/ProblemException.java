package dev.espalier.service.http;

import java.util.Map;

/** A call is answered with an error. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Map<String, String> headers;

  /** Creates an exception for an error. */
  public ProblemException(Problem problem) {
    this(problem, Map.of());
  }

  /**
   * Creates an exception for an error.
   *
   * @param headers header fields that the answer has besides
   */
  public ProblemException(Problem problem, Map<String, String> headers) {
    super(problem.detail(), null, false, false); // an answer, which needs no stack trace
    this.problem = problem;
    this.headers = Map.copyOf(headers);
  }

  /** The error as the answer to a request for a path. */
  Answer answer(String path) {
    Answer answer = problem.answer(path);
    return new Answer(answer.status(), answer.mediaType(), answer.content(), headers);
  }
}
