package dev.espalier.cli.option.batch;

import dev.espalier.batch.Shard;
import dev.espalier.error.InvalidFieldException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shards as a user writes them: {@code I/N}, or {@code N} where the environment has the index. */
public final class ShardText {
  /** The index of a pod in an Indexed Job of Kubernetes. */
  public static final String INDEX_VARIABLE = "JOB_COMPLETION_INDEX";

  private static final Pattern FORM = Pattern.compile("(?:(\\d{1,9})/)?(\\d{1,9})");

  private ShardText() {}

  /**
   * The shard of a text.
   *
   * @param environment variables of the environment
   * @throws InvalidFieldException if it has another form, or there is no such shard
   */
  public static Shard parse(String text, Map<String, String> environment) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new InvalidFieldException(
          "shard", "--shard must be I/N, such as 0/4, or N but is \"%s\"".formatted(text));
    }
    String index = form.group(1) == null ? index(text, environment) : form.group(1);
    try {
      return new Shard(Integer.parseInt(index), Integer.parseInt(form.group(2)));
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("shard", "--shard %s: %s".formatted(text, e.getMessage()));
    }
  }

  /**
   * The number of shards of a text without an index, as all shards of a job have the same one.
   *
   * @param text what was typed, or null
   * @throws InvalidFieldException if it has another form
   */
  public static int number(String text) {
    if (text == null || !text.strip().matches("\\d{1,9}")) {
      throw new InvalidFieldException(
          "shard",
          "--emit kubernetes needs --shard N, the number of shards, but found %s"
              .formatted(text == null ? "none" : "--shard " + text));
    }
    return Integer.parseInt(text.strip());
  }

  private static String index(String text, Map<String, String> environment) {
    String index = environment.get(INDEX_VARIABLE);
    if (index == null || !index.matches("\\d{1,9}")) {
      throw new InvalidFieldException(
          "shard",
          "--shard %s takes the index from %s, which is %s; expected --shard I/N or a number there"
              .formatted(text, INDEX_VARIABLE, index == null ? "not set" : "\"" + index + "\""));
    }
    return index;
  }
}
