package dev.espalier.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a folder of files as a whole: the content is written into a temporary folder and moved in
 * when it is complete, so that a failure leaves the folder as it was, or no folder where there was
 * none.
 */
public final class FolderReplacement {
  private FolderReplacement() {}

  /** Writes content into an empty folder. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the files; subfolders are not supported.
     *
     * @throws IOException if that is not possible
     */
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Writes the files of a folder. One that exists stays, with its permissions, and may be a mount
   * point; its earlier files are removed when the new ones are complete.
   *
   * @param target the folder; the one that holds it must exist
   * @param earlier names of the files to remove
   * @param last name of the file that is removed first and moved in last, so that a folder that has
   *     it is complete
   * @throws IOException if the files cannot be written
   */
  public static void write(Path target, List<String> earlier, String last, Content content)
      throws IOException {
    boolean isNew = Files.notExists(target, LinkOption.NOFOLLOW_LINKS);
    String name = ".espalier-" + UUID.randomUUID() + ".tmp";
    Path beside = isNew ? target.toAbsolutePath().resolveSibling(name) : target.resolve(name);
    try (TemporaryFolder folder = TemporaryFolder.at(beside)) {
      content.writeTo(folder.path());
      if (isNew) {
        Files.move(beside, target);
      } else {
        replace(target, earlier, last, beside);
      }
    }
  }

  private static void replace(Path target, List<String> earlier, String last, Path beside)
      throws IOException {
    Files.deleteIfExists(target.resolve(last));
    for (String file : earlier) {
      Files.deleteIfExists(target.resolve(file));
    }
    List<Path> files;
    try (Stream<Path> written = Files.list(beside)) {
      files =
          written
              .sorted(
                  Comparator.comparing((Path file) -> file.getFileName().toString().equals(last))
                      .thenComparing(Path::compareTo))
              .toList();
    }
    for (Path file : files) {
      Files.move(file, target.resolve(file.getFileName()));
    }
  }
}
