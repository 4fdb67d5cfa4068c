package dev.espalier.testing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes model files that keep every rule and yet are heavy, and one that keeps none. */
public final class HeavyFiles {
  private HeavyFiles() {}

  /** Layers of which each reads all before it: n (n - 1) / 2 edges. */
  public static Path dense(Path file, int layers) {
    return model(file, layers, i -> i, HeavyFiles::allBefore, 1);
  }

  private static String allBefore(int layer) {
    return layer == 0
        ? "\"in\""
        : IntStream.range(0, layer)
            .mapToObj(i -> "\"l" + i + "\"")
            .collect(Collectors.joining(","));
  }

  /** A chain of layers, each of which is an exit. */
  public static Path manyExits(Path file, int exits) {
    return model(file, exits, i -> i, HeavyFiles::oneBefore, exits);
  }

  /** A chain of layers, the last one listed first. */
  public static Path reversed(Path file, int layers) {
    return model(file, layers, i -> layers - 1 - i, HeavyFiles::oneBefore, 1);
  }

  private static String oneBefore(int layer) {
    return layer == 0 ? "\"in\"" : "\"l" + (layer - 1) + "\"";
  }

  /** A trunk of layers; behind each but the last a branch of one layer, which is an exit. */
  public static Path manyBranches(Path file, int branches) {
    return model(
        file,
        2 * branches + 1,
        i -> i,
        i -> i <= branches ? oneBefore(i) : "\"l" + (i - branches - 1) + "\"",
        branches + 1);
  }

  /**
   * Writes a model.
   *
   * @param listed which layer is listed at a place
   * @param inputs what a layer reads
   * @param exits number of exits; the last layers have one each, and one that comes before them
   *     among equals of the trunk is the final one
   */
  private static Path model(
      Path file, int layers, IntFunction<Integer> listed, IntFunction<String> inputs, int exits) {
    return write(
        file,
        out -> {
          out.print("{\"format\":\"espalier-model/1\",\"name\":\"heavy\",");
          out.print("\"input\":{\"name\":\"in\",\"bytes\":1},\"layers\":[");
          for (int i = 0; i < layers; i++) {
            int layer = listed.apply(i);
            out.printf(
                "%s%n{\"name\":\"l%d\",\"op\":\"Add\",\"inputs\":[", i == 0 ? "" : ",", layer);
            out.print(inputs.apply(layer));
            out.print("],\"flops\":1,\"weightBytes\":0,\"outputBytes\":1}");
          }
          out.print("],\"exits\":[");
          boolean isTree = exits > 1 && exits < layers;
          for (int e = 0; e < exits; e++) {
            boolean isFinal = e == exits - 1;
            int layer = isTree && isFinal ? exits - 1 : layers - exits + e + (isTree ? 1 : 0);
            out.printf(
                "%s%n{\"name\":\"e%d\",\"layer\":\"l%d\",\"probability\":%d}",
                e == 0 ? "" : ",", e, layer, isFinal ? 1 : 0);
          }
          out.println("]}");
        });
  }

  /** Brackets and commas alone: valid JSON but for its end, and no model. */
  public static Path brackets(Path file, int bytes) {
    return write(
        file,
        out -> {
          out.print('[');
          for (int i = 1; i + 3 <= bytes; i += 3) {
            out.print("[],");
          }
        });
  }

  private static Path write(Path file, Consumer<PrintWriter> content) {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      content.accept(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Writes one file: {@code dense|exits|reversed|branches|brackets FILE SIZE}. */
  public static void main(String[] args) {
    Path file = Path.of(args[1]);
    int size = Integer.parseInt(args[2]);
    switch (args[0]) {
      case "dense" -> dense(file, size);
      case "exits" -> manyExits(file, size);
      case "reversed" -> reversed(file, size);
      case "branches" -> manyBranches(file, size);
      case "brackets" -> brackets(file, size);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }
}
