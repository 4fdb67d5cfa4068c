package dev.espalier.study.fleet;

import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import dev.espalier.search.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Plans groups in samples, on several threads; what comes out does not depend on them. */
final class Sampler implements AutoCloseable {
  private final Places places;
  private final FleetWorlds worlds;
  private final Planner planner;
  private final SearchOptions options;
  private final StopSignal stop;
  private final ExecutorService pool;
  private long searches;
  private long unproven;

  /** The values of a sample and what they took. */
  private record Sample(double[] values, int searches, int unproven) {}

  /**
   * A sampler.
   *
   * @param options options of each search; samples are planned on so many threads at once
   */
  Sampler(Places places, FleetWorlds worlds, Planner planner, SearchOptions options) {
    this.places = places;
    this.worlds = worlds;
    this.planner = planner;
    stop = StopSignal.start(options);
    this.options = options.withThreads(1).withoutExplanation().withCancellation(stop::requested);
    pool = Workers.pool(options.threads());
  }

  /**
   * Values of groups in some samples.
   *
   * @param groups the groups, the cheapest first
   * @param begin index of the first sample
   * @param end index behind the last one
   * @return the samples in order, each with a value for each group; only those in front of the
   *     first one that was not finished, where the study is stopped
   */
  List<double[]> values(List<Group> groups, int begin, int end) {
    List<Future<Optional<Sample>>> work =
        LongStream.range(begin, end)
            .mapToObj(sample -> pool.submit(() -> sample(groups, sample)))
            .toList();
    List<double[]> values = new ArrayList<>();
    boolean isWhole = true;
    for (Future<Optional<Sample>> each : work) {
      Optional<Sample> sample = stop.await(each);
      isWhole &= sample.isPresent();
      if (isWhole) {
        values.add(sample.get().values());
        searches += sample.get().searches();
        unproven += sample.get().unproven();
      }
    }
    return values;
  }

  private Optional<Sample> sample(List<Group> groups, long index) {
    if (stop.requested()) {
      return Optional.empty();
    }
    GroupValues of = new GroupValues(places, worlds.at(index), planner, options);
    double[] values = new double[groups.size()];
    // Dearer ones first: no group comes before a larger one.
    for (int g = values.length - 1; g >= 0; g--) {
      values[g] = of.value(groups.get(g).counts());
      if (of.isInterrupted()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Sample(values, of.searches(), of.unproven()));
  }

  /** Number of searches of all samples returned. */
  long searches() {
    return searches;
  }

  /** Number of these whose plan was not proven to be the best one. */
  long unproven() {
    return unproven;
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
