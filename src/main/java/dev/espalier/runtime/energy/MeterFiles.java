package dev.espalier.runtime.energy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the files in which the system offers what its meters read. */
final class MeterFiles {
  private MeterFiles() {}

  /** Content without the line's end; empty if it cannot be read. */
  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /** A whole number; empty if there is none. */
  static OptionalLong number(Path file) {
    return text(file)
        .filter(text -> text.matches("-?\\d{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /** Folders in a folder whose names match, shorter names first; none if it cannot be read. */
  static List<Path> folders(Path parent, String regex) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> children =
        Files.newDirectoryStream(parent, child -> child.getFileName().toString().matches(regex))) {
      children.forEach(found::add);
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      return List.of();
    }
    found.sort(
        Comparator.comparingInt((Path path) -> path.toString().length())
            .thenComparing(Path::toString));
    return found;
  }
}
