package dev.espalier.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The objectives that can be selected by their label: those of Espalier, then those of guests. */
public final class Objectives {
  private static final List<Objective> STANDARD =
      List.of(Objective.EXPECTED, Objective.WORST_CASE, Objective.ENERGY, Objective.THROUGHPUT);

  private Objectives() {}

  /** All objectives, the default first; guests are found by {@link ServiceLoader}. */
  public static List<Objective> all() {
    List<Objective> all = new ArrayList<>(STANDARD);
    ServiceLoader.load(Objective.class).forEach(all::add);
    return List.copyOf(all);
  }

  /** The objective of that label, empty if there is none. */
  public static Optional<Objective> labeled(String label) {
    return STANDARD.stream()
        .filter(each -> each.label().equals(label))
        .findFirst()
        .or(() -> all().stream().filter(each -> each.label().equals(label)).findFirst());
  }

  /** All labels, in words: {@code a, b or c}. */
  public static String labels() {
    List<String> labels = all().stream().map(Objective::label).toList();
    return labels.subList(0, labels.size() - 1).stream().collect(Collectors.joining(", "))
        + " or "
        + labels.get(labels.size() - 1);
  }
}
