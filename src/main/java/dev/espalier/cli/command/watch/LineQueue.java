package dev.espalier.cli.command.watch;

import dev.espalier.io.line.InputLine;
import dev.espalier.io.line.LineReader;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads lines in a thread of its own, so that an interruption ends the command even where no line
 * comes. It reads a few lines ahead, so that memory is bounded.
 */
final class LineQueue {
  private static final int CAPACITY = 64;

  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(CAPACITY);

  /** A line, the end of the input if it is empty, or why it cannot be read. */
  private record Event(Optional<InputLine> line, Optional<IOException> failure) {}

  /** Starts to read. */
  LineQueue(LineReader reader) {
    Thread thread = new Thread(() -> readAll(reader), "espalier-changes");
    thread.setDaemon(true);
    thread.start();
  }

  private void readAll(LineReader reader) {
    try {
      Optional<InputLine> line = Optional.empty();
      do {
        line = reader.next();
        events.put(new Event(line, Optional.empty()));
      } while (line.isPresent());
    } catch (IOException e) {
      events.offer(new Event(Optional.empty(), Optional.of(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What came within a time. */
  enum Arrival {
    LINE,
    NOTHING,
    END
  }

  /** The line of the last {@link #await} that returned {@link Arrival#LINE}. */
  private InputLine line;

  InputLine line() {
    return line;
  }

  /** Whether no line waits. */
  boolean isEmpty() {
    return events.isEmpty();
  }

  /**
   * Waits for a line.
   *
   * @throws IOException if the input cannot be read
   */
  Arrival await(long patienceMs) throws IOException, InterruptedException {
    Event event = events.poll(patienceMs, TimeUnit.MILLISECONDS);
    if (event == null) {
      return Arrival.NOTHING;
    }
    if (event.failure().isPresent()) {
      throw event.failure().get();
    }
    line = event.line().orElse(null);
    return line == null ? Arrival.END : Arrival.LINE;
  }
}
