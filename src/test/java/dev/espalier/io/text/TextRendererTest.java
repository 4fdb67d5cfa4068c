package dev.espalier.io.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Report;
import dev.espalier.report.Strip;
import dev.espalier.report.Strip.Stretch;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextRendererTest {
  private static final Strip STRIP =
      new Strip(
          "ms",
          List.of(
              new Stretch("pi", 0, 0, 10),
              new Stretch("pi -> top", Strip.TRANSFER, 10, 15),
              new Stretch("top", 1, 15, 20)),
          List.of(4.0, 20.0));

  private static Table table() {
    return Table.of(List.of(1.5, 200.25))
        .column(Column.words(""), value -> Cell.of(value < 2 ? "A" : "B"))
        .column(Column.words("layers"), value -> Cell.of("0-1 conv..fc").orBriefly("0-1"))
        .column(Column.numbers("busy", "busyMs").in("ms"), Cell::number)
        .column(Column.hidden("secret"), Cell::number)
        .lanes()
        .build()
        .withFooter(List.of("idle: none"));
  }

  private static String text(Page page, Block... blocks) {
    return new TextRenderer(page).render(Report.of(blocks));
  }

  @Test
  void emptyLinesStandBetweenBlocks() {
    assertThat(
            text(
                Page.PLAIN,
                new Title("net", List.of("latency"), List.of("too much")),
                Note.of(List.of()),
                table(),
                new Items("assumed:", List.of("nothing")),
                Note.of(List.of("legend")).withCaveats(List.of("beware"))))
        .isEqualTo(
            """
            net
            latency
              too much

               layers        busy ms
            A  0-1 conv..fc    1.500
            B  0-1 conv..fc  200.250
            idle: none

            assumed:
            - nothing

            legend
            beware
            """);
  }

  @Test
  void narrowPagesGetFewerWords() {
    assertThat(text(new Page(23, false), table()))
        .isEqualTo(
            """
               layers  busy ms
            A  0-1       1.500
            B  0-1     200.250
            idle: none
            """);
  }

  @Test
  void stripsAreAsWideAsThePage() {
    assertThat(text(new Page(20, false), STRIP))
        .isEqualTo(
            """
            AAAAAAAAAA>>>>>BBBBB
               1               2
            0          20.000 ms
            """);
    assertThat(text(new Page(60, false), STRIP).lines().findFirst())
        .contains("A".repeat(30) + ">".repeat(15) + "B".repeat(15));
  }

  @Test
  void everyStretchAndMarkIsSeenHoweverShort() {
    Strip strip =
        new Strip(
            "ms",
            List.of(
                new Stretch("pi", 0, 0, 1e-6),
                new Stretch("pi -> top", Strip.TRANSFER, 1e-6, 100),
                new Stretch("top", 1, 100, 100)),
            List.of(1e-7, 1e-6, 100.0));
    assertThat(text(new Page(12, false), strip))
        .isEqualTo(
            """
            A>>>>>>>>>>B
            12         3
            0 100.000 ms
            """);
  }

  @Test
  void aStripOfMoreStretchesThanALineHasCellsIsFolded() {
    List<Stretch> many =
        IntStream.range(0, 45).mapToObj(k -> new Stretch("d" + k, k, k, k + 1)).toList();
    List<String> lines =
        text(new Page(20, false), new Strip("ms", many, List.of(45.0))).lines().toList();
    assertThat(lines)
        .containsExactly(
            "ABCDEFGHIJKLMNOPQRST",
            "UVWXYZabcdefghijklmn",
            "opqrs",
            "    1",
            "0          45.000 ms");
  }

  @Test
  void aStripThatTakesNoTimeIsShown() {
    Strip strip = new Strip("ms", List.of(new Stretch("pi", 0, 0, 0)), List.of(0.0));
    assertThat(text(new Page(20, false), strip)).isEqualTo("A\n1\n0 0 ms\n");
  }

  @Test
  void colorsHaveNoWidth() {
    String colored = text(new Page(80, true), STRIP, table());
    assertThat(colored).contains("\u001b[30;48;5;114mA\u001b[0m  0-1 conv..fc    1.500\n");
    assertThat(colored).contains(">\u001b[30;48;5;117m" + "B".repeat(20) + "\u001b[0m\n");
    assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(text(Page.PLAIN, STRIP, table()));
  }

  @Test
  void longItemsAreWrapped() {
    String item = "word ".repeat(30).strip();
    assertThat(text(Page.PLAIN, new Items("list:", List.of(item))).lines())
        .hasSize(3)
        .allMatch(line -> line.length() <= 100);
  }
}
