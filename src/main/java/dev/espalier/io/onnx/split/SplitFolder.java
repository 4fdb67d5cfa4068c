package dev.espalier.io.onnx.split;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.FolderReplacement;
import dev.espalier.internal.Version;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.Manifest.StoredSegment;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.PlannedModel;
import dev.espalier.segment.Prediction;
import dev.espalier.segment.Segmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of a split model: the files of its segments and the manifest. It is written as a
 * whole. A folder that is not empty is replaced only if all of its files are those of an earlier
 * split, so that nothing else can get lost.
 */
public final class SplitFolder {
  private final Path folder;
  private final List<String> earlier;

  private SplitFolder(Path folder, List<String> earlier) {
    this.folder = folder;
    this.earlier = earlier;
  }

  /**
   * The folder at a path, which need not exist; the folder that holds it must.
   *
   * @throws InvalidFieldException if it is no folder, or holds files of others
   * @throws IOException if it cannot be read
   */
  public static SplitFolder at(Path folder) throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return new SplitFolder(folder, List.of());
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidFieldException(
          "out", "expected a folder but %s is a file".formatted(folder));
    }
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.map(file -> file.getFileName().toString()).sorted().forEach(found::add);
    }
    return new SplitFolder(folder, found.isEmpty() ? found : earlier(folder, found));
  }

  private static List<String> earlier(Path folder, List<String> found) {
    if (!found.contains(ManifestFile.NAME)) {
      throw new InvalidFieldException(
          "out",
          "expected an empty folder, or that of an earlier split, but %s holds \"%s\" and no %s"
              .formatted(folder, found.get(0), ManifestFile.NAME));
    }
    List<String> written = new ArrayList<>(List.of(ManifestFile.NAME));
    try {
      written.addAll(ManifestFile.read(folder.resolve(ManifestFile.NAME)).fileNames());
    } catch (InvalidFileException e) {
      throw new InvalidFieldException(
          "out",
          "the folder is not empty, and its manifest is not that of an earlier split: "
              + e.getMessage());
    }
    for (String file : found) {
      if (!written.contains(file)) {
        throw new InvalidFieldException(
            "out",
            "%s holds \"%s\", which is not of an earlier split; move it, or name another folder"
                .formatted(folder, file));
      }
    }
    return written;
  }

  /** Whether a file lies in the folder. */
  public boolean holds(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    try {
      return Files.exists(folder) && Files.isSameFile(parent, folder);
    } catch (IOException e) {
      return false; // one of the two does not exist
    }
  }

  /**
   * Splits a model into the folder.
   *
   * @param splitter writes the files of the segments
   * @param segmentation the segments
   * @param model the file of the whole model
   * @param options how it was imported
   * @param plan what the plan says of itself
   * @param prediction times of segments and transfers
   * @return the manifest, which has been written, too
   * @throws IOException if a file cannot be written
   * @throws SplitInterruptedException if writing was stopped
   */
  public Manifest write(
      ModelSplitter splitter,
      Segmentation segmentation,
      Path model,
      ImportOptions options,
      PlanRecord plan,
      Prediction prediction)
      throws IOException {
    PlannedModel planned =
        new PlannedModel(
            segmentation.linearization().net().name(),
            ChecksummedFile.of(model),
            options.granularity().name().toLowerCase(Locale.ROOT),
            options.dims(),
            options.finalExit());
    List<Manifest> manifest = new ArrayList<>();
    FolderReplacement.write(
        folder,
        earlier,
        ManifestFile.NAME,
        beside -> {
          List<StoredSegment> files = splitter.write(beside);
          manifest.add(
              Manifest.of(Version.current(), planned, plan, segmentation, prediction, files));
          Files.writeString(beside.resolve(ManifestFile.NAME), ManifestFile.write(manifest.get(0)));
        });
    return manifest.get(0);
  }
}
