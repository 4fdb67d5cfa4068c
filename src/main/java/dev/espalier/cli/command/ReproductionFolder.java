package dev.espalier.cli.command;

import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.FileReplacement;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** The folder that the files of a reproduction go to. */
public final class ReproductionFolder {
  private ReproductionFolder() {}

  /**
   * Creates the folder if it does not exist.
   *
   * @throws InvalidFieldException if that is not possible
   */
  static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidFieldException(
          "out", "--out must be a folder but %s is a file".formatted(folder));
    } catch (IOException e) {
      throw new InvalidFieldException(
          "out", "--out: cannot create folder %s: %s".formatted(folder, OutputOptions.reason(e)));
    }
  }

  /**
   * Writes files, by name.
   *
   * @throws OutputFailedException if that fails, or nothing can be drawn here
   */
  static void write(Map<String, Supplier<String>> files, Path folder) {
    try {
      for (Map.Entry<String, Supplier<String>> file : files.entrySet()) {
        FileReplacement.write(folder.resolve(file.getKey()), file.getValue().get());
      }
    } catch (IOException e) {
      throw new OutputFailedException(
          "cannot write into %s: %s".formatted(folder, OutputOptions.reason(e)));
    } catch (IllegalStateException e) {
      throw new OutputFailedException("figures are not drawn: " + e.getMessage());
    }
  }
}
