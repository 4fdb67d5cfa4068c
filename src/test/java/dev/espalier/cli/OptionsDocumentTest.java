package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference of options is complete, and no document names an option that does not exist. */
class OptionsDocumentTest {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
  private static final Pattern CODE = Pattern.compile("`[^`\n]+`");

  static List<Document> documents() {
    return Document.all();
  }

  @Test
  void everyOptionOfTheHelpIsExplainedAndNoOther() {
    TreeSet<String> known = known();
    known.remove("--version");
    assertThat(options(Document.inDocs("options.md").prose())).isEqualTo(known);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void optionsInProseExist(Document document) {
    TreeSet<String> named = new TreeSet<>();
    CODE.matcher(document.prose())
        .results()
        .map(MatchResult::group)
        .filter(code -> !code.startsWith("`java "))
        .forEach(code -> named.addAll(options(code)));
    assertThat(known()).containsAll(named);
  }

  private static TreeSet<String> known() {
    StringBuilder help = new StringBuilder();
    CommandLineRunner.commands()
        .forEach(command -> help.append(CommandLineRunner.run(command + " --help").out()));
    return options(help.toString());
  }

  private static TreeSet<String> options(String text) {
    TreeSet<String> options = new TreeSet<>();
    OPTION.matcher(text).results().map(MatchResult::group).forEach(options::add);
    return options;
  }
}
