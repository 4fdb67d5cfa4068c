package dev.espalier.io.html;

/** Drawings as part of a page; one that is wider than the page scrolls by itself. */
final class InlineSvg {
  private InlineSvg() {}

  /**
   * The drawing in a region that the keyboard can scroll.
   *
   * @param svg an SVG document
   * @param title what it shows
   */
  static String of(String svg, String title) {
    return "<div class=\"drawing scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n%s</div>\n"
        .formatted(Html.escaped(title), svg);
  }
}
