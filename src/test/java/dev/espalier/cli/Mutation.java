package dev.espalier.cli;

import java.nio.charset.StandardCharsets;

/**
 * A change to a valid file.
 *
 * @param reason what was done and, by that, what is wrong
 * @param content the changed file
 * @param place what the message must contain: the JSON pointer of the change, or the word line
 * @param valid whether the file is as good as before
 */
record Mutation(String reason, byte[] content, String place, boolean valid) {

  static Mutation invalid(String reason, Json content, String place) {
    return invalid(reason, content.text(), place);
  }

  static Mutation invalid(String reason, String content, String place) {
    return new Mutation(reason, content.getBytes(StandardCharsets.UTF_8), place, false);
  }

  static Mutation valid(String reason, Json content) {
    return new Mutation(reason, content.text().getBytes(StandardCharsets.UTF_8), "", true);
  }
}
