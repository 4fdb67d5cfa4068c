package dev.espalier.io.profile;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.csv.LayerTimesFile;
import dev.espalier.io.json.profile.OnnxRuntimeTraceFile;
import dev.espalier.io.json.profile.ProfileFile;
import dev.espalier.profile.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads profiles. The format is recognized by the first character that is no space: an object of
 * JSON is an {@code espalier-profile/1}, a list what the profiler of ONNX Runtime writes, and
 * everything else is CSV.
 */
public final class Profiles {
  /** More spaces than any file begins with. */
  private static final int MAX_BEGINNING = 512;

  private static final int BYTE_ORDER_MARK_BYTES = 3;

  private Profiles() {}

  /**
   * Reads a profile from a file, which is opened once and may be a pipe.
   *
   * @throws InvalidFileException if the file cannot be read or is no valid profile
   */
  public static Profile read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] beginning = in.readNBytes(MAX_BEGINNING);
      InputStream all = new SequenceInputStream(new ByteArrayInputStream(beginning), in);
      return switch (first(beginning)) {
        case '{' -> ProfileFile.read(all, path.toString());
        case '[' -> OnnxRuntimeTraceFile.read(all, path.toString());
        default -> LayerTimesFile.read(path, all);
      };
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }

  /** The first character that is neither a space nor part of a byte order mark. */
  private static char first(byte[] beginning) {
    int start = hasByteOrderMark(beginning) ? BYTE_ORDER_MARK_BYTES : 0;
    for (int i = start; i < beginning.length; i++) {
      if (!Character.isWhitespace(beginning[i])) {
        return (char) (beginning[i] & 0xff);
      }
    }
    return ' ';
  }

  private static boolean hasByteOrderMark(byte[] text) {
    return text.length >= BYTE_ORDER_MARK_BYTES
        && text[0] == (byte) 0xef
        && text[1] == (byte) 0xbb
        && text[2] == (byte) 0xbf;
  }
}
