package dev.espalier.cli.option;

import dev.espalier.cli.option.page.CommandText;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.FileReplacement;
import dev.espalier.io.html.HtmlRenderer;
import dev.espalier.io.html.PageSource;
import dev.espalier.io.text.Page;
import dev.espalier.report.Renderer;
import dev.espalier.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The formats of a result: one that goes where results go, and a page for the browser beside. */
public final class FormatOption {
  private static final String HTML = "--html";

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "text|json|csv|md|html",
      description =
          "Output format: text (default), md (Markdown) or html (a web page) for people; json"
              + " or csv for programs.")
  private OutputFormat format;

  @Option(
      names = HTML,
      paramLabel = "FILE",
      description =
          "Also write the result as a page for the browser that needs nothing else, with drawings,"
              + " tables to sort, and the data.")
  private Path html;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

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
   * Refuses to write the page over a file that another option names, or where there is no folder:
   * better now than after a long search.
   *
   * @throws InvalidFieldException if another option names the file, or it is blank
   * @throws OutputFailedException if its folder does not exist
   */
  public static void check(ParseResult command) {
    Path page = command.matchedOptionValue(HTML, (Path) null);
    if (page == null) {
      return;
    }
    String[] others =
        command.matchedOptions().stream()
            .filter(option -> !option.longestName().equals(HTML))
            .flatMap(option -> option.originalStringValues().stream())
            .toArray(String[]::new);
    OutputOptions.refuse("html", page, others);
    OutputOptions.checkFolder(page);
  }

  /**
   * Writes a result in the format given, and as a page where one is requested.
   *
   * @param json writes it as a JSON document
   * @param report describes it for every other format
   * @param page what aligned text is written for
   * @throws OutputFailedException if the page cannot be written
   */
  public String write(Supplier<String> json, Supplier<Report> report, Page page, PrintWriter err) {
    return write(json, report, report, page, err);
  }

  /**
   * Writes a result in the format given, and as a page where one is requested. A table alone has no
   * room for caveats, so they go to standard error.
   *
   * @param json writes it as a JSON document
   * @param report describes it for every other format but pages
   * @param pageReport describes it for pages
   * @param page what aligned text is written for
   * @throws OutputFailedException if the page cannot be written
   */
  public String write(
      Supplier<String> json,
      Supplier<Report> report,
      Supplier<Report> pageReport,
      Page page,
      PrintWriter err) {
    String text =
        format == OutputFormat.HTML
            ? page(json, pageReport)
            : format.renderer(page).map(each -> text(each, report, err)).orElseGet(json);
    if (html != null) {
      writePage(format == OutputFormat.HTML ? text : page(json, pageReport), text);
    }
    return text;
  }

  private String text(Renderer renderer, Supplier<Report> report, PrintWriter err) {
    Report described = report.get();
    if (isCsv()) {
      described.caveats().forEach(err::println);
    }
    return renderer.render(described);
  }

  private String page(Supplier<String> json, Supplier<Report> report) {
    List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
    return new HtmlRenderer(
            new PageSource(Optional.of(CommandText.of(arguments)), Optional.of(json.get())))
        .render(report.get());
  }

  /** Where the page cannot be written, the result goes to standard output, so it is not lost. */
  private void writePage(String made, String result) {
    try {
      FileReplacement.write(html, made);
    } catch (IOException e) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(result);
      out.flush();
      throw new OutputFailedException(
          "cannot write %s: %s; the result went to standard output"
              .formatted(html, OutputOptions.reason(e)));
    }
  }
}
