package dev.espalier.cli.option;

import dev.espalier.io.csv.CsvRenderer;
import dev.espalier.io.html.HtmlRenderer;
import dev.espalier.io.markdown.MarkdownRenderer;
import dev.espalier.io.text.Page;
import dev.espalier.io.text.TextRenderer;
import dev.espalier.report.Renderer;
import java.util.Optional;
import java.util.function.Function;

/** The formats of results, by the names that users give them. */
public enum OutputFormat {
  /** For people at a terminal. */
  TEXT("text", TextRenderer::new),

  /** For programs: all of a result, in a document of its own kind. */
  JSON("json", null),

  /** For programs: the table of a result. */
  CSV("csv", page -> new CsvRenderer()),

  /** For people, in issues and notes. */
  MARKDOWN("md", page -> new MarkdownRenderer()),

  /** For people, in a browser. */
  HTML("html", page -> new HtmlRenderer());

  private final String label;
  private final Optional<Function<Page, Renderer>> renderer;

  OutputFormat(String label, Function<Page, Renderer> renderer) {
    this.label = label;
    this.renderer = Optional.ofNullable(renderer);
  }

  /** The renderer of reports in this format; empty if the format is not for reports. */
  Optional<Renderer> renderer(Page page) {
    return renderer.map(made -> made.apply(page));
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return label;
  }
}
