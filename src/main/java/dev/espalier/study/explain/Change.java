package dev.espalier.study.explain;

import dev.espalier.plan.PlanningProblem;
import java.util.Objects;
import java.util.Optional;

/**
 * A change of the devices or links of a problem.
 *
 * @param kind what is changed
 * @param subject name of the device, or of both ends of the link; empty for the whole network
 * @param problem the changed problem; empty if there can be none
 * @param contradiction reason why there can be no such problem, such as a pin to the device
 */
public record Change(
    Kind kind, String subject, Optional<PlanningProblem> problem, Optional<String> contradiction) {

  /** What is changed. */
  public enum Kind {
    /** A device may run no slice. */
    WITHOUT_DEVICE("without %s", false),

    /** A device has one MiB more. */
    MEMORY("memory of %s +1 MiB", true),

    /** The network's default bandwidth is one Mbps more. */
    BANDWIDTH("bandwidth%s +1 Mbps", true),

    /** The uplink of a device is one Mbps faster. */
    UPLINK("uplink of %s +1 Mbps", true),

    /** The downlink of a device is one Mbps faster. */
    DOWNLINK("downlink of %s +1 Mbps", true),

    /** An explicit link is one Mbps faster. */
    LINK("link %s +1 Mbps", true);

    private final String words;
    private final boolean isRelaxing;

    Kind(String words, boolean isRelaxing) {
      this.words = words;
      this.isRelaxing = isRelaxing;
    }

    /**
     * Whether every plan stays feasible and none gets worse; otherwise plans are only taken away.
     */
    public boolean isRelaxing() {
      return isRelaxing;
    }
  }

  public Change {
    Objects.requireNonNull(kind, "kind");
    if (problem.isPresent() == contradiction.isPresent()) {
      throw new IllegalArgumentException(
          "change: there must be either a problem or a reason why there is none");
    }
  }

  /** The change in words, such as {@code memory of cam +1 MiB}. */
  public String text() {
    return kind.words.formatted(subject);
  }
}
