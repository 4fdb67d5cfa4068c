package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.console.Interruption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ManualPagesTest {
  @Command(
      name = "tool",
      description = {"Cuts @|bold trees|@.", ".hidden\\path"},
      footerHeading = "%nExamples:%n",
      footer = "  tool --much-more=2")
  private static final class Tool {
    @Option(
        names = {"-m", "--much-more"},
        paramLabel = "N",
        required = true,
        defaultValue = "3",
        description = "How much%nmore (default: ${DEFAULT-VALUE}).")
    private int more;

    @Option(names = "--secret", hidden = true)
    private boolean secret;

    @Parameters(paramLabel = "TREE", description = "The tree.")
    private String tree;
  }

  @Test
  void pageIsTroffThatEscapesWhatTroffWouldTakeForItsOwn() {
    String page = ManualPages.of(new CommandLine(new Tool())).get("tool.1");
    assertThat(page)
        .contains(".SH NAME\ntool \\- cuts trees\n")
        .contains(".SH DESCRIPTION\nCuts trees.\n\\&.hidden\\epath\n")
        .contains(".TP\n\\fITREE\\fR\nThe tree.\n")
        .contains(
            ".TP\n\\fB\\-m\\fR=\\fIN\\fR, \\fB\\-\\-much\\-more\\fR=\\fIN\\fR\n"
                + "How much\nmore (default: 3).\n")
        .contains(".SH EXAMPLES\n.nf\n  tool \\-\\-much\\-more=2\n.fi\n")
        .doesNotContain("secret");
  }

  @Test
  void everyOptionOfEveryCommandIsOnItsPage() {
    CommandLine all = Main.commandLine(new Interruption());
    Map<String, String> pages = ManualPages.of(all);
    assertThat(pages).hasSize(2 + CommandLineRunner.commands().size());
    assertOptions(all, pages);
  }

  private static void assertOptions(CommandLine of, Map<String, String> pages) {
    for (CommandLine command : of.getSubcommands().values()) {
      String page = pages.get(command.getCommandSpec().qualifiedName("-") + ".1");
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (!option.hidden()) {
          assertThat(page).contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR");
        }
      }
      assertOptions(command, pages);
    }
  }
}
