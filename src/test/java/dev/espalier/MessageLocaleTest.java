package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The command line sets the locale; a library must not write 1,5 where the user's locale does. */
class MessageLocaleTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/espalier");

  /** A text with a fraction that is formatted in the default locale. */
  private static final Pattern IN_DEFAULT_LOCALE =
      Pattern.compile(
          "\"[^\"\\n]*%[,+0-9.]*[feEgG][^\"\\n]*\"(\\s*\\+\\s*\"[^\"\\n]*\")*\\)?\\s*\\.formatted\\(");

  /** Packages whose messages are being written anew. */
  private static final List<String> NOT_YET = List.of("plan", "cost");

  @Test
  void fractionsAreFormattedInOneLocale() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(
                      file -> {
                        String room = SOURCES.relativize(file).getName(0).toString();
                        return !room.equals("cli") && !NOT_YET.contains(room);
                      })
                  .filter(file -> IN_DEFAULT_LOCALE.matcher(text(file)).find()))
          .isEmpty();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
