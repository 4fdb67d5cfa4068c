package dev.espalier.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A job that prints the length of each line of a file. */
public final class CountLines {
  private CountLines() {}

  public static void main(String[] args) throws Exception {
    try (JavaSparkContext context = new JavaSparkContext(new SparkConf().setAppName("lines"))) {
      FileLines.open(context, args[0])
          .lines()
          .map(line -> line.length)
          .toLocalIterator()
          .forEachRemaining(System.out::println);
    }
  }
}
