package dev.espalier.benchmarks.split;

import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.OnnxImport;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.io.onnx.export.OnnxExport;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Splits real networks by random plans and compares the segments, run one after another, with the
 * whole network, bit by bit: two to six slices at random boundaries, a random set of exits
 * deployed. Every fourth plan gets new exits, at random inner tensors. Prints a row in Markdown for
 * each network, and on standard error what failed.
 *
 * <p>Usage: {@code SplitStudy PLANS NETWORK[,DIM=N...]...}, where a network is an ONNX file, a
 * folder of them, or {@code zoo:NAME}. Run it with {@code espalier.jar} and ONNX Runtime on the
 * class path.
 */
public final class SplitStudy {
  private static final String ZOO = "zoo:";
  private static final int PLANS_PER_VARIANT = 4;
  private static final int IMPORTS = 5;
  private static final double MEGA = 1e6;

  private final int plans;
  private final Path folder;

  private SplitStudy(int plans, Path folder) {
    this.plans = plans;
    this.folder = folder;
  }

  /** Runs the study and prints its table. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Path folder = Files.createTempDirectory("split-study");
    SplitStudy study = new SplitStudy(Integer.parseInt(args[0]), folder);
    System.out.println(
        "| network | layers | parameters, M | multiply-accumulates, M | warnings | import, ms | exits"
            + " | identical plans | segments | most tensors at a cut |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    try {
      for (String network : Arrays.asList(args).subList(1, args.length)) {
        study.networks(network);
      }
    } finally {
      TemporaryFiles.delete(folder);
    }
  }

  private void networks(String argument) throws IOException {
    String[] parts = argument.split(",");
    ImportOptions.Builder options = ImportOptions.builder();
    for (String dim : Arrays.asList(parts).subList(1, parts.length)) {
      int equals = dim.lastIndexOf('=');
      options.dim(dim.substring(0, equals), Long.parseLong(dim.substring(equals + 1)));
    }
    Path path = Path.of(parts[0]);
    if (parts[0].startsWith(ZOO)) {
      String name = parts[0].substring(ZOO.length());
      Path exported = folder.resolve(name + ".onnx");
      OnnxExport.of(Zoo.architecture(name)).write(exported, 1);
      network(exported, options.build());
      Files.delete(exported);
    } else if (Files.isDirectory(path)) {
      for (Path file : files(path)) {
        network(file, options.build());
      }
    } else {
      network(path, options.build());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
  }

  private void network(Path file, ImportOptions options) throws IOException {
    String name = file.getFileName().toString().replace(".onnx", "");
    try {
      OnnxNetwork network = OnnxImport.read(file, options);
      network.warnings().forEach(text -> System.err.printf("%s: warning: %s%n", name, text));
      RandomSplits splits = splits(file, name, network, options);
      System.out.printf(
          "| %s | %d | %.2f | %.1f | %d | %.0f | %d | %d/%d | %d | %d |%n",
          name,
          network.net().layers().size(),
          network.parameters() / MEGA,
          network.multiplyAccumulates() / MEGA,
          network.warnings().size(),
          importMs(file, options),
          splits.exits(),
          splits.identical(),
          plans,
          splits.segments(),
          splits.maxCrossing());
    } catch (RuntimeException e) {
      System.err.printf("%s: %s%n", name, e);
    }
  }

  /** Median time of an import in the warm JVM. */
  private static double importMs(Path file, ImportOptions options) {
    double[] ms = new double[IMPORTS];
    for (int i = 0; i < IMPORTS; i++) {
      long start = System.nanoTime();
      OnnxImport.read(file, options);
      ms[i] = (System.nanoTime() - start) / MEGA;
    }
    Arrays.sort(ms);
    return ms[IMPORTS / 2];
  }

  private RandomSplits splits(Path file, String name, OnnxNetwork network, ImportOptions options)
      throws IOException {
    EarlyOutputs early = new EarlyOutputs(file, network.net());
    RandomSplits splits = new RandomSplits(folder);
    Path variant = folder.resolve("variant.onnx");
    OnnxNetwork cut = network;
    Path whole = file;
    for (int plan = 0; plan < plans; plan++) {
      SplittableRandom random = new SplittableRandom(plan);
      if (plan % PLANS_PER_VARIANT == 0 && plan > 0) {
        early.write(variant, 1 + random.nextInt(PLANS_PER_VARIANT), random);
        whole = variant;
        cut = OnnxImport.read(variant, options);
      }
      try {
        splits.run(cut, whole, options, random);
      } catch (RuntimeException e) {
        System.err.printf("%s: plan %d: %s%n", name, plan, e);
      }
    }
    return splits;
  }
}
