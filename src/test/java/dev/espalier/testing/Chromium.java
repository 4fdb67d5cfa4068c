package dev.espalier.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Loads pages in headless Chromium; tests that need it are skipped where there is none. */
public final class Chromium {
  private static final int TIMEOUT_SECONDS = 120;

  private Chromium() {}

  /**
   * A page as the browser sees it.
   *
   * @param dom its elements once its scripts have run
   * @param console what scripts, and policies that were broken, wrote to the console
   */
  public record Visit(String dom, List<String> console) {}

  private static Optional<String> program() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** Loads a page in a window of this width. */
  public static Visit visit(Path page, int width) throws IOException, InterruptedException {
    Optional<String> program = program();
    Assumptions.assumeTrue(program.isPresent(), "needs chromium, which is not installed");
    Path folder = Files.createTempDirectory(page.toAbsolutePath().getParent(), "chromium");
    Path dom = folder.resolve("dom.html");
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                program.get(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + ",900",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("chromium took longer than " + TIMEOUT_SECONDS + " s");
    }
    return new Visit(
        Files.readString(dom),
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("CONSOLE"))
            .toList());
  }

  /**
   * Loads a copy of a page at whose end a script runs, and returns the text that the script
   * returns; an error in it, or in the page, is a failure.
   *
   * @param script the body of a function without arguments
   */
  public static String run(Path page, int width, String script)
      throws IOException, InterruptedException {
    Path copy = Files.createTempFile(page.toAbsolutePath().getParent(), "copy", ".html");
    String driver =
        "<script>addEventListener('load',()=>{let r;try{r=(()=>{"
            + script
            + "})()}catch(e){r='error: '+e}document.documentElement.setAttribute('data-r',r)})"
            + "</script></body>";
    Files.writeString(
        copy,
        Files.readString(page)
            .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace("</body>", driver));
    Visit visit = visit(copy, width);
    if (!visit.console().isEmpty()) {
      throw new AssertionError(String.join("\n", visit.console()));
    }
    String root = visit.dom().substring(visit.dom().indexOf("<html"));
    int from = root.indexOf("data-r=\"") + "data-r=\"".length();
    return root.substring(from, root.indexOf('"', from))
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }
}
