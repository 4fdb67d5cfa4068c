package dev.espalier.io.html;

import dev.espalier.internal.Version;
import dev.espalier.report.Renderer;
import dev.espalier.report.Report;
import java.util.List;

/**
 * Reports as a page for the browser that needs nothing else: no file, no network, no framework. Its
 * one script sorts, folds and shows what the pointer is over; without it, all can be read. Equal
 * reports give equal bytes.
 */
public final class HtmlRenderer implements Renderer {
  private static final String STYLE = PageResource.text("page.css");
  private static final String SCRIPT = PageResource.text("page.js");

  /** Nothing from elsewhere is loaded, and no other script runs, whatever a name contains. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src '%s'; base-uri 'none';"
              .formatted(PageResource.hash(SCRIPT))
          + " form-action 'none'";

  private final PageSource source;

  /** A renderer of pages that say nothing about what they were made from. */
  public HtmlRenderer() {
    this(PageSource.NONE);
  }

  /** A renderer of pages that say what they were made from. */
  public HtmlRenderer(PageSource source) {
    this.source = source;
  }

  @Override
  public String render(Report report) {
    PageBody body = new PageBody(report);
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n".formatted(POLICY)
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<title>%s</title>\n".formatted(Html.escaped(report.title().orElse("Espalier")))
        + "<style>\n%s%s</style>\n</head>\n<body>\n".formatted(STYLE, laneStyles())
        + "<a class=\"skip\" href=\"#main\">Skip to the result</a>\n"
        + body.html()
        + footer()
        + "<script>"
        + SCRIPT
        + "</script>\n</body>\n</html>\n";
  }

  private static String laneStyles() {
    StringBuilder styles = new StringBuilder();
    List<String> colors = Html.BACKGROUNDS;
    for (int i = 0; i < colors.size(); i++) {
      styles.append(".lane%1$d { background: #%2$s; fill: #%2$s; }\n".formatted(i, colors.get(i)));
    }
    return styles.toString();
  }

  private String footer() {
    return "<footer>\n"
        + source
            .command()
            .map(
                command ->
                    "<p class=\"note\">Made by</p>\n<pre class=\"command\">%s</pre>\n"
                        .formatted(Html.escaped(command)))
            .orElse("")
        + source.json().map(HtmlRenderer::data).orElse("")
        + "<p class=\"note\">Espalier %s</p>\n</footer>\n"
            .formatted(Html.escaped(Version.current()));
  }

  /** The data, in which {@code <} is written such that no element can begin or end there. */
  private static String data(String json) {
    return """
        <p class="tools" hidden><button type="button" id="download">Download the data (JSON)\
        </button></p>
        <details class="data"><summary>All values of the data</summary>
        <div class="scroll tall" tabindex="0" role="region" aria-label="All values of the data">
        <table><thead><tr><th scope="col">field</th><th scope="col">value</th></tr></thead>
        <tbody></tbody></table></div></details>
        <script type="application/json" id="data">"""
        + json.strip().replace("<", "\\u003c")
        + "</script>\n";
  }
}
