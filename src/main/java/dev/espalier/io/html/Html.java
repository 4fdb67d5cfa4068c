package dev.espalier.io.html;

import java.util.List;

/** Escaping and styles common to all elements of a page. */
final class Html {
  /**
   * Backgrounds of lanes on which black letters can be read: pale tones of the colors that drawings
   * give their lanes.
   */
  static final List<String> BACKGROUNDS =
      List.of("99c7e0", "f5d999", "99d8c7", "eebf99", "ebc9dc", "bbe1f6", "bbbbbb");

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
