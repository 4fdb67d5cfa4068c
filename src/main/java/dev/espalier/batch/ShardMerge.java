package dev.espalier.batch;

import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.study.batch.BatchSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Makes the results of a batch from those of its shards: the very bytes that the batch would have
 * written without shards. Memory grows with the number of shards alone.
 */
public final class ShardMerge {
  private static final int MAX_BUFFER = 1 << 16;
  private static final int MIN_BUFFER = 1 << 10;
  private static final int ALL_BUFFERS = 1 << 25;

  /** All shards in their order. */
  private final List<ShardFile> shards;

  private ShardMerge(List<ShardFile> shards) {
    this.shards = List.copyOf(shards);
  }

  /**
   * The shards of a batch.
   *
   * @param files of the shards, in any order; at least one
   * @throws InvalidFileException if one is missing, there twice, not complete, damaged at its
   *     beginning or end, or of another batch than the first
   */
  public static ShardMerge of(List<Path> files) {
    Map<Integer, ShardFile> byIndex = new TreeMap<>();
    Map<String, ShardFile> byInput = new TreeMap<>();
    ShardFile first = null;
    for (Path file : files) {
      ShardFile shard = ShardFile.open(file);
      first = first == null ? shard : first;
      checkSameBatch(first, shard);
      checkInputs(byInput, shard);
      ShardFile other = byIndex.putIfAbsent(shard.shard().index(), shard);
      if (other != null) {
        throw new InvalidFileException(
            "%s: shard %s is given twice: %s is the same one; expected each once"
                .formatted(file, shard.shard().text(), other.path()));
      }
    }
    int of = first.shard().of();
    if (byIndex.size() < of) {
      List<String> missing =
          IntStream.range(0, of)
              .filter(index -> !byIndex.containsKey(index))
              .mapToObj(index -> new Shard(index, of).text())
              .toList();
      throw new InvalidFileException(
          "%s: a shard of %d, but found only %d; missing: %s"
              .formatted(first.path(), of, byIndex.size(), Printable.list(missing)));
    }
    return new ShardMerge(new ArrayList<>(byIndex.values()));
  }

  private static void checkSameBatch(ShardFile first, ShardFile shard) {
    Optional<String> difference = shard.head().origin().difference(first.head().origin());
    if (difference.isEmpty() && !shard.head().header().equals(first.head().header())) {
      difference = Optional.of("other columns");
    }
    if (difference.isEmpty() && shard.tail().total() != first.tail().total()) {
      difference =
          Optional.of("%d scenarios, not %d".formatted(shard.tail().total(), first.tail().total()));
    }
    if (difference.isEmpty() && !shard.tail().input().equals(first.tail().input())) {
      difference = Optional.of("other scenarios");
    }
    difference.ifPresent(
        what -> {
          throw new InvalidFileException(
              "%s: a shard of another batch than %s: it has %s"
                  .formatted(shard.path(), first.path(), what));
        });
  }

  /** Shards read only the files that their scenarios name, so that not all have read all. */
  private static void checkInputs(Map<String, ShardFile> byInput, ShardFile shard) {
    shard
        .tail()
        .files()
        .forEach(
            (name, checksum) -> {
              ShardFile other = byInput.putIfAbsent(name, shard);
              if (other != null && !other.tail().files().get(name).equals(checksum)) {
                throw new InvalidFileException(
                    "%s: planned with another content of %s than %s"
                        .formatted(shard.path(), name, other.path()));
              }
            });
  }

  /** What is counted of all shards. */
  public BatchSummary summary() {
    return shards.stream()
        .map(shard -> shard.tail().summary())
        .reduce(BatchSummary.EMPTY, BatchSummary::plus);
  }

  /**
   * Writes the results.
   *
   * @throws InvalidFileException if a shard is damaged; what was written is then not to be used
   * @throws IOException if a shard cannot be read or the results not be written
   */
  public void writeTo(OutputStream out) throws IOException {
    int buffer = Math.max(MIN_BUFFER, Math.min(MAX_BUFFER, ALL_BUFFERS / shards.size()));
    List<ShardLines> readers = new ArrayList<>();
    try {
      for (ShardFile shard : shards) {
        readers.add(new ShardLines(shard, buffer));
      }
      out.write(shards.get(0).head().header().getBytes(StandardCharsets.UTF_8));
      long total = shards.get(0).tail().total();
      for (long scenario = 0; scenario < total; scenario++) {
        readers.get((int) (scenario % readers.size())).copyTo(out);
      }
      for (ShardLines reader : readers) {
        reader.finish();
      }
    } finally {
      for (ShardLines reader : readers) {
        reader.close();
      }
    }
  }
}
