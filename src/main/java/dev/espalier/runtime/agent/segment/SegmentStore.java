package dev.espalier.runtime.agent.segment;

import dev.espalier.internal.Sha256;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The files that an agent has been sent, under their checksums: names from elsewhere never reach
 * the file system, but for that of a weights file, which lies in a folder of its own under the name
 * by which its segment refers to it. Thread-safe.
 */
public final class SegmentStore {
  private static final String PART = ".part";

  private final Path folder;
  private final long maxBytes;

  /** Files that are complete, by checksum; each is checked once. */
  private final Set<String> complete = new HashSet<>();

  /** Files that are on their way. */
  private final Map<String, StoredFile> expected = new HashMap<>();

  /**
   * @param folder an existing folder; files of an earlier agent are used again
   * @param maxBytes maximum size of the files of a deployment, bytes
   */
  public SegmentStore(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /**
   * Expects those files that are not there.
   *
   * @return the files that are not there
   * @throws IOException if all of them together are too large, or the folder cannot be read
   */
  public synchronized List<StoredFile> expect(List<StoredFile> files) throws IOException {
    long left = maxBytes;
    for (StoredFile file : files) {
      if (file.bytes() > left) {
        throw new IOException(
            "the files of its segments have more than %d bytes; give the agent a larger --max-mib"
                .formatted(maxBytes));
      }
      left -= file.bytes();
    }
    expected.clear();
    for (StoredFile file : files) {
      if (!isComplete(file)) {
        Files.deleteIfExists(part(file.sha256()));
        expected.put(file.sha256(), file);
        if (file.bytes() == 0) {
          write(file.sha256(), 0, ByteBuffer.allocate(0));
        }
      }
    }
    return List.copyOf(expected.values());
  }

  private boolean isComplete(StoredFile file) throws IOException {
    try {
      Path path = folder.resolve(file.sha256());
      // A file may have been deleted or cut short since it was checked.
      boolean isThere = Files.size(path) == file.bytes();
      if (isThere && !complete.contains(file.sha256()) && Sha256.of(path).equals(file.sha256())) {
        complete.add(file.sha256());
      }
      return isThere && complete.contains(file.sha256());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Path part(String sha256) {
    return folder.resolve(sha256 + PART);
  }

  /**
   * Appends a part to a file that is expected.
   *
   * @throws IOException if it is not expected, the part does not follow on the one before, or the
   *     whole file has another checksum
   */
  public synchronized void write(String sha256, long offset, ByteBuffer bytes) throws IOException {
    StoredFile file = expected.get(sha256);
    if (file == null) {
      throw new IOException("a part of a file came that is not expected");
    }
    Path part = part(file.sha256());
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (offset != channel.size() || offset + bytes.remaining() > file.bytes()) {
        throw new IOException(
            "%s: expected the part at %d of %d bytes but found %d bytes at %d"
                .formatted(file.file(), channel.size(), file.bytes(), bytes.remaining(), offset));
      }
      channel.position(offset);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    if (Files.size(part) == file.bytes()) {
      finish(file, part);
    }
  }

  private void finish(StoredFile file, Path part) throws IOException {
    String found = Sha256.of(part);
    if (!found.equals(file.sha256())) {
      Files.delete(part);
      throw new IOException(
          "%s: expected SHA-256 %s but received a file with %s"
              .formatted(file.file(), file.sha256(), found));
    }
    Files.move(part, folder.resolve(file.sha256()), StandardCopyOption.REPLACE_EXISTING);
    expected.remove(file.sha256());
    complete.add(file.sha256());
    notifyAll();
  }

  /**
   * Waits until every expected file is there.
   *
   * @param isSuperseded whether to give up
   * @return whether they are there
   */
  public synchronized boolean await(BooleanSupplier isSuperseded) throws InterruptedException {
    while (!expected.isEmpty() && !isSuperseded.getAsBoolean()) {
      wait(100);
    }
    return expected.isEmpty();
  }

  /** The file of a segment, ready to be loaded. */
  public Path model(SegmentFile segment) throws IOException {
    Path stored = folder.resolve(segment.stored().sha256());
    if (segment.weights().isEmpty()) {
      return stored;
    }
    // The file refers to its weights by name, so both lie in a folder of their own.
    StoredFile weights = segment.weights().get();
    Path own = Files.createDirectories(folder.resolve(segment.stored().sha256() + ".files"));
    link(folder.resolve(weights.sha256()), own.resolve(weights.file()));
    Path model = own.resolve(segment.stored().sha256());
    link(stored, model);
    return model;
  }

  private static void link(Path existing, Path link) throws IOException {
    Files.deleteIfExists(link);
    try {
      Files.createLink(link, existing);
    } catch (UnsupportedOperationException e) {
      Files.copy(existing, link);
    }
  }
}
