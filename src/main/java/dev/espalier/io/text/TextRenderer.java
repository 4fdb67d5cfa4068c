package dev.espalier.io.text;

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
import java.util.stream.Stream;

/** Reports as aligned text for people, with an empty line between blocks. */
public final class TextRenderer implements Renderer {
  /** Backgrounds of the 256-color palette on which black letters can be read. */
  private static final int[] BACKGROUNDS = {114, 117, 222, 217, 183, 152, 180, 150};

  private static final String ESCAPE = "\u001b[";

  private final Page page;
  private final Painter painter;

  /** Writes for a page. */
  public TextRenderer(Page page) {
    this.page = page;
    painter = page.colors() ? TextRenderer::colored : Painter.NONE;
  }

  @Override
  public String render(Report report) {
    return report.blocks().stream()
        .map(this::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private String text(Block block) {
    if (block instanceof Table table) {
      return new TextTable(table, painter).text(page.width()) + lines(table.footer());
    }
    if (block instanceof Strip strip) {
      return new StripText(strip, painter).text(page.width());
    }
    if (block instanceof Title title) {
      return lines(List.of(title.text()))
          + lines(title.lines())
          + lines(title.items().stream().map("  "::concat).toList());
    }
    if (block instanceof Items items) {
      return lines(List.of(items.heading()))
          + lines(items.items().stream().flatMap(item -> wrapped("- " + item)).toList());
    }
    if (block instanceof Heading heading) {
      return lines(List.of(heading.text()));
    }
    return block instanceof Note note
        ? lines(note.lines().stream().map(Note.Line::text).toList())
        : ""; // a drawing
  }

  /**
   * Lines of prose, which a terminal gets in its width. In files and pipes a sentence is a line, so
   * that programs which search by line find it.
   */
  private String lines(List<String> lines) {
    return lines.stream()
        .flatMap(line -> page.colors() ? wrapped(line) : Stream.of(line))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private Stream<String> wrapped(String line) {
    return Wrapping.indented(line, page.width()).stream();
  }

  private static String colored(int lane, String text) {
    int background = BACKGROUNDS[lane % BACKGROUNDS.length];
    return ESCAPE + "30;48;5;" + background + "m" + text + ESCAPE + "0m";
  }
}
