package dev.espalier.io.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "edge, 4",
    "\u00e9, 1",
    "e\u0301, 1",
    "\u2026, 1",
    "\u30ab\u30e1\u30e9, 6",
    "\uff76\uff92\uff97, 3",
    "\ud55c, 2",
    "\uff21, 2",
    "\ud83d\udcf7, 2",
    "\u2764\ufe0f, 2",
    "\ud840\udc00, 2",
    "\u0915\u0947, 1",
    "a\u200bb, 2",
  })
  void cellsOfATerminalAreCounted(String text, int cells) {
    assertThat(DisplayWidth.of(text)).isEqualTo(cells);
  }
}
