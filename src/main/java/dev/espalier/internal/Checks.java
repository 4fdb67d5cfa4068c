package dev.espalier.internal;

import dev.espalier.error.InvalidFieldException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Argument checks. Every message names the subject, the value found and what was expected; every
 * failure is an {@link InvalidFieldException}. Comparisons are written so that NaN fails them.
 */
public final class Checks {
  /** Maximum length of a name: names become table columns and file fields. */
  private static final int MAX_NAME_LENGTH = 200;

  /** Maximum size or count: whole numbers up to here are exact in a double. */
  public static final long MAX_COUNT = 1L << 53;

  /** Maximum number: products of a few such numbers are still finite. */
  public static final double MAX_NUMBER = 1e30;

  private static final double MIN_POSITIVE = 1e-30;

  private Checks() {}

  /** A name that can be printed: not blank, no control characters, at most 200 characters. */
  public static String name(String subject, String field, String value) {
    if (value == null || value.isBlank()) {
      throw new InvalidFieldException(
          field, "%s: %s must not be blank but is \"%s\"".formatted(subject, field, found(value)));
    }
    if (value.length() > MAX_NAME_LENGTH) {
      throw new InvalidFieldException(
          field,
          "%s: %s must have at most %d characters but has %d"
              .formatted(subject, field, MAX_NAME_LENGTH, value.length()));
    }
    if (hasUnprintable(value)) {
      throw new InvalidFieldException(
          field,
          "%s: %s must not contain control characters but is \"%s\""
              .formatted(subject, field, found(value)));
    }
    return value;
  }

  private static String found(String name) {
    return Printable.shortened(String.valueOf(name), MAX_NAME_LENGTH);
  }

  private static boolean hasUnprintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') { // a large model has millions of names, most of plain characters
        return text.codePoints().anyMatch(Checks::isUnprintable);
      }
    }
    return false;
  }

  private static boolean isUnprintable(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.FORMAT
        || Character.getType(codePoint) == Character.LINE_SEPARATOR
        || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  /** A number greater than 0, from 1e-30 to 1e30. */
  public static double positive(String subject, String field, double value) {
    if (!(value > 0)) {
      throw mustBe(subject, field, "> 0", value);
    }
    if (!(value >= MIN_POSITIVE && value <= MAX_NUMBER)) {
      throw mustBe(subject, field, "a number from 1e-30 to 1e30", value);
    }
    return value;
  }

  /** A number of at least 0, at most 1e30. */
  public static double notNegative(String subject, String field, double value) {
    if (!(value >= 0)) {
      throw mustBe(subject, field, ">= 0", value);
    }
    if (!(value <= MAX_NUMBER)) {
      throw mustBe(subject, field, "a number of at most 1e30", value);
    }
    return value;
  }

  /** A number from 0 to 1. */
  public static double probability(String subject, String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw mustBe(subject, field, "a number from 0 to 1", value);
    }
    return value;
  }

  /** A whole number from {@code minimum} to {@link #MAX_COUNT}. */
  public static long count(String subject, String field, long value, long minimum) {
    if (value < minimum || value > MAX_COUNT) {
      throw mustBe(subject, field, "a whole number from " + minimum + " to 2^53", value);
    }
    return value;
  }

  /** Something of which there is at least one. */
  public static void notEmpty(String subject, String field, Collection<?> values) {
    if (values.isEmpty()) {
      throw new InvalidFieldException(
          field, "%s: %s must not be empty; expected at least one".formatted(subject, field));
    }
  }

  private static InvalidFieldException mustBe(
      String subject, String field, String expected, Number found) {
    return new InvalidFieldException(
        field, "%s: %s must be %s but is %s".formatted(subject, field, expected, found));
  }

  /** Names of tensors of which each is listed once; {@code field} is that of the list. */
  public static void distinctTensors(String subject, String field, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String place = field + "/" + i;
      name(subject, place, names.get(i));
      if (!seen.add(names.get(i))) {
        throw new InvalidFieldException(
            place,
            "%s: %s \"%s\" is listed twice; list each tensor once"
                .formatted(subject, field.substring(0, field.length() - 1), names.get(i)));
      }
    }
  }

  /** {@code what "name"}, the way every message refers to a named thing. */
  public static String quoted(String what, String name) {
    return what + " \"" + name + "\"";
  }
}
