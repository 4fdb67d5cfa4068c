package dev.espalier.cli;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes what a release ships beside the jar: manual pages and the completion script. The build
 * runs it once, and archives the classes that it loads: so it also runs the commands whose start
 * that archive is to speed up.
 */
final class Packaging {
  private Packaging() {}

  /** Takes the folder to write to, such as {@code target/share}, and that of the catalogs. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Interruption interruption = Interruption.install(System.err);
    writeManual(interruption, Files.createDirectories(Path.of(args[0], "man", "man1")));
    Path completions = Files.createDirectories(Path.of(args[0], "bash-completion", "completions"));
    Files.writeString(completions.resolve("espalier"), output(interruption, "completion", "bash"));
    runExamples(interruption, Path.of(args[1], "surveillance.catalog.json").toString());
    interruption.finished(ExitCodes.DONE);
  }

  private static void writeManual(Interruption interruption, Path folder) throws IOException {
    Map<String, String> pages = ManualPages.of(Main.commandLine(interruption));
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
  }

  private static void runExamples(Interruption interruption, String catalog) {
    // Not HTML: Java 17 crashes when it archives the classes that pages need.
    for (String format : List.of("text", "json")) {
      output(
          interruption,
          "plan",
          "--model",
          "zoo:b-alexnet",
          "--catalog",
          catalog,
          "--format",
          format);
    }
    output(interruption, "inspect", "--model", "zoo:b-alexnet", "--catalog", catalog);
    output(interruption, "plan", "--help");
    output(interruption, "--version");
  }

  /** Runs a command and returns what it prints. */
  private static String output(Interruption interruption, String... command) {
    StringWriter out = new StringWriter();
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = Main.run(interruption, new PrintWriter(out), err, command);
    if (code != ExitCodes.DONE) {
      throw new IllegalStateException(
          "espalier %s ended with exit code %d".formatted(String.join(" ", command), code));
    }
    return out.toString();
  }
}
