package dev.espalier.cli.command.batch;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Kubernetes takes as names, images and amounts, so that it refuses no manifest. */
final class ManifestChecks {
  private static final int MAX_LABEL = 63;
  private static final int MAX_SUBDOMAIN = 253;
  private static final long MIN_MEMORY_BYTES = 256L << 20;

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
  private static final Pattern LABELS = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern IMAGE =
      Pattern.compile(
          "(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::\\d{1,5})?/)?%1$s(?:/%1$s)*(?::\\w[\\w.-]{0,127})?"
                  .formatted(COMPONENT)
              + "(?:@sha256:[0-9a-f]{64})?");

  private static final Pattern CPU =
      Pattern.compile("(?=.*[1-9])(?:\\d{1,4}(?:\\.\\d{1,3})?|\\d{1,7}m)");

  private static final Pattern MEMORY = Pattern.compile("(\\d{1,6})([MGT]i?)");
  private static final Map<String, Long> BYTES =
      Map.of(
          "M",
          1_000_000L,
          "G",
          1_000_000_000L,
          "T",
          1_000_000_000_000L,
          "Mi",
          1L << 20,
          "Gi",
          1L << 30,
          "Ti",
          1L << 40);

  private ManifestChecks() {}

  /**
   * A name of a job whose pods get its name and their index as the name of their host, which is a
   * label of at most 63 characters (RFC 1123).
   */
  static String jobName(String option, String name, int shards) {
    int max = MAX_LABEL - String.valueOf(shards - 1).length() - 1;
    require(
        name.length() <= max && name.matches(LABEL),
        option,
        name,
        "up to %d lower-case letters, digits and hyphens, the first and last no hyphen"
            .formatted(max));
    return name;
  }

  /** A name of an object: labels of RFC 1123, separated by dots, at most 253 characters. */
  static String objectName(String option, String name) {
    require(
        name.length() <= MAX_SUBDOMAIN && LABELS.matcher(name).matches(),
        option,
        name,
        ("up to %d lower-case letters, digits, hyphens and dots, beginning and ending with a letter"
                + " or digit")
            .formatted(MAX_SUBDOMAIN));
    return name;
  }

  /** A reference to an image. */
  static String image(String option, String image) {
    require(
        IMAGE.matcher(image).matches(),
        option,
        image,
        "an image such as registry.example/espalier:0.1.0");
    return image;
  }

  /** Processors, in whole ones or thousandths. */
  static String cpu(String option, String cpu) {
    require(CPU.matcher(cpu).matches(), option, cpu, "processors such as 2, 0.5 or 500m");
    return cpu;
  }

  /** Memory, enough for a JVM. */
  static String memory(String option, String memory) {
    Matcher matcher = MEMORY.matcher(memory);
    require(
        matcher.matches()
            && Long.parseLong(matcher.group(1)) * BYTES.get(matcher.group(2)) >= MIN_MEMORY_BYTES,
        option,
        memory,
        "memory of at least 256Mi such as 512Mi or 2Gi");
    return memory;
  }

  private static void require(boolean holds, String option, String found, String expected) {
    if (!holds) {
      throw new InvalidFieldException(
          option,
          "--%s must be %s but is \"%s\"".formatted(option, expected, Printable.line(found)));
    }
  }
}
