package dev.espalier.runtime.standin;

import dev.espalier.internal.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Reads what a process writes until it ends, so that it never waits, and keeps the last lines. */
final class LastLines {
  private static final int MAX_LINES = 8;
  private static final int MAX_LENGTH = 300;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread thread;

  private LastLines(String name, InputStream in, Consumer<String> listener) {
    thread = new Thread(() -> read(in, listener), name);
    thread.setDaemon(true);
  }

  /**
   * Begins to read on a thread of its own.
   *
   * @param name name of the thread
   * @param listener receives every line, and null at the end
   */
  static LastLines read(String name, InputStream in, Consumer<String> listener) {
    LastLines lines = new LastLines(name, in, listener);
    lines.thread.start();
    return lines;
  }

  private void read(InputStream in, Consumer<String> listener) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        keep(line);
        listener.accept(line);
      }
    } catch (IOException e) {
      // Closed when the process was killed.
    }
    listener.accept(null);
  }

  private synchronized void keep(String line) {
    if (line.isBlank()) {
      return;
    }
    if (lines.size() == MAX_LINES) {
      lines.removeFirst();
    }
    lines.addLast(Printable.shortened(line.strip(), MAX_LENGTH));
  }

  /** Waits until all is read, at most that long, ms. */
  void awaitEnd(long waitMs) {
    try {
      thread.join(waitMs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last lines that are not blank, in one. */
  synchronized String text() {
    return String.join(" | ", lines);
  }
}
