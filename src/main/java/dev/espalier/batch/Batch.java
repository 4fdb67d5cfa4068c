package dev.espalier.batch;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.line.InputLine;
import dev.espalier.study.batch.BatchSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Plans scenarios in parallel; results leave in the order of the scenarios.
 *
 * <p>Scenarios are planned in chunks of some milliseconds, whose size follows the time that they
 * take. So threads seldom wait for each other, little is lost when a batch is killed, and a chunk
 * is garbage before a collector takes it for something that lasts. A few chunks for each thread are
 * under way at most, none of which has many long lines: memory does not grow with the batch.
 */
final class Batch {
  private static final long SHORT_NS = 3_000_000;
  private static final long LONG_NS = 12_000_000;
  private static final int MAX_CHUNK = 1024;

  /** Length of the lines of a chunk from which on it takes no more of them, characters. */
  private static final int LONG_TEXT = 1 << 18;

  /** Chunks that are under way for each thread, so that a slow one does not stop the others. */
  private static final int CHUNKS_PER_THREAD = 32;

  private final BatchPlanner planner;
  private final int threads;
  private final BooleanSupplier cancelled;
  private volatile int chunkSize = 1;

  /**
   * @param cancelled whether to stop; what is under way is then dropped
   */
  Batch(BatchPlanner planner, int threads, BooleanSupplier cancelled) {
    this.planner = planner;
    this.threads = threads;
    this.cancelled = cancelled;
  }

  /**
   * Plans what is left of a source.
   *
   * @return whether all of it was planned, which it is unless cancelled
   * @throws IOException if the sink cannot be written
   * @throws InvalidFileException if the source cannot be read
   */
  boolean run(ScenarioSource source, BatchSink sink) throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(threads, Batch::worker);
    Deque<Future<ChunkResult>> underWay = new ArrayDeque<>();
    try {
      boolean hasMore = true;
      while (hasMore || !underWay.isEmpty()) {
        while (hasMore && underWay.size() < threads * CHUNKS_PER_THREAD) {
          List<InputLine> chunk = chunk(source);
          hasMore = !chunk.isEmpty();
          if (hasMore) {
            underWay.addLast(workers.submit(() -> plan(chunk)));
          }
        }
        if (!underWay.isEmpty()) {
          ChunkResult results = await(underWay.removeFirst());
          if (cancelled.getAsBoolean()) {
            return false;
          }
          sink.write(results);
        }
      }
      return true;
    } finally {
      workers.shutdownNow();
    }
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "espalier-batch");
    thread.setDaemon(true);
    return thread;
  }

  private List<InputLine> chunk(ScenarioSource source) {
    int size = chunkSize;
    List<InputLine> chunk = new ArrayList<>(size);
    long length = 0;
    Optional<InputLine> line = Optional.empty();
    while (chunk.size() < size && length < LONG_TEXT && (line = source.next()).isPresent()) {
      chunk.add(line.get());
      length += line.get().text().length();
    }
    return chunk;
  }

  private ChunkResult plan(List<InputLine> chunk) {
    long start = System.nanoTime();
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    BatchSummary summary = BatchSummary.EMPTY;
    for (InputLine line : chunk) {
      if (cancelled.getAsBoolean()) {
        break;
      }
      BatchPlanner.Result result = planner.plan(line, cancelled);
      text.append(result.text());
      summary = summary.plus(result.summary());
      input.writeBytes(identity(line));
    }
    adapt(chunk.size(), System.nanoTime() - start);
    return new ChunkResult(
        chunk.size(),
        text.toString().getBytes(StandardCharsets.UTF_8),
        input.toByteArray(),
        summary);
  }

  /** What distinguishes a scenario from others in its place. */
  static byte[] identity(InputLine line) {
    return (line.number() + ":" + line.text() + line.error() + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void adapt(int size, long nanos) {
    if (nanos < SHORT_NS) {
      chunkSize = Math.max(chunkSize, Math.min(MAX_CHUNK, 2 * size));
    } else if (nanos > LONG_NS) {
      chunkSize = Math.max(1, size / 2);
    }
  }

  private static ChunkResult await(Future<ChunkResult> chunk) throws IOException {
    try {
      return chunk.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
