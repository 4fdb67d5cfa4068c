package dev.espalier.cli.command.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lines of changes of every kind for B-AlexNet on devices d1 to d6, some of them invalid. */
final class RandomChanges {
  private final Random random;
  private double at;

  RandomChanges(long seed) {
    random = new Random(seed);
  }

  List<String> lines(int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      at += random.nextDouble();
      lines.add("{\"at\":%s,%s}".formatted(at, change()));
    }
    return lines;
  }

  private String device() {
    return "d" + (1 + random.nextInt(6));
  }

  private String number(double maximum) {
    return String.valueOf(Math.exp(Math.log(maximum) * random.nextDouble()));
  }

  /** Without d1, the source, there is no plan: it is gone rarely. */
  private int goneDevice() {
    return Math.max(random.nextInt(5) == 0 ? 1 : 2, 1 + random.nextInt(6));
  }

  private String change() {
    int kind = random.nextInt(27);
    String device = device();
    return switch (kind) {
      case 0 -> "\"device\":\"d%d\",\"gone\":true".formatted(goneDevice());
      case 1, 2 ->
          "\"device\":\"d%d\",\"gone\":false".formatted(1 + random.nextInt(2) * random.nextInt(6));
      case 3 -> "\"device\":\"%s\",\"slowdown\":%s".formatted(device, number(8));
      case 4 -> "\"device\":\"%s\",\"memoryMiB\":%s".formatted(device, number(16));
      case 5 -> "\"device\":\"%s\",\"energyJ\":%s".formatted(device, number(5000));
      case 6 -> "\"device\":\"%s\",\"layerTimesMs\":{\"conv1\":%s}".formatted(device, number(50));
      case 7 -> "\"probabilities\":{\"exit1\":%s}".formatted(random.nextDouble());
      case 8 -> "\"network\":{\"bandwidthMbps\":%s}".formatted(number(50));
      case 9 -> "\"deadlineMs\":%s,\"exit\":\"final\"".formatted(100 * random.nextDouble() + 40);
      case 10 -> "\"deadlineMs\":null,\"exit\":\"final\"";
      case 11 -> "\"device\":\"d7\",\"gone\":true"; // there is none
      case 12 ->
          "\"from\":\"%s\",\"to\":\"d1\",\"bandwidthMbps\":%s".formatted(device, number(100));
      case 13, 14, 15, 16, 17, 18, 19 -> "\"latencyMs\":" + number(2000);
      default -> "\"link\":[\"d1\",\"%s\"],\"bandwidthMbps\":%s".formatted(device, number(100));
    };
  }
}
