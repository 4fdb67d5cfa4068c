package dev.espalier.search;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads of a search; they never keep the JVM alive. */
public final class Workers {
  private Workers() {}

  /** A pool of this many threads; its maker shuts it down. */
  public static ExecutorService pool(int threads) {
    return Executors.newFixedThreadPool(threads, Workers::worker);
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "espalier-search");
    thread.setDaemon(true);
    return thread;
  }
}
