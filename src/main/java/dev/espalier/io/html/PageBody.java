package dev.espalier.io.html;

import dev.espalier.io.html.graph.GraphSvg;
import dev.espalier.io.svg.TimelineSvg;
import dev.espalier.io.svg.chart.ChartSvg;
import dev.espalier.io.text.StripText;
import dev.espalier.report.Block;
import dev.espalier.report.Drawing;
import dev.espalier.report.Graph;
import dev.espalier.report.Heading;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Report;
import dev.espalier.report.Strip;
import dev.espalier.report.Table;
import dev.espalier.report.Timeline;
import dev.espalier.report.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The blocks of a report as elements: the title as header, and a section below each heading, which
 * is folded where its heading says so.
 */
final class PageBody {
  /** Characters of a line of a strip. */
  private static final int STRIP_WIDTH = 100;

  /** Sections from which on links to them help. */
  private static final int MIN_LINKS = 3;

  private final Report report;
  private final List<Heading> headings = new ArrayList<>();
  private final StringBuilder html = new StringBuilder();
  private String ending = "";

  PageBody(Report report) {
    this.report = report;
  }

  /** Header, links to the sections, and the sections. */
  String html() {
    StringBuilder header = new StringBuilder();
    for (Block block : report.blocks()) {
      if (block instanceof Title title && header.isEmpty()) {
        header.append(header(title));
      } else if (block instanceof Heading heading) {
        begin(heading);
      } else {
        if (block instanceof Timeline timeline && !timeline.isEmpty()) {
          begin(new Heading("Over time"));
        } else if (block instanceof Table table && !table.title().isEmpty()) {
          begin(new Heading(table.title()));
        }
        add(block);
      }
    }
    html.append(ending);
    return header + links() + "<main id=\"main\">\n" + html + "</main>\n";
  }

  private static String header(Title title) {
    return "<header>\n<h1>%s</h1>\n".formatted(Html.escaped(title.text()))
        + paragraphs("", title.lines())
        + items(title.items())
        + "</header>\n";
  }

  private String links() {
    return headings.size() < MIN_LINKS
        ? ""
        : headings.stream()
            .map(
                heading ->
                    "<a href=\"#s%d\">%s</a>\n"
                        .formatted(headings.indexOf(heading), Html.escaped(heading.text())))
            .collect(Collectors.joining("", "<nav aria-label=\"Sections\">\n", "</nav>\n"));
  }

  private void begin(Heading heading) {
    html.append(ending);
    String id = "s" + headings.size();
    String name = Html.escaped(heading.text());
    if (heading.isFolded()) {
      html.append("<details id=\"%s\"><summary><h2>%s</h2></summary>\n".formatted(id, name));
      ending = "</details>\n";
    } else {
      html.append(
          "<section id=\"%1$s\" aria-labelledby=\"%1$sh\"><div class=\"heading\"><h2 id=\"%1$sh\">%2$s</h2></div>\n"
              .formatted(id, name));
      ending = "</section>\n";
    }
    headings.add(heading);
  }

  private void add(Block block) {
    String text = block(block);
    if (text.isEmpty()) {
      return;
    }
    html.append(ending.isEmpty() ? "<section>\n" + text + "</section>\n" : text);
  }

  private String block(Block block) {
    if (block instanceof Table table) {
      return HtmlTable.of(table, caption()) + paragraphs("note", table.footer());
    }
    if (block instanceof Strip strip) {
      return report.timeline().filter(each -> !each.isEmpty()).isPresent()
          ? "" // a timeline shows more
          : strip(strip);
    }
    if (block instanceof Title title) {
      return "<h2>%s</h2>\n".formatted(Html.escaped(title.text()))
          + paragraphs("", title.lines())
          + items(title.items());
    }
    if (block instanceof Items items) {
      return "<h2>%s</h2>\n%s".formatted(Html.escaped(items.heading()), items(items.items()));
    }
    if (block instanceof Note note) {
      return note(note);
    }
    return drawing(block);
  }

  private static String drawing(Block block) {
    if (block instanceof Timeline timeline) {
      return timeline.isEmpty() ? "" : InlineSvg.of(TimelineSvg.of(timeline), timeline.title());
    }
    if (block instanceof Graph graph) {
      return GraphSvg.of(graph)
          .map(svg -> InlineSvg.of(svg, graph.title()))
          .orElseGet(() -> paragraph("note", GraphSvg.reason(graph)));
    }
    return block instanceof Drawing drawing
        ? InlineSvg.of(ChartSvg.of(drawing.chart()), drawing.chart().title())
        : "";
  }

  /** What a table is of: the heading above it, or the title of the page. */
  private String caption() {
    return headings.isEmpty()
        ? report.title().orElse("Result")
        : headings.get(headings.size() - 1).text();
  }

  private static String note(Note note) {
    return note.lines().stream()
        .map(line -> paragraph(line.isCaveat() ? "note caveat" : "note", line.text()))
        .collect(Collectors.joining());
  }

  private static String strip(Strip strip) {
    StripText text =
        new StripText(
            new Strip(Html.escaped(strip.unit()), strip.stretches(), strip.marks()),
            (lane, letters) ->
                "<span class=\"%s\" title=\"%s\">%s</span>"
                    .formatted(Html.lane(lane), Html.escaped(strip.name(lane)), letters));
    return "<pre class=\"strip\" tabindex=\"0\">%s</pre>\n".formatted(text.text(STRIP_WIDTH));
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
