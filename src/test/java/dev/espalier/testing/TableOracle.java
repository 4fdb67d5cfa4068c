package dev.espalier.testing;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What an exit table makes of a network, worked out one combination at a time: its own reading of
 * the file, its own handing on of probabilities, networks put together from the layers that are
 * left, each planned by itself. Shares nothing with the joint planner but the exact planner.
 */
public final class TableOracle {
  private final List<String> exits = new ArrayList<>();
  private final Map<String, Map<Double, Map<String, Cell>>> conditions = new LinkedHashMap<>();

  private record Cell(double probability, OptionalDouble accuracy) {}

  /**
   * A combination that has a plan.
   *
   * @param dropped whether each side exit is left out
   * @param probabilities probability that a sample leaves at each exit, 0 where it is left out
   */
  public record Known(
      double threshold,
      List<Boolean> dropped,
      List<Double> probabilities,
      double accuracy,
      double latencyMs) {

    /** How many exits are left, the final one aside. */
    public long deployed() {
      return dropped.stream().filter(is -> !is).count();
    }
  }

  /** Reads a table. */
  public TableOracle(Path csv) {
    List<String> lines;
    try {
      lines = Files.readAllLines(csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String line : lines.subList(1, lines.size())) {
      String[] field = line.split(",", -1);
      if (!exits.contains(field[2])) {
        exits.add(field[2]);
      }
      conditions
          .computeIfAbsent(field[0], any -> new LinkedHashMap<>())
          .computeIfAbsent(Double.valueOf(field[1]), any -> new LinkedHashMap<>())
          .put(
              field[2],
              new Cell(
                  Double.parseDouble(field[3]),
                  field[4].isEmpty()
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(Double.parseDouble(field[4]))));
    }
  }

  /** Names of all conditions. */
  public List<String> conditions() {
    return List.copyOf(conditions.keySet());
  }

  /**
   * Plans every combination of a condition.
   *
   * @param net the network with all exits
   * @param prefixes how the names of the layers begin that serve one side exit alone
   * @param problem the problem for a network
   */
  public List<Known> enumerate(
      String condition,
      BranchyNet net,
      List<String> prefixes,
      Function<BranchyNet, PlanningProblem> problem) {
    List<Known> all = new ArrayList<>();
    for (Map.Entry<Double, Map<String, Cell>> row : conditions.get(condition).entrySet()) {
      for (int bits = 0; bits < 1 << prefixes.size(); bits++) {
        List<Boolean> dropped = new ArrayList<>();
        for (int e = 0; e < prefixes.size(); e++) {
          dropped.add((bits >> e & 1) == 1);
        }
        List<Double> probabilities = probabilities(row.getValue(), dropped);
        OptionalDouble accuracy = accuracy(row.getValue(), probabilities);
        if (accuracy.isPresent()
            && Planners.exact()
                    .plan(
                        problem.apply(pruned(net, prefixes, dropped, probabilities)),
                        SearchOptions.defaults())
                instanceof PlanningResult.Planned planned) {
          all.add(
              new Known(
                  row.getKey(),
                  dropped,
                  probabilities,
                  accuracy.getAsDouble(),
                  planned.plan().value()));
        }
      }
    }
    return all;
  }

  /** Each sample goes to the first exit from its own on that is there. */
  private List<Double> probabilities(Map<String, Cell> row, List<Boolean> dropped) {
    double[] probabilities = new double[exits.size()];
    for (int e = 0; e < probabilities.length; e++) {
      int leavesAt = e;
      while (leavesAt < dropped.size() && dropped.get(leavesAt)) {
        leavesAt++;
      }
      probabilities[leavesAt] += row.get(exits.get(e)).probability();
    }
    // Printed probabilities may sum to a little more than 1.
    return Arrays.stream(probabilities)
        .map(probability -> Math.min(1, probability))
        .boxed()
        .toList();
  }

  private OptionalDouble accuracy(Map<String, Cell> row, List<Double> probabilities) {
    double right = 0;
    for (int e = 0; e < probabilities.size(); e++) {
      OptionalDouble accuracy = row.get(exits.get(e)).accuracy();
      if (probabilities.get(e) > 0 && accuracy.isEmpty()) {
        return OptionalDouble.empty();
      }
      right += probabilities.get(e) * accuracy.orElse(0);
    }
    return OptionalDouble.of(right);
  }

  /** The network without the layers of the exits that are left out. */
  public static BranchyNet pruned(
      BranchyNet net, List<String> prefixes, List<Boolean> dropped, List<Double> probabilities) {
    List<Layer> layers = new ArrayList<>(net.layers());
    List<Exit> exits = new ArrayList<>();
    double left = 1;
    for (int e = 0; e < net.exits().size(); e++) {
      boolean isDropped = e < prefixes.size() && dropped.get(e);
      if (isDropped) {
        String prefix = prefixes.get(e);
        layers.removeIf(layer -> layer.name().startsWith(prefix));
      } else {
        Exit exit = net.exits().get(e);
        // Printed probabilities sum to 1 but nearly: who leaves at no side exit leaves at the final
        // one.
        boolean isFinal = e == net.exits().size() - 1;
        exits.add(exit.withProbability(isFinal ? Math.max(0, left) : probabilities.get(e)));
        left -= probabilities.get(e);
      }
    }
    return new BranchyNet(net.name(), net.inputs(), layers, exits);
  }
}
