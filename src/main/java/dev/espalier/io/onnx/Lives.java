package dev.espalier.io.onnx;

import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From where to where the tensors of a linearized network live. */
final class Lives {
  private final Linearization order;

  /** The boundary directly behind the producer of each tensor; 0 for model inputs. */
  private final Map<String, Integer> starts = new HashMap<>();

  /** Position of the last reader of each tensor. */
  private final Map<String, Integer> ends = new HashMap<>();

  /** Number of layers that read from each position. */
  private final int[] readers;

  /** Position of the last of them; -1 if there is none. */
  private final int[] lastReaders;

  /** Whether a layer of another section of the linearization is among them. */
  private final boolean[] readElsewhere;

  Lives(Linearization order) {
    this.order = order;
    readers = new int[order.length()];
    lastReaders = new int[order.length()];
    readElsewhere = new boolean[order.length()];
    order.net().inputs().stream().map(ModelInput::name).forEach(input -> starts.put(input, 0));
    for (int i = 0; i < order.length(); i++) {
      lastReaders[i] = -1;
      for (TensorSpec output : order.layer(i).outputs()) {
        starts.put(output.name(), i + 1);
      }
    }
    for (int i = 0; i < order.length(); i++) {
      for (String input : order.layer(i).inputs()) {
        ends.put(input, i);
        read(starts.get(input) - 1, i);
      }
    }
  }

  private void read(int producer, int reader) {
    if (producer >= 0) {
      readers[producer] += lastReaders[producer] == reader ? 0 : 1;
      lastReaders[producer] = reader;
      readElsewhere[producer] |= order.branch(producer) != order.branch(reader);
    }
  }

  /** Number of layers that read what a position produces. */
  int readers(int position) {
    return readers[position];
  }

  /** The last position that reads what a position produces; -1 if none does. */
  int lastReader(int position) {
    return lastReaders[position];
  }

  /** Whether a layer of another section of the linearization reads what a position produces. */
  boolean isReadElsewhere(int position) {
    return readElsewhere[position];
  }

  /**
   * Number of tensors that cross each boundary of a range, ends included, except those that cross
   * all of it.
   *
   * @param longest tensors that cross more boundaries than this do not count either
   */
  int[] crossing(int first, int last, int longest) {
    int[] crossing = new int[last - first + 1];
    for (String tensor : ofRange(first, last)) {
      int start = starts.get(tensor);
      int end = ends.getOrDefault(tensor, start - 1);
      if (end - start < longest && (start > first || end < last)) {
        for (int b = Math.max(start, first); b <= Math.min(end, last); b++) {
          crossing[b - first]++;
        }
      }
    }
    return crossing;
  }

  /** Tensors that are produced or read within a range; others cross all of it or nothing. */
  private List<String> ofRange(int first, int last) {
    List<String> tensors = new ArrayList<>();
    for (int i = first; i < last; i++) {
      tensors.addAll(order.layer(i).inputs());
      order.layer(i).outputs().stream().map(TensorSpec::name).forEach(tensors::add);
    }
    return tensors.stream().distinct().toList();
  }
}
