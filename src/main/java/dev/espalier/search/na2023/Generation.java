package dev.espalier.search.na2023;

import dev.espalier.plan.DeploymentMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * A population with the fitness of each member, above 0.
 *
 * @param members deployment chromosomes
 * @param fitness fitness of each. Not to be written to
 */
record Generation(List<DeploymentMatrix> members, double[] fitness) {

  /** Index of the first member of the largest fitness. */
  int best() {
    int best = 0;
    for (int i = 1; i < fitness.length; i++) {
      best = fitness[i] > fitness[best] ? i : best;
    }
    return best;
  }

  /** Index of the first member of the smallest fitness. */
  int worst() {
    int worst = 0;
    for (int i = 1; i < fitness.length; i++) {
      worst = fitness[i] < fitness[worst] ? i : worst;
    }
    return worst;
  }

  /** Index of the fitter of two members drawn at random, each with the same probability. */
  int tournament(RandomGenerator random) {
    int one = random.nextInt(fitness.length);
    int other = random.nextInt(fitness.length);
    return fitness[one] >= fitness[other] ? one : other;
  }

  /** These members, the worst of whom the best parent replaces unless one is as good. */
  Generation keepingBestOf(Generation parents) {
    int best = parents.best();
    if (fitness[best()] >= parents.fitness[best]) {
      return this;
    }
    List<DeploymentMatrix> kept = new ArrayList<>(members);
    double[] keptFitness = fitness.clone();
    int worst = worst();
    kept.set(worst, parents.members.get(best));
    keptFitness[worst] = parents.fitness[best];
    return new Generation(kept, keptFitness);
  }

  /** These members and others. */
  Generation with(Generation others) {
    List<DeploymentMatrix> all = new ArrayList<>(members);
    all.addAll(others.members);
    return new Generation(
        all, DoubleStream.concat(Arrays.stream(fitness), Arrays.stream(others.fitness)).toArray());
  }

  /** The members of these indices. */
  Generation of(int[] indices) {
    return new Generation(
        Arrays.stream(indices).mapToObj(members::get).toList(),
        Arrays.stream(indices).mapToDouble(i -> fitness[i]).toArray());
  }
}
