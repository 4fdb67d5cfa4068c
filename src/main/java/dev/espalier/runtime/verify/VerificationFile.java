package dev.espalier.runtime.verify;

import dev.espalier.internal.Version;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.runtime.verify.Verification.Difference;
import dev.espalier.runtime.verify.Verification.EarlyExits;
import dev.espalier.runtime.verify.Verification.ExitResult;
import java.util.List;
import java.util.Optional;

/** Verifications as {@code espalier-verification/1} documents. */
public final class VerificationFile {
  private static final String FORMAT = "espalier-verification/1";

  private VerificationFile() {}

  private record Document(
      String format,
      String espalier,
      String model,
      int slices,
      int segments,
      int samples,
      boolean optimized,
      int threads,
      double tolerance,
      boolean confirmed,
      List<ExitResult> exits,
      Optional<Difference> firstDifference,
      Optional<EarlyExits> early) {}

  /** The verification as text of a JSON document. */
  public static String write(Verification result) {
    return JsonDocument.of(
        new Document(
            FORMAT,
            Version.current(),
            result.model(),
            result.slices(),
            result.segments(),
            result.samples(),
            result.settings().optimized(),
            result.settings().threads(),
            result.tolerance(),
            result.isConfirmed(),
            result.exits(),
            result.firstDifference(),
            result.early()));
  }
}
