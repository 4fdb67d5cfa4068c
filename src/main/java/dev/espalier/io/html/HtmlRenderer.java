package dev.espalier.io.html;

import dev.espalier.io.text.StripText;
import dev.espalier.report.Block;
import dev.espalier.report.Heading;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Renderer;
import dev.espalier.report.Report;
import dev.espalier.report.Strip;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import java.util.List;
import java.util.stream.Collectors;

/** Reports as a page for the browser that needs nothing else: no script, no file, no network. */
public final class HtmlRenderer implements Renderer {
  /** Characters of a line of a strip. */
  private static final int STRIP_WIDTH = 100;

  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; color: #1c2630; background: #fff;
        max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.35rem; margin: 0 0 .5rem; }
      h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
      p { margin: .15rem 0; }
      ul { margin: .25rem 0; padding-left: 1.4rem; }
      .block { margin: 1.2rem 0; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: .25rem .8rem; text-align: left; white-space: nowrap;
        border-bottom: 1px solid #dde3e8; }
      th { border-bottom: 2px solid #8a97a3; font-weight: 600; }
      th span { font-weight: 400; color: #5b6874; }
      tbody tr:hover { background: #f3f6f8; }
      .number { text-align: right; }
      .note { color: #46525d; font-size: .93rem; }
      .caveat { color: #8a3b00; }
      pre { font: 14px/1.4 ui-monospace, monospace; margin: 0; }
      """;

  /** A renderer; it has no state. */
  public HtmlRenderer() {}

  @Override
  public String render(Report report) {
    String body =
        report.blocks().stream()
            .map(HtmlRenderer::block)
            .filter(text -> !text.isEmpty())
            .map(text -> "<div class=\"block\">\n" + text + "</div>\n")
            .collect(Collectors.joining());
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<title>%s</title>\n".formatted(Html.escaped(report.title().orElse("Espalier")))
        + "<style>\n%s%s</style>\n</head>\n<body>\n".formatted(STYLE, laneStyles())
        + body
        + "</body>\n</html>\n";
  }

  private static String laneStyles() {
    StringBuilder styles = new StringBuilder();
    for (int i = 0; i < Html.BACKGROUNDS.size(); i++) {
      styles.append(".%s { background: #%s; }\n".formatted(Html.lane(i), Html.BACKGROUNDS.get(i)));
    }
    return styles.toString();
  }

  private static String block(Block block) {
    if (block instanceof Table table) {
      return HtmlTable.of(table) + paragraphs("note", table.footer());
    }
    if (block instanceof Strip strip) {
      return strip(strip);
    }
    if (block instanceof Title title) {
      return "<h1>%s</h1>\n".formatted(Html.escaped(title.text()))
          + paragraphs("", title.lines())
          + items(title.items());
    }
    if (block instanceof Items items) {
      return "<h2>%s</h2>\n%s".formatted(Html.escaped(items.heading()), items(items.items()));
    }
    if (block instanceof Heading heading) {
      return "<h2>%s</h2>\n".formatted(Html.escaped(heading.text()));
    }
    return block instanceof Note note ? note(note) : "";
  }

  private static String note(Note note) {
    return note.lines().stream()
        .map(line -> paragraph(line.isCaveat() ? "note caveat" : "note", line.text()))
        .collect(Collectors.joining());
  }

  private static String strip(Strip strip) {
    StripText text =
        new StripText(
            strip,
            (lane, letters) ->
                "<span class=\"%s\" title=\"%s\">%s</span>"
                    .formatted(Html.lane(lane), Html.escaped(Strip.letter(lane)), letters));
    return "<pre class=\"scroll\">%s</pre>\n".formatted(text.text(STRIP_WIDTH));
  }

  private static String paragraphs(String classes, List<String> lines) {
    return lines.stream().map(line -> paragraph(classes, line)).collect(Collectors.joining());
  }

  private static String paragraph(String classes, String line) {
    String attribute = classes.isEmpty() ? "" : " class=\"%s\"".formatted(classes);
    return "<p%s>%s</p>\n".formatted(attribute, Html.escaped(line));
  }

  private static String items(List<String> items) {
    return items.isEmpty()
        ? ""
        : items.stream()
            .map(item -> "<li>%s</li>\n".formatted(Html.escaped(item)))
            .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
  }
}
