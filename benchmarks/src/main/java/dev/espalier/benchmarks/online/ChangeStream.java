package dev.espalier.benchmarks.online;

import java.util.Random;

/** Lines of random changes for devices d1 to d6; equal seeds give equal lines. */
final class ChangeStream {
  private static final int DEVICES = 6;

  /** Natural logarithm of the ratio of the largest bandwidth to 1 Mbps. */
  private static final double LOG_MBPS = Math.log(100);

  private static final int KINDS = 10;

  private final Random random;
  private final double stepSeconds;
  private long id;

  /**
   * @param stepSeconds time between two lines, s
   */
  ChangeStream(long seed, double stepSeconds) {
    random = new Random(seed);
    this.stepSeconds = stepSeconds;
  }

  /** The next line: bandwidths mostly, at times a slower device or a measured latency. */
  String next() {
    id++;
    return "{\"id\":%d,\"at\":%s,%s}\n".formatted(id, id * stepSeconds, change());
  }

  private String change() {
    int a = random.nextInt(DEVICES);
    int b = (a + 1 + random.nextInt(DEVICES - 1)) % DEVICES;
    return switch (random.nextInt(KINDS)) {
      case 0 -> "\"device\":\"d%d\",\"slowdown\":%s".formatted(a + 1, 1 + 3 * random.nextDouble());
      case 1 -> "\"latencyMs\":" + (20 + 100 * random.nextDouble());
      default ->
          "\"link\":[\"d%d\",\"d%d\"],\"bandwidthMbps\":%s"
              .formatted(a + 1, b + 1, Math.exp(LOG_MBPS * random.nextDouble()));
    };
  }
}
