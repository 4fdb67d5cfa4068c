package dev.espalier.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a field of a file may hold, and by that what it must not. */
enum FieldKind {
  FORMAT,
  /** A name, which may be referred to. */
  NAME,
  /** A name that must exist elsewhere. */
  REFERENCE,
  /** Any text. */
  TEXT,
  /** One of a few words. */
  WORD,
  /** A whole number from 0 to 2^53. */
  COUNT,
  /** A whole number from 1. */
  COUNT_FROM_1,
  /** Any whole number. */
  SEED,
  /** A number above 0. */
  POSITIVE,
  /** A number from 0. */
  NOT_NEGATIVE,
  PROBABILITY,
  /** A number from 0 that is not believed but computed anew. */
  FIGURE,
  /** Such a number, or null. */
  FIGURE_OR_NULL,
  FLAG,
  OBJECT,
  /** An object, or null. */
  OBJECT_OR_NULL,
  /** A list that may be empty. */
  LIST,
  FILLED_LIST;

  private static final String LONG_DIGITS = "1" + "0".repeat(400);

  boolean isText() {
    return List.of(FORMAT, NAME, REFERENCE, TEXT, WORD).contains(this);
  }

  boolean isWhole() {
    return List.of(COUNT, COUNT_FROM_1, SEED).contains(this);
  }

  boolean isNumber() {
    return isWhole()
        || List.of(POSITIVE, NOT_NEGATIVE, PROBABILITY, FIGURE, FIGURE_OR_NULL).contains(this);
  }

  boolean isList() {
    return this == LIST || this == FILLED_LIST;
  }

  /** Tokens in place of the value that break the rule of the field but not the syntax, and why. */
  Map<String, String> wrongTokens() {
    Map<String, String> wrong = new LinkedHashMap<>();
    if (this != FIGURE_OR_NULL && this != OBJECT_OR_NULL) {
      wrong.put("null", "is null");
    }
    if (!isText()) {
      wrong.put("\"12\"", "is a text");
    }
    if (!isNumber()) {
      wrong.put("7", "is a number");
    }
    if (this != OBJECT && this != OBJECT_OR_NULL) {
      wrong.put("{}", "is an object");
    }
    if (!isList()) {
      wrong.put("[1]", "is a list");
    }
    if (this != FLAG) {
      wrong.put("true", "is a boolean");
    }
    if (this == FILLED_LIST) {
      wrong.put("[]", "is an empty list");
    }
    if (isText()) {
      wrongTexts(wrong);
    }
    if (isNumber()) {
      wrongNumbers(wrong);
    }
    return wrong;
  }

  private void wrongTexts(Map<String, String> wrong) {
    if (this == TEXT) {
      return;
    }
    wrong.put("\"\"", "is an empty text");
    wrong.put("\"   \"", "is a blank text");
    wrong.put("\"a\\u0000b\"", "has a NUL");
    wrong.put("\"a\\nb\\tc\"", "has a line break");
    wrong.put("\"\\u001b[31mred\"", "has an escape sequence");
    wrong.put("\"\\u202eabc\"", "has a direction override");
    wrong.put("\"\\ud800\"", "has half a character");
    wrong.put('"' + "n".repeat(201) + '"', "is a text of 201 characters");
    wrong.put('"' + "n".repeat(100_000) + '"', "is a text of 100000 characters");
    if (this != NAME) {
      wrong.put("\"no-such-thing\"", "names what is not there");
    }
  }

  private void wrongNumbers(Map<String, String> wrong) {
    wrong.put("1e999", "is beyond any double");
    wrong.put("-1e999", "is beyond any double and negative");
    if (this != SEED) {
      wrong.put("-1", "is negative");
      wrong.put("-0.001", "is negative by little");
    }
    if (this == POSITIVE || this == COUNT_FROM_1) {
      wrong.put("0", "is zero");
    }
    if (this == POSITIVE) {
      wrong.put("1e-31", "is tiny beyond reason");
      wrong.put("5e-324", "is the smallest double");
      wrong.put("1e-999", "is rounded to zero");
    }
    if (this == POSITIVE || this == NOT_NEGATIVE) {
      wrong.put("1e31", "is huge beyond reason");
      wrong.put("1.7e308", "is the largest double");
    }
    if (this == PROBABILITY) {
      wrong.put("1.0000001", "is above 1 by little");
      wrong.put("100", "is a percentage");
    }
    if (isWhole()) {
      wrong.put("1.5", "has a fraction");
      wrong.put("1.0", "has a fraction of zero");
      wrong.put("1e3", "has an exponent");
      wrong.put("9223372036854775808", "is 2^63");
      wrong.put("99999999999999999999999", "has 23 digits");
    }
    if (isWhole() && this != SEED) {
      wrong.put("9007199254740993", "is above 2^53");
    }
    wrong.put(LONG_DIGITS, "has 401 digits");
  }

  /** Tokens in place of any number that are not JSON, and why. */
  static Map<String, String> brokenNumbers() {
    return because("NaN", "Infinity", "-Infinity", "+1", "01", "0x10", "", "1 2");
  }

  /** Tokens in place of one value, since what reads them knows of no fields. */
  static Map<String, String> brokenTokens() {
    Map<String, String> broken =
        because(
            "nan",
            ".5",
            "5.",
            "1e",
            "-",
            "None",
            "True",
            "undefined",
            "'text'",
            "\"open",
            "\"\\x\"",
            "\"\\u12\"");
    broken.put("1".repeat(5000), "has 5000 digits");
    return broken;
  }

  private static Map<String, String> because(String... tokens) {
    Map<String, String> reasons = new LinkedHashMap<>();
    List.of(tokens).forEach(token -> reasons.put(token, "is the token " + token));
    return reasons;
  }
}
