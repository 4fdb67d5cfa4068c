package dev.espalier.study.batch;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.random.Distribution;
import dev.espalier.study.random.RandomStream;
import dev.espalier.study.sweep.Assignment;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Scenarios that differ in some parameters: each is computed from its index alone. */
public sealed interface ScenarioSpace {
  /** Number of scenarios. */
  long size();

  /** The parameters that are set. */
  List<Parameter> parameters();

  /**
   * Values of the parameters in a scenario.
   *
   * @param scenario its index, from 0
   */
  List<Value> at(long scenario);

  /**
   * All combinations of values, the first parameter varied fastest.
   *
   * @param axes parameters and their values
   */
  record Combinations(List<Axis> axes) implements ScenarioSpace {
    /**
     * @throws IllegalArgumentException if there is no axis, two change the same, or there are more
     *     combinations than can be counted
     */
    public Combinations {
      axes = List.copyOf(axes);
      if (axes.isEmpty()) {
        throw new InvalidFieldException("axes", "at least one parameter must be varied");
      }
      Assignment.checkApart(axes.stream().map(Axis::parameter).toList());
      long size = 1;
      for (Axis axis : axes) {
        size = Math.multiplyExact(size, (long) axis.values().size());
      }
    }

    @Override
    public long size() {
      return axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
    }

    @Override
    public List<Parameter> parameters() {
      return axes.stream().map(Axis::parameter).toList();
    }

    @Override
    public List<Value> at(long scenario) {
      List<Value> values = new ArrayList<>(axes.size());
      long rest = scenario;
      for (Axis axis : axes) {
        int count = axis.values().size();
        values.add(axis.values().get((int) (rest % count)));
        rest /= count;
      }
      return values;
    }
  }

  /**
   * Values drawn from distributions, each parameter from a stream of its own: a further parameter
   * changes none of the others.
   *
   * @param parameters what is drawn
   * @param distributions distribution of each
   * @param size number of scenarios
   * @param seed seed of the streams
   */
  record Draws(List<Parameter> parameters, List<Distribution> distributions, long size, long seed)
      implements ScenarioSpace {
    /**
     * @throws IllegalArgumentException if there is no parameter, two change the same, or there is
     *     no scenario
     */
    public Draws {
      parameters = List.copyOf(parameters);
      distributions = List.copyOf(distributions);
      if (parameters.isEmpty() || parameters.size() != distributions.size()) {
        throw new InvalidFieldException(
            "parameters",
            "at least one parameter must be varied, with a distribution each, but found %d and %d"
                .formatted(parameters.size(), distributions.size()));
      }
      Assignment.checkApart(parameters);
      if (size < 1) {
        throw new InvalidFieldException("size", "number of scenarios must be >= 1 but is " + size);
      }
    }

    @Override
    public List<Value> at(long scenario) {
      return IntStream.range(0, parameters.size())
          .mapToObj(
              p -> {
                RandomStream stream = RandomStream.of(seed, parameters.get(p).name());
                double drawn = distributions.get(p).draw(stream.at(scenario));
                return new Value(String.valueOf(drawn), drawn);
              })
          .toList();
    }
  }
}
