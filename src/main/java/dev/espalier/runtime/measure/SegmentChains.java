package dev.espalier.runtime.measure;

import dev.espalier.internal.NearestName;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.io.onnx.split.ModelSplitter;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Slice;
import dev.espalier.runtime.StoredFiles;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.Segmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The segments that are timed: chains of files that each compute the whole network. */
final class SegmentChains {
  private static final List<Integer> SLICES = List.of(1, 2, 4);

  private final OnnxNetwork network;
  private final Linearization line;

  SegmentChains(OnnxNetwork network, Linearization line) {
    this.network = network;
    this.line = line;
  }

  /**
   * The segments of a manifest.
   *
   * @throws InvalidFileException if it is not one of the network, or a file is not as written
   */
  static List<TimedSegment> of(Path manifestFile, Linearization line) {
    Manifest manifest = ManifestFile.read(manifestFile);
    Path folder = manifestFile.toAbsolutePath().getParent();
    StoredFiles.check(manifest, folder);
    List<TimedSegment> chain = new ArrayList<>();
    for (var file : manifest.segments()) {
      for (String layer : file.segment().layers()) {
        if (line.positionOf(layer).isEmpty()) {
          throw new InvalidFileException(
              "%s: layer \"%s\" is not in network \"%s\"%s"
                  .formatted(
                      manifestFile,
                      layer,
                      line.net().name(),
                      NearestName.hint(layer, line.layers().stream().map(Layer::name).toList())));
        }
      }
      chain.add(new TimedSegment(file.segment(), folder.resolve(file.stored().file())));
    }
    return chain;
  }

  /** Writes the network in one slice, in two and in four of about equal work. */
  List<List<TimedSegment>> written(Path folder) throws IOException {
    List<List<TimedSegment>> chains = new ArrayList<>();
    for (int slices : SLICES) {
      if (slices <= line.length()) {
        Path own = Files.createDirectory(folder.resolve("slices-" + slices));
        Segmentation segmentation = Segmentation.of(line, slices(slices));
        List<Manifest.StoredSegment> files =
            new ModelSplitter(network, segmentation, () -> false).write(own);
        List<TimedSegment> chain = new ArrayList<>();
        for (int n = 0; n < files.size(); n++) {
          Path file = own.resolve(files.get(n).stored().file());
          chain.add(new TimedSegment(segmentation.segments().get(n), file));
        }
        chains.add(chain);
      }
    }
    return chains;
  }

  private List<Slice> slices(int number) {
    double[] work = new double[line.length() + 1];
    for (int i = 0; i < line.length(); i++) {
      // Layers without operations move bytes; they must not all fall into one slice.
      work[i + 1] = work[i] + 1 + line.layer(i).flops();
    }
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int k = 1; k <= number; k++) {
      int to = from + 1;
      int last = line.length() - (number - k);
      while (to < last && (k == number || work[to] < work[line.length()] * k / number)) {
        to++;
      }
      slices.add(new Slice("part" + k, from, to));
      from = to;
    }
    return slices;
  }
}
