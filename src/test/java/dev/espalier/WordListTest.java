package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One concept, one word. Comments and strings are searched for words and phrases of {@link #PROSE},
 * identifiers for the words of {@link #NAMES}; Markdown is prose as a whole.
 */
class WordListTest {
  /**
   * A word that is not to be used.
   *
   * @param pattern what finds it
   * @param instead what to say
   */
  private record Rule(Pattern pattern, String instead) {
    static Rule of(String regex, String instead) {
      return new Rule(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), instead);
    }
  }

  /**
   * An exception from the rules.
   *
   * @param path beginning of the paths it holds for, below the root of the sources
   * @param word regular expression of the words it allows
   * @param reason why
   */
  private record Allowed(String path, Pattern word, String reason) {
    static Allowed in(String path, String word, String reason) {
      return new Allowed(path, Pattern.compile(word, Pattern.CASE_INSENSITIVE), reason);
    }
  }

  private static final List<Rule> PROSE =
      List.of(
          Rule.of("\\bwish(es|ed)?\\b", "options, constraints"),
          Rule.of("\\btold\\b", "options; given"),
          Rule.of("\\bborn\\b", "source device"),
          Rule.of("\\bhonest(ly)?\\b", "accurate; a caveat"),
          Rule.of("\\bhow sure\\b", "confidence"),
          Rule.of("\\b(is|are|was|were|classified|how) right\\b|\\brightly\\b", "correct"),
          Rule.of("\\bmaking good\\b", "relaxing"),
          Rule.of("\\bhears?\\b|\\bhow far .{0,20}search has come\\b", "receives progress updates"),
          Rule.of("\\bworth having\\b", "Pareto front"),
          Rule.of("\\b(came|comes?) to its end\\b", "finished"),
          Rule.of("\\bla(y|ys|id) (\\w+ )?flat\\b", "linearize, linearized"),
          Rule.of(
              "\\bshares? of (all |the )?samples\\b|\\bshare from 0 to 1\\b|\\bexit shares?\\b",
              "probability"),
          Rule.of("\\bfigures?\\b", "number, value"),
          Rule.of("(?<!\\bat )\\bleast\\b", "minimum"),
          Rule.of("(?-i:^Most )\\w+", "Maximum number of"),
          Rule.of("\\bwanted\\b", "demanded, requested"),
          Rule.of("\\basks?\\b|\\basked\\b", "polls, requests"),
          Rule.of("\\btells?\\b", "reports, returns"),
          Rule.of("\\bknows?\\b", "depends on"),
          Rule.of("\\bper cent\\b", "percent"),
          Rule.of("\\w*(behaviour|colour|neighbour|favour|honour)\\w*", "American spelling"),
          Rule.of("\\b(centres?|grey|(un)?labelled|modelled)\\b", "American spelling"),
          Rule.of(
              "\\b(optim|minim|maxim|normal|linear|summar|serial|recogn|organ)is(e|es|ed|ing)\\b",
              "American spelling"));

  private static final List<Rule> NAMES =
      List.of(
          Rule.of("wish(es)?", "options, constraints"),
          Rule.of("told|born|honest|wanted|hears?|asks?|tells?|knows?", "see the rules of prose"),
          Rule.of("shares?", "probability"),
          Rule.of("figures?", "number, value"),
          Rule.of("least", "minimum"),
          Rule.of("most", "maximum"),
          Rule.of("behaviour|colours?|neighbours?|labelled|centre", "American spelling"));

  private static final List<Allowed> ALLOWED =
      List.of(
          Allowed.in("reproduction/", "figures?", "a paper's figures"),
          Allowed.in("cli/command/Reproduce", "figures?", "a paper's figures"),
          Allowed.in("cli/command/ReproductionFolder", "figures?", "a paper's figures"),
          Allowed.in("report/result/ReproductionReport", "figures?", "a paper's figures"),
          Allowed.in("cli/option/run/ExperimentOptions", "figures?", "a paper's figures"),
          Allowed.in("runtime/reproduction/", "figures?", "a paper's figures"),
          Allowed.in("report/run/MeasuredFigureTables", "figures?", "a paper's figures"),
          Allowed.in("report/result/FigureTables", "figures?", "a paper's figures"),
          Allowed.in("io/json/ReproductionFile", "figures?", "a paper's figures, and a JSON field"),
          Allowed.in("src/docs/", "figures?(?=[ ,;.]|$)", "a paper's figures"),
          Allowed.in("README.md", "(?<=papers?'s? )figures", "a paper's figures"),
          Allowed.in("io/svg/SeriesColors", "figures", "title of a source"),
          Allowed.in("io/html/InlineSvg", "figure", "an element of HTML"),
          Allowed.in("io/svg/", "shares?", "a fraction of a length, no probability of an exit"),
          Allowed.in("profile/", "least(?=[- ]?squares)", "the name of a method"),
          Allowed.in("search/na2023/", "shares?", "a fraction of deployments"),
          Allowed.in("reproduction/", "shares?", "a fraction of a data sheet's rates"),
          Allowed.in("", "most(?=Confident|Accurate)|MOST(?=_CONFIDENT)", "superlatives"),
          Allowed.in("", "(?<=AT|At)(Most|Least)", "a comparison, a <= b"));

  private static final Pattern TOKEN =
      Pattern.compile(
          "//(?<line>[^\\n]*)|/\\*(?<block>.*?)\\*/|\"\"\"(?<text>.*?)\"\"\""
              + "|\"(?<string>(?:\\\\.|[^\"\\\\\\n])*)\"|'(?:\\\\.|[^'\\\\\\n])+'|(?<name>[A-Za-z]\\w*)",
          Pattern.DOTALL);

  /** Adjacent literals are one text: a phrase may be broken between them. */
  private static final Pattern JOINT = Pattern.compile("(?<=[^\\\\])\"\\s*\\+\\s*\"");

  private static final Pattern WORD_OF_NAME = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

  @ParameterizedTest
  @ValueSource(strings = {"src/main/java", "src/examples", "src/docs", "README.md"})
  void wordsAreThoseOfTheList(String root) {
    assertThat(violations(Path.of(root))).isEmpty();
  }

  @Test
  void wordsAreFoundInProseAndNames() {
    String source =
        """
        /** Tells how far\n * the search has come. */
        class Told { String s = "all plans " + "worth having"; int atLeast, leastMs, noBehaviour; }
        """;
    List<String> found = new ArrayList<>();
    check("Told.java", source, found);
    assertThat(found).hasSize(6);
    found.clear();
    check("x.md", "The least of all, at least.", found);
    assertThat(found).hasSize(1);
  }

  private static List<String> violations(Path root) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(WordListTest::isSourceOrProse).sorted().toList()) {
        check(file.toString().replace('\\', '/'), Files.readString(file), found);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Examples hold binary files too, which cannot be read as text. */
  private static boolean isSourceOrProse(Path file) {
    return file.toString().endsWith(".java") || file.toString().endsWith(".md");
  }

  private static void check(String path, String content, List<String> found) {
    if (path.endsWith(".md")) {
      prose(path, content, found);
    }
    if (!path.endsWith(".java")) {
      return;
    }
    String place = path.replaceFirst("^.*dev/espalier/", "");
    Matcher token = TOKEN.matcher(JOINT.matcher(content).replaceAll(""));
    while (token.find()) {
      if (token.group("name") != null) {
        name(place, token.group("name"), found);
      } else {
        Stream.of("line", "block", "text", "string")
            .map(token::group)
            .filter(text -> text != null)
            .forEach(text -> prose(place, text, found));
      }
    }
  }

  private static void prose(String place, String text, List<String> found) {
    String plain =
        text.replaceAll("\\s*\\n\\s*\\*?\\s*|\\s+|\\\\n", " ").replaceAll("^[*\\s]+", "");
    // Names within prose are checked where they stand in code.
    String words = plain.replaceAll("\\{@(code|link|value)[^}]*}", "");
    PROSE.forEach(rule -> match(place, rule, words, words, found));
  }

  private static void name(String place, String name, List<String> found) {
    Matcher word = WORD_OF_NAME.matcher(name);
    while (word.find()) {
      for (Rule rule : NAMES) {
        if (rule.pattern().matcher(word.group()).matches()
            && !isAllowed(place, name, word.start(), word.end())) {
          found.add("%s: %s (%s)".formatted(place, name, rule.instead()));
        }
      }
    }
  }

  private static void match(
      String place, Rule rule, String text, String whole, List<String> found) {
    Matcher match = rule.pattern().matcher(text);
    while (match.find()) {
      if (!isAllowed(place, whole, match.start(), match.end())) {
        int from = Math.max(0, match.start() - 30);
        int to = Math.min(text.length(), match.end() + 30);
        found.add("%s: ...%s... (%s)".formatted(place, text.substring(from, to), rule.instead()));
      }
    }
  }

  private static boolean isAllowed(String place, String text, int start, int end) {
    return ALLOWED.stream()
        .filter(allowed -> place.startsWith(allowed.path()))
        .anyMatch(
            allowed ->
                allowed
                    .word()
                    .matcher(text)
                    .region(start, end)
                    .useTransparentBounds(true)
                    .matches());
  }
}
