package dev.espalier.search.na2023;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.DeploymentMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The basic algorithm of Na et al. 2023; see {@link Na2023Planner#basic()}. */
final class BasicHeredity implements Heredity {
  private final StartingPopulation start;
  private final BasicReading reading;
  private final double crossover;
  private final double mutation;
  private final RandomGenerator random;

  BasicHeredity(
      CostTables costs,
      Na2023Options options,
      BasicReading reading,
      StartingPopulation start,
      RandomGenerator random) {
    this.reading = reading;
    this.start = start;
    this.random = random;
    crossover = options.crossoverProbability();
    mutation = reading.mutation(options, costs.deviceCount(), costs.length());
  }

  @Override
  public List<DeploymentMatrix> first() {
    return switch (reading.start()) {
      case FEW_PARTITIONS -> start.ofFewPartitions();
      case MANY_PARTITIONS -> start.ofManyPartitions();
    };
  }

  @Override
  public List<DeploymentMatrix> children(Generation parents) {
    List<DeploymentMatrix> drawn = drawn(parents);
    List<DeploymentMatrix> children = new ArrayList<>();
    for (int i = 0; i + 1 < drawn.size(); i += 2) {
      children.addAll(
          random.nextDouble() < crossover
              ? crossed(drawn.get(i), drawn.get(i + 1))
              : drawn.subList(i, i + 2));
    }
    if (children.size() < drawn.size()) {
      children.add(drawn.get(children.size()));
    }
    children.replaceAll(
        child -> random.nextDouble() < mutation ? MatrixChange.moved(child, random) : child);
    return children;
  }

  /** The parents, pair by pair. */
  private List<DeploymentMatrix> drawn(Generation parents) {
    List<DeploymentMatrix> members = parents.members();
    return switch (reading.selection()) {
      case NONE -> {
        List<DeploymentMatrix> shuffled = new ArrayList<>(members);
        Shuffle.of(shuffled, random);
        yield shuffled;
      }
      case TOURNAMENT ->
          Stream.generate(() -> members.get(parents.tournament(random)))
              .limit(members.size())
              .toList();
      case ROULETTE -> {
        Roulette wheel = new Roulette(parents.fitness());
        yield Stream.generate(() -> members.get(wheel.spin(random))).limit(members.size()).toList();
      }
    };
  }

  private List<DeploymentMatrix> crossed(DeploymentMatrix mother, DeploymentMatrix father) {
    int one = random.nextInt(mother.length() + 1);
    int other = random.nextInt(mother.length() + 1);
    int from = Math.min(one, other);
    int to = Math.max(one, other);
    return List.of(
        MatrixChange.exchanged(mother, father, from, to),
        MatrixChange.exchanged(father, mother, from, to));
  }

  @Override
  public Generation survivors(Generation parents, Generation children) {
    if (!reading.isPooled()) {
      return children.keepingBestOf(parents);
    }
    Generation pool = parents.with(children);
    int[] chosen = new int[parents.members().size()];
    chosen[0] = pool.best();
    for (int i = 1; i < chosen.length; i++) {
      chosen[i] = pool.tournament(random);
    }
    return pool.of(chosen);
  }
}
