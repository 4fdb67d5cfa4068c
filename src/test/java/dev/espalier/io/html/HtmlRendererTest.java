package dev.espalier.io.html;

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
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HtmlRendererTest {
  private static final String NASTY = "<script>alert('x & \"y\"')</script>";
  private static final String ESCAPED =
      "&lt;script&gt;alert(&#39;x &amp; &quot;y&quot;&#39;)&lt;/script&gt;";

  private static String body(Report report) {
    String page = new HtmlRenderer().render(report);
    return page.substring(page.indexOf("<header>"), page.indexOf("<footer>"));
  }

  private static final Table TABLE =
      Table.of(List.of(1.5, 20.25))
          .column(Column.words(""), value -> Cell.of("A"))
          .column(Column.numbers("busy", "busyMs").in("ms"), Cell::number)
          .column(Column.words("plan"), value -> Cell.of(value < 2 ? "all on pi" : Cell.DITTO))
          .column(Column.hidden("secret"), Cell::number)
          .lanes()
          .build()
          .withFooter(List.of("idle: none"));

  @Test
  void blocksBecomeElements() {
    Report report =
        Report.of(
            new Title("net on desk", List.of("expected latency"), List.of("too much memory")),
            new Strip(
                "ms",
                List.of(new Strip.Stretch("pi", 0, 0, 2), new Strip.Stretch("top", 1, 2, 8)),
                List.of(2.0)),
            TABLE,
            new Items("assumed:", List.of("nothing")),
            Note.of(List.of("legend")).withCaveats(List.of("beware")));
    assertThat(body(report))
        .isEqualTo(
            """
            <header>
            <h1>net on desk</h1>
            <p>expected latency</p>
            <ul>
            <li>too much memory</li>
            </ul>
            </header>
            <main id="main">
            <section>
            <pre class="strip" tabindex="0"><span class="lane0" title="pi">%s</span><span class="lane1" title="top">%s</span>
            %s1
            0%s8.000 ms
            </pre>
            </section>
            <section>
            <div class="scroll" tabindex="0" role="region" aria-label="net on desk"><table class="sortable">
            <caption class="hidden">net on desk</caption>
            <thead><tr><th scope="col"></th><th scope="col" class="number">busy <span>ms</span></th><th scope="col">plan</th></tr></thead>
            <tbody>
            <tr data-lane="0"><td class="lane lane0">A</td><td class="number" data-value="1.5">1.500</td><td>all on pi</td></tr>
            <tr data-lane="1"><td class="lane lane1">A</td><td class="number" data-value="20.25">20.250</td><td>all on pi</td></tr>
            </tbody>
            </table></div>
            <p class="note">idle: none</p>
            </section>
            <section>
            <h2>assumed:</h2>
            <ul>
            <li>nothing</li>
            </ul>
            </section>
            <section>
            <p class="note">legend</p>
            <p class="note caveat">beware</p>
            </section>
            </main>
            """
                .formatted("A".repeat(25), "B".repeat(75), " ".repeat(24), " ".repeat(91)));
  }

  @Test
  void headingsAndTitledTablesBeginSections() {
    Report report =
        Report.of(
            Title.of("net"),
            TABLE.titled("Slices"),
            new Heading("What if"),
            Note.of(List.of("nothing")),
            Heading.folded("Layers"),
            Note.of(List.of("many")));
    assertThat(body(report))
        .contains("<a href=\"#s0\">Slices</a>", "<a href=\"#s2\">Layers</a>")
        .contains("<section id=\"s0\" aria-labelledby=\"s0h\">", ">Slices</h2>", ">What if</h2>")
        .contains("<details id=\"s2\"><summary><h2>Layers</h2></summary>\n<p class=\"note\">many")
        .endsWith("</details>\n</main>\n");
  }

  @Test
  void dataCanNeitherEndNorBeginAnElement() {
    PageSource source =
        new PageSource(
            Optional.of("espalier plan --model '<b>'"),
            Optional.of("{\"a\" : \"</script><!--\"}\n"));
    assertThat(new HtmlRenderer(source).render(Report.of(Title.of("net"))))
        .contains("{\"a\" : \"\\u003c/script>\\u003c!--\"}</script>")
        .contains("espalier plan --model &#39;&lt;b&gt;&#39;");
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
    assertThat(page).doesNotContain("<script>alert", "alert('", "\"y\"");
    assertThat(page).contains("<title>" + ESCAPED + "</title>");
    assertThat(page.split(ESCAPED.replace("(", "\\(").replace(")", "\\)"), -1)).hasSize(17);
  }

  @Test
  void pageNeedsNothingElse() {
    String page = new HtmlRenderer().render(Report.of(Title.of("net")));
    assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").endsWith("</html>\n");
    assertThat(page).doesNotContain("http:", "https:", " src=", "@import", "url(");
  }
}
