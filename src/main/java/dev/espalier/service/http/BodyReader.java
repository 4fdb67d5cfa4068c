package dev.espalier.service.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;

/**
 * Receives the body of one request as it arrives, without a thread that waits for it. What it holds
 * counts against a number of bytes that all requests share, whatever sizes they announce.
 */
final class BodyReader implements Runnable {
  private final Content.Source source;
  private final int maxBytes;
  private final long maxHeldBytes;
  private final AtomicLong heldBytes;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();

  /**
   * @param heldBytes number of bytes that all requests hold at present
   */
  BodyReader(Content.Source source, HttpLimits limits, AtomicLong heldBytes) {
    this.source = source;
    this.maxBytes = limits.maxBodyBytes();
    this.maxHeldBytes = limits.maxHeldBytes();
    this.heldBytes = heldBytes;
  }

  /** The body, once it has arrived; or why it has not. */
  CompletableFuture<byte[]> body() {
    return body;
  }

  /** Gives back what it holds, once the request is answered. */
  void release() {
    synchronized (received) {
      heldBytes.addAndGet(-received.size());
      received.reset();
    }
  }

  @Override
  public void run() {
    while (!body.isDone()) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        body.completeExceptionally(chunk.getFailure());
        return;
      }
      boolean isLast = chunk.isLast();
      try {
        append(chunk);
      } finally {
        chunk.release();
      }
      if (isLast) {
        body.complete(bytes());
      }
    }
  }

  private byte[] bytes() {
    synchronized (received) {
      return received.toByteArray();
    }
  }

  private void append(Content.Chunk chunk) {
    byte[] bytes = new byte[chunk.remaining()];
    chunk.getByteBuffer().get(bytes);
    synchronized (received) {
      if (body.isDone()) {
        return; // answered meanwhile, as it was too slow
      }
      received.writeBytes(bytes);
      if (heldBytes.addAndGet(bytes.length) > maxHeldBytes) {
        body.completeExceptionally(
            new ProblemException(
                Problem.busy("the requests that are being received are too large"),
                RouteHandler.RETRY));
      } else if (received.size() > maxBytes) {
        body.completeExceptionally(new ProblemException(tooLarge(maxBytes)));
      }
    }
  }

  /** The error of a body that is larger than may be. */
  static Problem tooLarge(int maxBytes) {
    return new Problem(
        "TooLarge",
        "Request too large",
        413,
        "the body of the request must have at most %d bytes but has more".formatted(maxBytes));
  }
}
