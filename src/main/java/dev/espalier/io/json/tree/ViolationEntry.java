package dev.espalier.io.json.tree;

import dev.espalier.plan.Violation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A limit or rule that is broken, and of a limit by how much. */
public record ViolationEntry(
    String subject,
    Optional<String> limit,
    OptionalDouble needed,
    OptionalDouble allowed,
    OptionalDouble shortBy,
    String message) {

  /** The entries of what is broken, in their order. */
  public static List<ViolationEntry> of(List<Violation> violations) {
    return violations.stream().map(ViolationEntry::of).toList();
  }

  private static ViolationEntry of(Violation violation) {
    if (violation instanceof Violation.LimitExceeded slice) {
      String field = field(slice.limit().name(), slice.limit().unit());
      return exceeded(violation, field, slice.needed(), slice.allowed());
    }
    if (violation instanceof Violation.PathLimitExceeded path) {
      String label = path.limit().objective().label();
      return exceeded(violation, label, path.needed(), path.limit().allowed());
    }
    return new ViolationEntry(
        violation.subject(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        violation.message());
  }

  private static ViolationEntry exceeded(
      Violation violation, String limit, double needed, double allowed) {
    return new ViolationEntry(
        violation.subject(),
        Optional.of(limit),
        OptionalDouble.of(needed),
        OptionalDouble.of(allowed),
        OptionalDouble.of(needed - allowed),
        violation.message());
  }

  /** The field of a limit, such as {@code memoryMiB}. */
  public static String field(String limit, String unit) {
    return limit + unit;
  }
}
