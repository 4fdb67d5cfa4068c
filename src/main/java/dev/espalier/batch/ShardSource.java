package dev.espalier.batch;

import dev.espalier.internal.Sha256;
import dev.espalier.io.line.InputLine;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;

/** The scenarios of a shard; all others are only counted. */
final class ShardSource implements ScenarioSource {
  private final ScenarioSource all;
  private final Shard shard;
  private final MessageDigest input = Sha256.digest();
  private long total;

  ShardSource(ScenarioSource all, Shard shard) {
    this.all = all;
    this.shard = shard;
  }

  @Override
  public Optional<InputLine> next() {
    Optional<InputLine> line = all.next();
    while (line.isPresent()) {
      input.update(Batch.identity(line.get()));
      total++;
      if (shard.has(total - 1)) {
        return line;
      }
      line = all.next();
    }
    return line;
  }

  /** Number of scenarios in all shards, as far as they were read. */
  long total() {
    return total;
  }

  /** The checksum of all scenarios, once; they must have been read to their end. */
  String checksum() {
    return Sha256.text(input);
  }

  @Override
  public double progress() {
    return all.progress();
  }

  @Override
  public void close() throws IOException {
    all.close();
  }
}
