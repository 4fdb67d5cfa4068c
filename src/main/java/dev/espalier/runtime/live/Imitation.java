package dev.espalier.runtime.live;

import dev.espalier.io.json.control.LinkBody;
import dev.espalier.runtime.coordinator.Steering;
import dev.espalier.study.run.live.Forecast;
import java.util.List;
import java.util.Optional;

/** What happens to links and devices that are imitated. The replanner does not learn of it. */
public interface Imitation {
  /** Nothing is imitated. */
  Imitation NONE = new Imitation() {};

  /** What the agent of a device imitates now; empty for what was deployed. */
  default Optional<LinkBody.Imitation> of(String device) {
    return Optional.empty();
  }

  /** The first sample that is measured is sent. */
  default void begin(double atMs) {}

  /** Messages to agents that imitate something else now. */
  default List<Steering.Order> orders(double nowMs) {
    return List.of();
  }

  /** What is predicted of the best plan in the imitated world, over time; empty if unknown. */
  default List<Forecast> optimal() {
    return List.of();
  }
}
