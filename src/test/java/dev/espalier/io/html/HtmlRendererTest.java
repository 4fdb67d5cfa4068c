package dev.espalier.io.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Report;
import dev.espalier.report.Strip;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlRendererTest {
  private static final String NASTY = "<script>alert('x & \"y\"')</script>";
  private static final String ESCAPED =
      "&lt;script&gt;alert(&#39;x &amp; &quot;y&quot;&#39;)&lt;/script&gt;";

  private static String body(Report report) {
    String page = new HtmlRenderer().render(report);
    return page.substring(page.indexOf("<body>\n") + 7, page.indexOf("</body>"));
  }

  @Test
  void blocksBecomeElements() {
    Table table =
        Table.of(List.of(1.5, 20.25))
            .column(Column.words(""), value -> Cell.of("A"))
            .column(Column.numbers("busy", "busyMs").in("ms"), Cell::number)
            .column(Column.hidden("secret"), Cell::number)
            .lanes()
            .build()
            .withFooter(List.of("idle: none"));
    Report report =
        Report.of(
            new Title("net on desk", List.of("expected latency"), List.of("too much memory")),
            new Strip(
                "ms",
                List.of(new Strip.Stretch("pi", 0, 0, 2), new Strip.Stretch("top", 1, 2, 8)),
                List.of(2.0)),
            table,
            new Items("assumed:", List.of("nothing")),
            Note.of(List.of("legend")).withCaveats(List.of("beware")));
    assertThat(body(report))
        .isEqualTo(
            """
            <div class="block">
            <h1>net on desk</h1>
            <p>expected latency</p>
            <ul>
            <li>too much memory</li>
            </ul>
            </div>
            <div class="block">
            <pre class="scroll"><span class="lane0" title="A">%s</span><span class="lane1" title="B">%s</span>
            %s1
            0%s8.000 ms
            </pre>
            </div>
            <div class="block">
            <div class="scroll"><table>
            <thead><tr><th></th><th class="number">busy <span>ms</span></th></tr></thead>
            <tbody>
            <tr><td class="lane0">A</td><td class="number">1.500</td></tr>
            <tr><td class="lane1">A</td><td class="number">20.250</td></tr>
            </tbody>
            </table></div>
            <p class="note">idle: none</p>
            </div>
            <div class="block">
            <h2>assumed:</h2>
            <ul>
            <li>nothing</li>
            </ul>
            </div>
            <div class="block">
            <p class="note">legend</p>
            <p class="note caveat">beware</p>
            </div>
            """
                .formatted("A".repeat(25), "B".repeat(75), " ".repeat(24), " ".repeat(91)));
  }

  @Test
  void everyTextIsEscaped() {
    Table table =
        Table.of(List.of(NASTY))
            .words(Column.words(NASTY, NASTY).in(NASTY), text -> text)
            .build()
            .withFooter(List.of(NASTY));
    Report report =
        Report.of(
            new Title(NASTY, List.of(NASTY), List.of(NASTY)),
            new Strip(NASTY, List.of(new Strip.Stretch(NASTY, 0, 0, 1)), List.of(0.0)),
            table,
            new Items(NASTY, List.of(NASTY)),
            Note.of(List.of(NASTY)).withCaveats(List.of(NASTY)));
    String page = new HtmlRenderer().render(report);
    assertThat(page).doesNotContain("<script", "alert('", "\"y\"");
    assertThat(page).contains("<title>" + ESCAPED + "</title>");
    assertThat(page.split(ESCAPED.replace("(", "\\(").replace(")", "\\)"), -1)).hasSize(14);
  }

  @Test
  void pageNeedsNothingElse() {
    String page = new HtmlRenderer().render(Report.of(Title.of("net")));
    assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").endsWith("</html>\n");
    assertThat(page).doesNotContain("http:", "https:", "src=", "href=", "@import", "url(");
  }
}
