package dev.espalier.search.predict;

import dev.espalier.plan.change.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Replaces the bandwidths of changes, which were measured, by those that are expected next. Each
 * direction of a link has a predictor of its own, and so has the network's default. Not
 * thread-safe.
 */
public final class LinkPredictors {
  private final Supplier<RatePredictor> maker;
  private final Map<Direction, RatePredictor> byDirection = new TreeMap<>();

  /**
   * A direction of a link; of the network's default if both names are empty.
   *
   * @param from name of the sending device
   * @param to name of the receiving device
   */
  public record Direction(String from, String to) implements Comparable<Direction> {
    private static final Direction ANY = new Direction("", "");

    @Override
    public int compareTo(Direction other) {
      int order = from.compareTo(other.from);
      return order == 0 ? to.compareTo(other.to) : order;
    }
  }

  /**
   * @param maker makes a predictor for each direction
   */
  public LinkPredictors(Supplier<RatePredictor> maker) {
    this.maker = maker;
  }

  /** These predictors as they were when they returned this {@link #memory}. */
  public LinkPredictors remembering(Map<Direction, List<RatePredictor.Observation>> memory) {
    LinkPredictors remembering = new LinkPredictors(maker);
    memory.forEach(
        (direction, observations) ->
            observations.forEach(
                each -> remembering.predictor(direction).observe(each.atSeconds(), each.mbps())));
    return remembering;
  }

  /** The observations that all later predictions depend on. */
  public Map<Direction, List<RatePredictor.Observation>> memory() {
    Map<Direction, List<RatePredictor.Observation>> memory = new TreeMap<>();
    byDirection.forEach((direction, predictor) -> memory.put(direction, predictor.memory()));
    return memory;
  }

  private RatePredictor predictor(Direction direction) {
    return byDirection.computeIfAbsent(direction, any -> maker.get());
  }

  /**
   * Observes the bandwidths of changes and replaces them by predictions.
   *
   * @param atSeconds time of the changes, s
   */
  public List<Change> predicted(double atSeconds, List<Change> changes) {
    List<Change> predicted = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.OfLink link && link.bandwidthMbps().isPresent()) {
        predicted.addAll(predicted(atSeconds, link));
      } else if (change instanceof Change.OfNetwork network
          && network.bandwidthMbps().isPresent()) {
        double measured = network.bandwidthMbps().getAsDouble();
        double mbps = next(Direction.ANY, atSeconds, measured);
        predicted.add(new Change.OfNetwork(OptionalDouble.of(mbps), network.latencyMs()));
      } else {
        predicted.add(change);
      }
    }
    return predicted;
  }

  /** One change for each direction that changes, as the predictions may differ. */
  private List<Change> predicted(double atSeconds, Change.OfLink link) {
    List<Change> changes = new ArrayList<>();
    changes.add(oneWay(atSeconds, link, new Direction(link.from(), link.to())));
    if (link.isBothWays()) {
      changes.add(oneWay(atSeconds, link, new Direction(link.to(), link.from())));
    }
    return changes;
  }

  private Change oneWay(double atSeconds, Change.OfLink link, Direction direction) {
    double mbps = next(direction, atSeconds, link.bandwidthMbps().getAsDouble());
    return new Change.OfLink(
        direction.from(), direction.to(), false, OptionalDouble.of(mbps), link.latencyMs());
  }

  private double next(Direction direction, double atSeconds, double mbps) {
    RatePredictor predictor = predictor(direction);
    predictor.observe(atSeconds, mbps);
    return predictor.predictMbps();
  }
}
