package dev.espalier.cli.command.watch;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.change.ChangeLine;
import dev.espalier.io.json.change.DecisionLine;
import dev.espalier.io.json.change.WatchState;
import dev.espalier.io.line.InputLine;
import dev.espalier.plan.change.Change;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.Replanner;
import dev.espalier.search.predict.LinkPredictors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Follows lines of changes: each gives a decision, which is written before the state that includes
 * it. While lines wait, one state is kept for several of them. Not thread-safe.
 */
final class Watch {
  /** Maximum number of lines that are taken before the state is kept. */
  static final int MAX_UNSAVED = 64;

  private static final double NANOS_PER_S = 1e9;

  private final Replanner replanner;
  private final Optional<LinkPredictors> predictors;
  private final DecisionOutput output;
  private final StateStore store;
  private final DecisionListener listener;
  private final Consumer<String> errors;
  private final Clock clock;
  private final String input;

  private long lines;
  private long inputBytes;
  private OptionalLong lastId = OptionalLong.empty();
  private double atSeconds;
  private long skipped;
  private int unsaved;

  /** Receives each decision and the time that it took. */
  @FunctionalInterface
  interface DecisionListener {
    /** A decision was made in so many ns. */
    void decided(Decision decision, long nanos);
  }

  /**
   * What a watch works with.
   *
   * @param predictors predict the rates of links; empty if changes count as they are
   * @param errors receives a message for each line that is skipped
   * @param nanos the time, ns, of which only differences count
   * @param input name of the input in messages
   */
  record Parts(
      Replanner replanner,
      Optional<LinkPredictors> predictors,
      DecisionOutput output,
      StateStore store,
      DecisionListener listener,
      Consumer<String> errors,
      LongSupplier nanos,
      String input) {}

  private record Clock(LongSupplier nanos, long startNanos, double startSeconds) {
    double seconds() {
      return startSeconds + (nanos.getAsLong() - startNanos) / NANOS_PER_S;
    }
  }

  private Watch(Parts parts, double startSeconds) {
    replanner = parts.replanner();
    predictors = parts.predictors();
    output = parts.output();
    store = parts.store();
    listener = parts.listener();
    errors = parts.errors();
    input = parts.input();
    clock = new Clock(parts.nanos(), parts.nanos().getAsLong(), startSeconds);
    atSeconds = startSeconds;
  }

  /** A watch that begins with the first decision of its replanner. */
  static Watch begun(Parts parts) {
    Watch watch = new Watch(parts, 0);
    watch.write(parts.replanner().snapshot().last().orElseThrow(), 0);
    watch.save();
    return watch;
  }

  /** A watch that goes on where another one was; its replanner and predictors are those of then. */
  static Watch resumed(Parts parts, WatchState state) {
    Watch watch = new Watch(parts, state.atSeconds());
    watch.lines = state.lines();
    watch.inputBytes = state.inputBytes();
    watch.lastId = state.lastId();
    return watch;
  }

  /** Takes a line; one that is invalid is reported and skipped. */
  void take(InputLine line) {
    lines = line.number();
    inputBytes = line.end();
    if (line.isBlank()) {
      return;
    }
    try {
      if (!line.error().isEmpty()) {
        throw new InvalidFileException(
            "%s: at line %d: %s".formatted(input, line.number(), line.error()));
      }
      // Line numbers beyond 2^31 - 1 exist in no message that a person reads.
      int number = (int) Math.min(Integer.MAX_VALUE, line.number());
      take(ChangeLine.parse(line.text(), input, number));
    } catch (InvalidFileException e) {
      skipped++;
      errors.accept(e.getMessage());
    }
  }

  private void take(ChangeLine line) {
    if (line.id().isPresent()
        && lastId.isPresent()
        && line.id().getAsLong() <= lastId.getAsLong()) {
      return; // it was taken before a restart, and the sender repeats it
    }
    long begunNanos = System.nanoTime();
    Optional<Decision> decision;
    double at;
    try {
      at = time(line);
      decision = decide(line, at);
    } catch (InvalidFieldException e) {
      throw line.invalid(e);
    }
    atSeconds = at;
    if (line.id().isPresent()) {
      lastId = line.id();
    }
    decision.ifPresent(made -> write(made, System.nanoTime() - begunNanos));
    unsaved++;
    if (unsaved == MAX_UNSAVED) {
      save();
    }
  }

  private double time(ChangeLine line) {
    if (line.atSeconds().isEmpty()) {
      return Math.max(atSeconds, clock.seconds());
    }
    double at = line.atSeconds().getAsDouble();
    if (!(at >= atSeconds)) {
      throw new InvalidFieldException(
          "at",
          "time must not be before that of the last line, %s s, but is %s s"
              .formatted(atSeconds, at));
    }
    return Checks.notNegative("line", "at", at);
  }

  private Optional<Decision> decide(ChangeLine line, double at) {
    if (line.measuredMs().isPresent()) {
      return replanner.observe(at, line.measuredMs().getAsDouble());
    }
    return Optional.of(replanner.apply(at, expected(line.changes(), at)));
  }

  /** The changes with the rates that are expected; they must be valid before they are observed. */
  private List<Change> expected(List<Change> changes, double at) {
    if (predictors.isEmpty()) {
      return changes;
    }
    replanner.snapshot().world().with(changes);
    return predictors.get().predicted(at, changes);
  }

  private void write(Decision decision, long nanos) {
    output.write(DecisionLine.write(decision, replanner.policy().switching()));
    listener.decided(decision, nanos);
  }

  /** Keeps the state, if it is to be kept and nobody missed the last decision. */
  void save() {
    unsaved = 0;
    if (store.isKept() && !output.isClosed()) {
      store.write(
          new WatchState(
              lines,
              inputBytes,
              lastId,
              output.bytes(),
              atSeconds,
              replanner.state(),
              predictors.map(LinkPredictors::memory).orElseGet(Map::of)));
    }
  }

  /** Keeps the state if it has changed: for when no line waits. */
  void settle() {
    if (unsaved > 0) {
      save();
    }
  }

  /** Number of lines that were skipped. */
  long skipped() {
    return skipped;
  }

  /** Number of lines that were read. */
  long lines() {
    return lines;
  }
}
