package dev.espalier.cli.console;

import dev.espalier.io.text.Page;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** The page that the output is laid out for. */
public final class Terminal {
  private static final int MIN_WIDTH = 20;
  private static final long STTY_PATIENCE_MS = 500;

  private Terminal() {}

  /** The terminal, or a plain page where the output goes to a file or a pipe. */
  public static Page page(boolean isFile) {
    boolean isTerminal = !isFile && Ansi.AUTO.enabled();
    if (!isTerminal) {
      return Page.PLAIN;
    }
    int width = columnsVariable().orElseGet(() -> sttyWidth().orElse(Page.PLAIN.width()));
    return new Page(Math.max(MIN_WIDTH, width), true);
  }

  private static OptionalInt columnsVariable() {
    return number(System.getenv("COLUMNS"));
  }

  private static OptionalInt sttyWidth() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      if (!stty.waitFor(STTY_PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        stty.destroy();
        return OptionalInt.empty();
      }
      String[] size =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .trim()
              .split(" ");
      return size.length == 2 ? number(size[1]) : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty(); // no such command here: the default will do
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  private static OptionalInt number(String text) {
    return text != null && text.matches("[1-9]\\d{0,3}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
