package dev.espalier.study.sweep;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parameter with a value.
 *
 * @param parameter what is set
 * @param value what it is set to
 */
public record Assignment(Parameter parameter, Value value) {

  /**
   * A setting after some assignments, in their order, except that the speed of a device is set
   * before what is measured against it.
   *
   * @param assignments assignments of parameters that are {@linkplain #checkApart apart}
   * @throws IllegalArgumentException if a value is out of range
   */
  public static Setting apply(Setting base, List<Assignment> assignments) {
    Setting setting = base;
    List<Assignment> left = new ArrayList<>(assignments);
    while (!left.isEmpty()) {
      Assignment next = next(left);
      setting = next.parameter().set(setting, next.value());
      left.remove(next);
    }
    return setting;
  }

  /** The first one that is not measured by the speed of a device that is still to be set. */
  private static Assignment next(List<Assignment> left) {
    for (Assignment each : left) {
      if (left.stream().noneMatch(other -> isMeasuredBy(each.parameter(), other.parameter()))) {
        return each;
      }
    }
    return left.get(0);
  }

  /**
   * Refuses parameters of which two change the same.
   *
   * @throws IllegalArgumentException if two do; the message names them
   */
  public static void checkApart(List<Parameter> parameters) {
    for (int second = 1; second < parameters.size(); second++) {
      for (Parameter first : parameters.subList(0, second)) {
        checkApart(first, parameters.get(second));
      }
    }
    checkMeasurable(parameters);
  }

  /** Refuses speeds of which each is measured by the next, and the last by the first. */
  private static void checkMeasurable(List<Parameter> parameters) {
    Map<String, SpeedRatio> byDevice = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (parameter instanceof SpeedRatio ratio) {
        byDevice.put(ratio.device(), ratio);
      }
    }
    for (SpeedRatio first : byDevice.values()) {
      List<String> chain = new ArrayList<>(List.of(first.name()));
      SpeedRatio next = byDevice.get(first.reference());
      while (next != null && !next.equals(first) && chain.size() < byDevice.size()) {
        chain.add(next.name());
        next = byDevice.get(next.reference());
      }
      if (first.equals(next)) {
        throw new InvalidFieldException(
            "axes",
            "%s are measured by each other; set one of them less"
                .formatted(String.join(", ", chain)));
      }
    }
  }

  private static void checkApart(Parameter first, Parameter second) {
    boolean isMutual =
        first instanceof SpeedRatio a
            && second instanceof SpeedRatio b
            && (a.device().equals(b.device()) || (isMeasuredBy(a, b) && isMeasuredBy(b, a)));
    boolean isOfProbabilities =
        isMeasured(first) && isProbability(second) || isMeasured(second) && isProbability(first);
    boolean isSame =
        first.name().equals(second.name()) || first.name().equals(second.reversed().name());
    if (isSame || isMutual || isOfProbabilities) {
      throw new InvalidFieldException(
          "axes",
          "%s and %s change the same; vary one of them".formatted(first.name(), second.name()));
    }
  }

  private static boolean isProbability(Parameter parameter) {
    return parameter instanceof Parameter.ExitProbability;
  }

  private static boolean isMeasured(Parameter parameter) {
    return parameter instanceof Parameter.Condition || parameter instanceof Parameter.Threshold;
  }

  private static boolean isMeasuredBy(Parameter parameter, Parameter other) {
    return parameter instanceof SpeedRatio ratio
        && other instanceof SpeedRatio reference
        && ratio.reference().equals(reference.device());
  }
}
