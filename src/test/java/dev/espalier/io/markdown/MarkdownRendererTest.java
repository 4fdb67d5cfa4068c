package dev.espalier.io.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Report;
import dev.espalier.report.Strip;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownRendererTest {
  @Test
  void blocksBecomeMarkdown() {
    Table table =
        Table.of(List.of(1.5))
            .column(Column.words("device"), value -> Cell.of("pi"))
            .column(Column.numbers("busy", "busyMs").in("ms"), Cell::number)
            .column(Column.hidden("secret"), Cell::number)
            .build()
            .withFooter(List.of("idle: none"));
    Report report =
        Report.of(
            new Title("net on desk", List.of("one", "two"), List.of("too much memory")),
            new Strip("ms", List.of(new Strip.Stretch("pi", 0, 0, 3)), List.of(3.0)),
            new Heading("table 3"),
            table,
            new Items("assumed:", List.of("nothing")),
            Note.of(List.of("legend")).withCaveats(List.of("beware")));
    assertThat(new MarkdownRenderer().render(report))
        .isEqualTo(
            """
            # net on desk

            one\\
            two

            - too much memory

            ```text
            %s
            %s1
            0%s3.000 ms
            ```

            ## table 3

            | device | busy ms |
            | --- | ---: |
            | pi | 1.500 |

            idle: none

            ## assumed:

            - nothing

            legend\\
            beware
            """
                .formatted("A".repeat(80), " ".repeat(79), " ".repeat(71)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      textBlock =
          """
          a|b        , a\\|b
          a\\b       , a\\\\b
          <b>        , \\<b\\>
          *x*        , \\*x\\*
          b1_pool1   , b1_pool1
          _x_        , \\_x\\_
          `x`        , \\`x\\`
          [x](y)     , \\[x\\](y)
          &lt;       , \\&lt;
          <0.1%      , \\<0.1%
          #1         , #1
          """)
  void cellsMeanThemselves(String text, String written) {
    Table table = Table.of(List.of(text)).words(Column.words("t"), cell -> cell).build();
    assertThat(new MarkdownRenderer().render(Report.of(table)))
        .isEqualTo("| t |\n| --- |\n| " + written + " |\n");
  }

  @ParameterizedTest
  @CsvSource({"# a,\\# a", "- a,\\- a", "+ a,\\+ a", "1. a,1\\. a", "= a,\\= a", "a # b,a # b"})
  void linesStayParagraphs(String text, String written) {
    assertThat(new MarkdownRenderer().render(Report.of(Note.of(List.of(text)))))
        .isEqualTo(written + "\n");
  }
}
