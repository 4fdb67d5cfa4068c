package dev.espalier.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes a file atomically: a reader sees the old content or the new one, never a mixture. The
 * content is written next to the file and then moved. What cannot be replaced this way is written
 * in place: links, devices, pipes, and files of other owners or in folders that take no new file.
 */
public final class FileReplacement {
  private FileReplacement() {}

  /** Writes content to a path. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the content.
     *
     * @throws IOException if that is not possible
     */
    void writeTo(Path path) throws IOException;
  }

  /**
   * Writes text in UTF-8.
   *
   * @throws IOException if the file cannot be written; it is then as it was, where it is replaced
   */
  public static void write(Path target, String text) throws IOException {
    write(target, path -> Files.writeString(path, text));
  }

  /**
   * Writes content.
   *
   * @throws IOException if the file cannot be written; it is then as it was, where it is replaced
   */
  public static void write(Path target, Content content) throws IOException {
    boolean isNew = Files.notExists(target, LinkOption.NOFOLLOW_LINKS);
    if (!isNew && !isReplaceable(target)) {
      content.writeTo(target);
      return;
    }
    // A short name, as that of the target may be as long as names can be.
    Path beside = target.resolveSibling(".espalier-" + UUID.randomUUID() + ".tmp");
    try {
      Files.createFile(beside); // with the permissions that new files have here
    } catch (AccessDeniedException e) {
      content.writeTo(target);
      return;
    }
    TemporaryPaths.add(beside);
    try {
      content.writeTo(beside);
      if (!isNew) {
        copyPermissions(target, beside);
      }
      move(beside, target);
    } finally {
      TemporaryPaths.delete(beside);
    }
  }

  private static boolean isReplaceable(Path target) throws IOException {
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(target)) {
      return false;
    }
    boolean isPosix = target.getFileSystem().supportedFileAttributeViews().contains("unix");
    // A move would separate a file from its other hard links, or change its owner.
    return !isPosix
        || Objects.equals(Files.getAttribute(target, "unix:nlink"), 1)
            && Files.getOwner(target).getName().equals(System.getProperty("user.name"));
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (old != null && view != null) {
      view.setPermissions(old.readAttributes().permissions());
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
