package dev.espalier.spark;

import org.apache.spark.TaskContext;

/** The task of Spark that runs in this thread. */
final class Tasks {
  private Tasks() {}

  /** Whether it is to end, as its results are not needed any more. */
  static boolean isCancelled() {
    TaskContext task = TaskContext.get();
    return task != null && task.isInterrupted();
  }

  /** Ends it if it is to end. */
  static void check() {
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.killTaskIfInterrupted();
    }
  }
}
