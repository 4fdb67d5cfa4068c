package dev.espalier.io.html;

import java.util.List;

/** Escaping and styles common to all elements of a page. */
final class Html {
  /** Backgrounds of lanes on which black letters can be read. */
  static final List<String> BACKGROUNDS =
      List.of("87d787", "87d7ff", "ffd787", "ffafaf", "d7afff", "afd7d7", "d7af87", "afd787");

  private Html() {}

  /** The class of a lane, which gives it its background. */
  static String lane(int lane) {
    return "lane" + lane % BACKGROUNDS.size();
  }

  /** Text that means itself, in content and in attributes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
