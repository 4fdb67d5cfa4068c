package dev.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example of the Javadoc is the one that is compiled and, with Spark, run. */
class DatasetExampleTest {
  @Test
  void javadocShowsTheExampleThatRuns() throws IOException {
    String javadoc =
        Files.readString(Path.of("src/main/java/dev/espalier/spark/DatasetPlanner.java"));
    String shown =
        javadoc
            .substring(javadoc.indexOf("<pre>{@code\n") + 12, javadoc.indexOf(" * }</pre>"))
            .replaceAll("(?m)^ \\* ?", "");
    String run = Files.readString(Path.of("src/test/java/dev/espalier/spark/DatasetExample.java"));
    assertThat(words(run)).contains(words(shown));
    assertThat(words(shown)).contains("DatasetPlanner.create()");
  }

  /** The text without its line breaks, which depend on the indentation. */
  private static String words(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining(" ")).replace(" .", ".");
  }
}
