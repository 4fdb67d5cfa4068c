package dev.espalier.service.plan;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.InvalidFileException;
import dev.espalier.service.http.Answer;
import dev.espalier.service.http.Problem;
import dev.espalier.service.http.ProblemException;
import dev.espalier.service.metrics.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Works on some requests at the same time, lets some wait, and refuses the others. What a request
 * takes in memory and processors is thereby limited for all of them together.
 */
final class PlanningQueue {
  private static final Map<String, String> RETRY = Map.of("Retry-After", "1");

  private final ThreadPoolExecutor threads;
  private final Metrics metrics;
  private volatile boolean stopped;

  PlanningQueue(PlanningLimits limits, Metrics metrics) {
    this.metrics = metrics;
    AtomicInteger count = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            limits.concurrent(),
            limits.concurrent(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.waiting()),
            work -> {
              Thread thread = new Thread(work, "espalier-planning-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Whether what is being worked on must end soon. */
  boolean isStopped() {
    return stopped;
  }

  /**
   * Answers a request as soon as its turn comes.
   *
   * @param kind what is done, for metrics
   * @throws ProblemException if too many wait already
   */
  CompletableFuture<Answer> submit(String kind, Supplier<Answer> work) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    try {
      threads.execute(() -> run(kind, work, answer));
    } catch (RejectedExecutionException e) {
      throw busy(
          stopped
              ? "the service is being stopped"
              : "%d requests wait already; try again later".formatted(threads.getQueue().size()));
    }
    metrics.waiting(threads.getQueue().size());
    return answer;
  }

  private static ProblemException busy(String detail) {
    return new ProblemException(Problem.busy(detail), RETRY);
  }

  private void run(String kind, Supplier<Answer> work, CompletableFuture<Answer> answer) {
    long startNanos = System.nanoTime();
    metrics.waiting(threads.getQueue().size());
    metrics.planningBegan();
    Answer made = null;
    Throwable failure = null;
    try {
      made = work.get();
    } catch (OutOfMemoryError e) {
      failure = busy("the service has too little memory for this request at present");
    } catch (RuntimeException | Error e) {
      // Errors, too: the client would wait for ever, and what its request holds would stay held.
      failure = refusal(e);
    }
    String outcome =
        made != null ? "answered" : failure instanceof ProblemException ? "refused" : "failed";
    metrics.planningEnded(kind, outcome, System.nanoTime() - startNanos);
    if (made != null) {
      answer.complete(made);
    } else {
      answer.completeExceptionally(failure);
    }
  }

  private static Throwable refusal(Throwable failure) {
    if (failure instanceof InvalidFileException invalid) {
      return new ProblemException(Problem.badRequest(invalid.getMessage(), invalid.pointer()));
    }
    if (failure instanceof InvalidFieldException invalid) {
      return new ProblemException(Problem.badRequest(invalid.getMessage(), Optional.empty()));
    }
    return failure;
  }

  /** Lets what is being worked on end with the best plan so far; refuses everything else. */
  void stop() {
    stopped = true;
    threads.shutdown();
  }

  /** Waits until nothing is being worked on, but not for longer than this. */
  void await(Duration patience) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
