package dev.espalier.io.markdown;

import dev.espalier.io.text.Page;
import dev.espalier.io.text.Painter;
import dev.espalier.io.text.StripText;
import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Renderer;
import dev.espalier.report.Report;
import dev.espalier.report.Row;
import dev.espalier.report.Strip;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import java.util.List;
import java.util.stream.Collectors;

/** Reports in Markdown with tables, as GitHub reads it, for issues, notes and pull requests. */
public final class MarkdownRenderer implements Renderer {
  /** An underscore within a word means itself. */
  private static final String SPECIAL = "[\\\\`*\\[\\]<>|~&$]|(?<![\\p{L}\\d])_|_(?![\\p{L}\\d])";

  /** What would begin a heading, a list or a quotation. */
  private static final String SPECIAL_START = "^([#+=-])|^(\\d+)([.)])";

  /** A renderer; it has no state. */
  public MarkdownRenderer() {}

  @Override
  public String render(Report report) {
    return report.blocks().stream()
        .map(MarkdownRenderer::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String text(Block block) {
    if (block instanceof Table table) {
      return table(table) + (table.footer().isEmpty() ? "" : "\n" + paragraph(table.footer()));
    }
    if (block instanceof Strip strip) {
      return "```text\n" + new StripText(strip, Painter.NONE).text(Page.PLAIN.width()) + "```\n";
    }
    if (block instanceof Title title) {
      return "# %s\n%s%s"
          .formatted(
              inline(title.text()), below(paragraph(title.lines())), below(items(title.items())));
    }
    if (block instanceof Items items) {
      return "## %s\n%s".formatted(inline(items.heading()), below(items(items.items())));
    }
    if (block instanceof Heading heading) {
      return "## %s\n".formatted(inline(heading.text()));
    }
    return block instanceof Note note
        ? paragraph(note.lines().stream().map(Note.Line::text).toList())
        : ""; // a drawing
  }

  private static String below(String text) {
    return text.isEmpty() ? "" : "\n" + text;
  }

  /** Lines that stay lines. */
  private static String paragraph(List<String> lines) {
    return lines.isEmpty()
        ? ""
        : lines.stream().map(MarkdownRenderer::line).collect(Collectors.joining("\\\n", "", "\n"));
  }

  private static String items(List<String> items) {
    return items.stream().map(item -> "- %s\n".formatted(line(item))).collect(Collectors.joining());
  }

  private static String table(Table table) {
    StringBuilder text = new StringBuilder();
    text.append(row(table.shown().stream().map(Column::heading).toList()));
    text.append(
        table.shown().stream()
            .map(column -> column.align() == Column.Align.RIGHT ? "---:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |\n")));
    for (Row row : table.rows()) {
      text.append(row(table.shown(row).stream().map(Cell::shown).toList()));
    }
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(MarkdownRenderer::inline)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String line(String text) {
    return inline(text).replaceFirst(SPECIAL_START, "$2\\\\$1$3");
  }

  /** Text that means itself. */
  private static String inline(String text) {
    return text.replaceAll(SPECIAL, "\\\\$0");
  }
}
