package dev.espalier.cli.option;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.text.Page;
import dev.espalier.report.Renderer;
import dev.espalier.report.Report;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The format of a result. */
public final class FormatOption {
  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "text|json|csv|md|html",
      description =
          "Output format: text (default), md (Markdown) or html (a web page) for people; json"
              + " or csv for programs.")
  private OutputFormat format;

  /** Whether the format is JSON. */
  public boolean isJson() {
    return format == OutputFormat.JSON;
  }

  /** Whether the format is for people, who need no document to see that there is no plan. */
  public boolean isForPeople() {
    return !isJson() && !isCsv();
  }

  boolean isCsv() {
    return format == OutputFormat.CSV;
  }

  /**
   * Refuses CSV where the result is not a table.
   *
   * @param reason why not, in words that follow {@code --format csv}
   * @throws InvalidFieldException if the format is CSV
   */
  public void refuseCsv(String reason) {
    if (isCsv()) {
      throw new InvalidFieldException(
          "format", "--format csv %s; expected text, json, md or html".formatted(reason));
    }
  }

  /**
   * Writes a result in the format given. A table alone has no room for caveats, so they go to
   * standard error.
   *
   * @param json writes it as a JSON document
   * @param report describes it for every other format
   * @param page what aligned text is written for
   */
  public String write(Supplier<String> json, Supplier<Report> report, Page page, PrintWriter err) {
    Optional<Renderer> renderer = format.renderer(page);
    if (renderer.isEmpty()) {
      return json.get();
    }
    Report described = report.get();
    if (isCsv()) {
      described.caveats().forEach(err::println);
    }
    return renderer.get().render(described);
  }
}
