package dev.espalier.cli.help;

import dev.espalier.error.InvalidFieldException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arguments of the form {@code @FILE}, which stand for those in the file: words separated by blanks
 * and ends of lines. Quotes, single or double, enclose a part with blanks; inside them nothing but
 * the same quote has a meaning. A word that begins with {@code #} makes the rest of its line a
 * comment. {@code @@TEXT} stands for an argument {@code @TEXT}; in a file, {@code @} has no
 * meaning.
 *
 * <p>Files are in UTF-8 whatever the locale, which is why picocli's own expansion is not used.
 */
public final class ArgumentFiles {
  private static final long MAX_BYTES = 1L << 20;

  private static final Pattern WORD =
      Pattern.compile("#[^\\n]*|((?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+)|([\"'])");

  private static final Pattern PART = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\"']+)");

  private ArgumentFiles() {}

  /**
   * The arguments with those of files in the place of their names.
   *
   * @throws InvalidFieldException if a file cannot be read or has a quote that is not closed
   */
  public static String[] expanded(String... args) {
    List<String> all = new ArrayList<>();
    for (String arg : args) {
      if (arg.startsWith("@@")) {
        all.add(arg.substring(1));
      } else if (arg.startsWith("@") && arg.length() > 1) {
        all.addAll(words(arg, text(arg)));
      } else {
        all.add(arg);
      }
    }
    return all.toArray(String[]::new);
  }

  private static String text(String arg) {
    try {
      Path file = Path.of(arg.substring(1));
      if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
        throw wrong(arg, "the file of arguments is larger than %d MiB".formatted(MAX_BYTES >> 20));
      }
      return Files.readString(file);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw wrong(
          arg,
          "the file of arguments does not exist; write @%s for an argument that begins with @"
              .formatted(arg));
    } catch (CharacterCodingException e) {
      throw wrong(arg, "the file of arguments is not text in UTF-8");
    } catch (IOException e) {
      throw wrong(arg, "the file of arguments cannot be read");
    }
  }

  private static List<String> words(String arg, String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text.startsWith("\ufeff") ? text.substring(1) : text);
    while (word.find()) {
      if (word.group(2) != null) {
        int line = 1 + (int) text.substring(0, word.start()).chars().filter(c -> c == '\n').count();
        throw wrong(arg, "at line %d: the quote %s is not closed".formatted(line, word.group(2)));
      }
      if (word.group(1) != null) {
        words.add(unquoted(word.group(1)));
      }
    }
    return words;
  }

  private static String unquoted(String word) {
    return PART.matcher(word)
        .replaceAll(
            part -> {
              String inside = part.group(1) != null ? part.group(1) : part.group(2);
              return Matcher.quoteReplacement(inside == null ? part.group() : inside);
            });
  }

  private static InvalidFieldException wrong(String arg, String message) {
    return new InvalidFieldException("", "%s: %s".formatted(arg, message));
  }
}
