package dev.espalier.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown document of the project, and what can be checked in it.
 *
 * @param path where it lies, from the project's folder
 */
record Document(Path path) {

  /** How a command begins in a block, as users type it. */
  static final String COMMAND = "espalier ";

  private static final Path DOCS = Path.of("src", "docs");
  private static final Pattern FENCE =
      Pattern.compile("(?m)^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL);
  private static final Pattern SAVED =
      Pattern.compile("`(target/[\\w./-]+)`:\n\n```\\w+\n(.*?)^```$", flags());
  private static final Pattern COMMAND_LINE =
      Pattern.compile("(?m)^(?:\\$ )?espalier ([^#&|\\n]+)");

  /**
   * A fenced block.
   *
   * @param language what stands behind the fence, empty if nothing does
   * @param content its lines
   */
  record Block(String language, String content) {}

  /** The README first, then all of src/docs in the order of their names. */
  static List<Document> all() {
    try (Stream<Path> files = Files.list(DOCS)) {
      return Stream.concat(
              Stream.of(Path.of("README.md")),
              files.filter(file -> file.toString().endsWith(".md")).sorted())
          .map(Document::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Document of(String first, String... more) {
    return new Document(Path.of(first, more));
  }

  static Document inDocs(String name) {
    return new Document(DOCS.resolve(name));
  }

  private static int flags() {
    return Pattern.DOTALL | Pattern.MULTILINE;
  }

  String text() {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a reader sees besides blocks: neither these nor comments. */
  String prose() {
    return FENCE.matcher(text()).replaceAll("").replaceAll("(?s)<!--.*?-->", "");
  }

  List<Block> blocks() {
    return FENCE
        .matcher(text())
        .results()
        .map(match -> new Block(match.group(1), match.group(2)))
        .toList();
  }

  List<String> blocks(String language) {
    return blocks().stream()
        .filter(block -> block.language().equals(language))
        .map(Block::content)
        .toList();
  }

  /** Commands of console and sh blocks without the name of the program, in their order. */
  List<String> commands() {
    return blocks().stream()
        .filter(block -> List.of("console", "sh").contains(block.language()))
        .flatMap(block -> COMMAND_LINE.matcher(block.content()).results())
        .map(match -> match.group(1).strip())
        .toList();
  }

  /** Writes the files that the reader is to save: blocks below a line that ends in their path. */
  void saveFiles() throws IOException {
    for (MatchResult saved : SAVED.matcher(text()).results().toList()) {
      Path file = Path.of(saved.group(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, saved.group(2));
    }
  }

  /** This document with each command of its console blocks followed by what it prints now. */
  String renewed() {
    return FENCE
        .matcher(text())
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1).equals("console") ? renewed(match.group(2)) : match.group()));
  }

  private static String renewed(String console) {
    StringBuilder block = new StringBuilder("```console\n");
    console
        .lines()
        .filter(line -> line.startsWith("$ "))
        .forEach(line -> block.append(line).append('\n').append(output(line.substring(2))));
    return block.append("```").toString();
  }

  private static String output(String command) {
    if (!command.startsWith(COMMAND)) {
      throw new AssertionError("a console block runs a command of another program: " + command);
    }
    CommandLineRunner.Outcome outcome =
        CommandLineRunner.runWords(command.substring(COMMAND.length()).split(" "));
    return outcome.out() + outcome.err();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
