package dev.espalier.io.json.request;

import dev.espalier.device.Device;
import dev.espalier.internal.Sha256;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.ModelFile;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.plan.PlanningProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A problem as the request that it would be, in one form whatever form it came in. */
public final class ProblemDocument {
  private static final String FORMAT = "espalier-problem/1";

  /** Characters of an identifier: 128 bits, which no two problems share. */
  private static final int ID_LENGTH = 32;

  private ProblemDocument() {}

  private record Content(Object model, Object catalog, OptionsEntry options) {
    static Content of(PlanningProblem problem) {
      return new Content(
          ModelFile.document(problem.linearization().net()),
          CatalogFile.document(problem.catalog()),
          OptionsEntry.of(problem));
    }
  }

  /** The options of a problem by the names of a request. */
  private record OptionsEntry(
      String objective,
      OptionalInt partitions,
      OptionalInt maxPartitions,
      List<String> devices,
      OptionalDouble bandwidthMbps,
      Optional<String> source,
      Optional<String> sink,
      long inferences,
      String energyBasis,
      OptionalDouble fps,
      OptionalInt buffers,
      Optional<Map<String, Double>> deadline,
      Optional<Map<String, String>> pin) {

    static OptionsEntry of(PlanningProblem problem) {
      boolean isExact = problem.minSlices() == problem.maxSlices();
      boolean isLimited = !isExact && problem.maxSlices() < problem.devices().size();
      return new OptionsEntry(
          problem.objective().label(),
          isExact ? OptionalInt.of(problem.minSlices()) : OptionalInt.empty(),
          isLimited ? OptionalInt.of(problem.maxSlices()) : OptionalInt.empty(),
          problem.devices().stream().map(Device::name).toList(),
          problem.bandwidthMbps(),
          problem.source(),
          problem.sink(),
          problem.inferences(),
          problem.energyBasis().label(),
          problem.framesPerSecond(),
          problem.isPipelined() ? OptionalInt.of(problem.buffers()) : OptionalInt.empty(),
          Optional.of(problem.deadlinesMs()).filter(map -> !map.isEmpty()),
          Optional.of(problem.pinsByLayer()).filter(map -> !map.isEmpty()));
    }
  }

  /** The identifier of a problem: equal problems have the same, others have another one. */
  public static String id(PlanningProblem problem) {
    MessageDigest digest = Sha256.digest();
    digest.update(JsonDocument.of(Content.of(problem)).getBytes(StandardCharsets.UTF_8));
    return Sha256.text(digest).substring(0, ID_LENGTH);
  }

  /**
   * A problem as a document.
   *
   * @param id its identifier
   * @param state what is known of it besides: records or maps
   */
  public static String write(String id, PlanningProblem problem, Object... state) {
    return JsonDocument.of(
        new Head(FORMAT, id), Content.of(problem), new JsonDocument.Fields(List.of(state)));
  }

  private record Head(String format, String id) {}
}
