package dev.espalier.batch;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Version;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.BatchOrigin;
import dev.espalier.io.batch.ShardLine;
import dev.espalier.study.batch.BatchSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Plans a batch on all cores of this machine. */
public final class BatchRun {
  /** Links in a row; systems follow no more either. */
  private static final int MAX_LINKS = 40;

  /** Name of the names of fields among the settings. */
  private static final String FIELDS = "fields";

  private final BatchPlanner planner;
  private final int threads;
  private final BooleanSupplier cancelled;
  private final Listener listener;

  /** Receives progress updates. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Some scenarios have been planned.
     *
     * @param scenarios number of scenarios planned in this run
     * @param progress part of the input that was read, from 0 to 1; NaN where that is not known
     */
    void planned(long scenarios, double progress);
  }

  /**
   * @param threads number of threads that plan
   * @param cancelled whether to stop; what is planned then is kept
   * @param listener receives progress updates
   */
  public BatchRun(BatchPlanner planner, int threads, BooleanSupplier cancelled, Listener listener) {
    this.planner = planner;
    this.threads = threads;
    this.cancelled = cancelled;
    this.listener = listener;
  }

  /**
   * What came of a batch.
   *
   * @param summary all results, those included that an earlier run had planned
   * @param resumed number of scenarios that an earlier run had planned
   * @param isComplete whether all scenarios are planned
   */
  public record Result(BatchSummary summary, long resumed, boolean isComplete) {}

  /**
   * Plans scenarios into a stream.
   *
   * @throws IOException if results cannot be written
   */
  public Result toStream(ScenarioSource source, PrintWriter out) throws IOException {
    out.print(planner.header());
    Counter counter = new Counter(source);
    boolean isComplete =
        new Batch(planner, threads, cancelled)
            .run(
                source,
                results -> {
                  out.print(new String(results.text(), StandardCharsets.UTF_8));
                  if (out.checkError()) {
                    throw new IOException("the stream of results is closed");
                  }
                  counter.add(results);
                });
    return new Result(counter.summary, 0, isComplete);
  }

  /** Counts what was planned. */
  private final class Counter {
    private final ScenarioSource source;
    private BatchSummary summary = BatchSummary.EMPTY;

    Counter(ScenarioSource source) {
      this.source = source;
    }

    void add(ChunkResult results) {
      summary = summary.plus(results.summary());
      listener.planned(summary.scenarios(), source.progress());
    }
  }

  /**
   * Plans scenarios into a file that survives kills: see {@link ResultFile}.
   *
   * @param source all scenarios
   * @param part which of them are planned, for a file to be merged; empty for the whole batch
   * @param settings whatever decides on results besides the scenarios, by name
   * @param checksums of the files that scenarios name, as far as they were read
   * @param resume whether to go on where a batch was left, if one was
   * @throws IOException if results cannot be written
   * @throws InvalidFieldException if a batch was left and is not to be resumed
   * @throws InvalidFileException if what was left is of another batch
   */
  public Result toFile(
      ScenarioSource source,
      Optional<Shard> part,
      Path out,
      SortedMap<String, String> settings,
      Supplier<Map<String, String>> checksums,
      boolean resume)
      throws IOException {
    Shard shard = part.orElse(Shard.WHOLE);
    SortedMap<String, String> all = new TreeMap<>(settings);
    if (!source.header().isEmpty()) {
      all.put(FIELDS, source.header());
    }
    BatchOrigin origin = new BatchOrigin(Version.current(), all, shard.index(), shard.of());
    String beginning =
        part.isEmpty() ? planner.header() : new ShardLine.Head(origin, planner.header()).write();
    // Only a shard needs the checksum of all scenarios, which takes time on the thread that reads.
    Optional<ShardSource> sharded = part.map(each -> new ShardSource(source, each));
    ScenarioSource scenarios = sharded.isPresent() ? sharded.get() : source;
    Path target = target(out);
    Optional<ShardFile> finished =
        resume && sharded.isPresent() ? finished(target, origin) : Optional.empty();
    if (finished.isPresent()) {
      finished.get().check(sharded.get());
      BatchSummary summary = finished.get().tail().summary();
      return new Result(summary, summary.scenarios(), true);
    }
    try (ResultFile file = ResultFile.open(target, origin, beginning, resume, checksums)) {
      long resumed = file.scenarios();
      file.skip(scenarios);
      Counter counter = new Counter(scenarios);
      boolean isComplete =
          new Batch(planner, threads, cancelled)
              .run(
                  scenarios,
                  results -> {
                    file.write(results);
                    counter.add(results);
                  });
      file.record();
      if (isComplete) {
        file.finish(sharded.map(each -> tail(file, each).write(beginning)).orElse(""));
      }
      return new Result(file.summary(), resumed, isComplete);
    }
  }

  /** The shard, if an earlier run ended it: a pod that is started again has nothing to do. */
  private static Optional<ShardFile> finished(Path out, BatchOrigin origin) throws IOException {
    if (Files.exists(ResultFile.journal(out)) || !Files.isRegularFile(out)) {
      return Optional.empty();
    }
    try {
      ShardFile shard = ShardFile.open(out);
      return shard.head().origin().equals(origin) && shard.isUndamaged()
          ? Optional.of(shard)
          : Optional.empty();
    } catch (InvalidFileException e) {
      return Optional.empty(); // not a shard, or a damaged one: it is planned anew
    }
  }

  /** What a link leads to, which need not be there yet, so that the link stays. */
  private static Path target(Path out) throws IOException {
    Path target = out;
    for (int links = 0; links < MAX_LINKS && Files.isSymbolicLink(target); links++) {
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  private static ShardLine.Tail tail(ResultFile file, ShardSource scenarios) {
    return new ShardLine.Tail(
        file.summary().scenarios(),
        scenarios.total(),
        file.checksum(),
        scenarios.checksum(),
        file.files(),
        file.summary());
  }
}
