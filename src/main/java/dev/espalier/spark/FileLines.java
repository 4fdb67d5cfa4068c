package dev.espalier.spark;

import dev.espalier.io.line.InputLine;
import dev.espalier.io.line.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.util.StringUtils;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The lines of a file on any file system that Hadoop reads, as bytes: what stands between line
 * feeds, a carriage return included, without a byte order mark in front. Partitions are stretches
 * of the file, in its order.
 *
 * @param context of Spark
 * @param path the file, with the scheme of its file system
 * @param bytes its length, bytes
 */
record FileLines(JavaSparkContext context, Path path, long bytes) {
  /** Hadoop's setting of what ends a line. */
  private static final String DELIMITER = "textinputformat.record.delimiter";

  /**
   * Maximum length of a partition, bytes: the results of the shortest scenarios take 100 times it.
   */
  private static final long MAX_PARTITION_BYTES = 1 << 18;

  /** Characters that stand for others where Hadoop lists files. */
  private static final Pattern WILDCARD = Pattern.compile("[\\\\{}\\[\\]*?]");

  /**
   * Opens a file.
   *
   * @param file a path on the machine of the driver, or a URI with a scheme
   * @throws IOException if it cannot be read
   */
  static FileLines open(JavaSparkContext context, String file) throws IOException {
    Path path = HadoopFile.path(file);
    FileSystem system = path.getFileSystem(context.hadoopConfiguration());
    return new FileLines(context, path, system.getFileStatus(path).getLen());
  }

  /** The first line that is not blank; empty if there is none. */
  Optional<InputLine> first() throws IOException {
    try (InputStream in = path.getFileSystem(context.hadoopConfiguration()).open(path)) {
      LineReader reader = new LineReader(in, 0, 0);
      Optional<InputLine> line = reader.next();
      while (line.isPresent() && line.get().isBlank()) {
        line = reader.next();
      }
      return line;
    }
  }

  /** The lines without their line feeds. */
  JavaRDD<byte[]> lines() {
    Configuration settings = new Configuration(context.hadoopConfiguration());
    settings.set(DELIMITER, "\n");
    settings.setLong(FileInputFormat.SPLIT_MAXSIZE, partitionBytes());
    String pattern = WILDCARD.matcher(path.toString()).replaceAll("\\\\$0");
    settings.set(FileInputFormat.INPUT_DIR, StringUtils.escapeString(pattern));
    return context
        .newAPIHadoopRDD(settings, TextInputFormat.class, LongWritable.class, Text.class)
        .values()
        .map(Text::copyBytes);
  }

  private long partitionBytes() {
    long partitions =
        (long) SparkBatch.PARTITIONS_PER_CORE * Math.max(1, context.defaultParallelism());
    return Math.min(MAX_PARTITION_BYTES, Math.max(1, bytes / partitions));
  }
}
