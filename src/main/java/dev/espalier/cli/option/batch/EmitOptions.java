package dev.espalier.cli.option.batch;

import dev.espalier.cli.parse.Choices;
import dev.espalier.error.InvalidFieldException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options that print a batch as a job of a cluster instead of running it. */
public final class EmitOptions {
  private static final String KUBERNETES = "kubernetes";

  @Option(
      names = "--emit",
      paramLabel = KUBERNETES,
      description =
          "Plan nothing, but print the manifest of a Kubernetes job that runs the batch in the"
              + " shards of --shard N.")
  private String target;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "With --emit: container image whose entry point is espalier.")
  private String image;

  @Option(
      names = "--claim",
      paramLabel = "NAME",
      description =
          "With --emit: persistent volume claim that holds the inputs and takes the outputs;"
              + " relative names of files mean files of it.")
  private String claim;

  @Option(
      names = "--config-map",
      paramLabel = "NAME",
      description = "With --emit: config map with inputs, mounted at /etc/espalier.")
  private String configMap;

  @Option(
      names = "--job-name",
      paramLabel = "NAME",
      description = "With --emit: name of the job; espalier-batch by default.")
  private String jobName;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "With --emit: maximum number of pods at the same time; all by default.")
  private Integer parallelism;

  @Option(
      names = "--cpu",
      paramLabel = "N",
      description = "With --emit: processors of a pod, such as 2 or 500m; 1 by default.")
  private String cpu;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "With --emit: memory of a pod, such as 512Mi; 2Gi by default.")
  private String memory;

  /**
   * Whether to print a job instead of running the batch.
   *
   * @throws InvalidFieldException if options are missing, or make no sense without others
   */
  public boolean isGiven() {
    if (target == null) {
      values()
          .forEach(
              (option, value) -> {
                if (value.isPresent()) {
                  throw new InvalidFieldException(
                      option, "--%s needs --emit kubernetes".formatted(option));
                }
              });
      return false;
    }
    if (!target.equals(KUBERNETES)) {
      throw Choices.none("emit", target, KUBERNETES);
    }
    require("image", image, "IMAGE");
    require("claim", claim, "NAME");
    return true;
  }

  /** The options beside {@code --emit}, by name. */
  private Map<String, Optional<Object>> values() {
    Map<String, Optional<Object>> values = new LinkedHashMap<>();
    values.put("image", Optional.ofNullable(image));
    values.put("claim", Optional.ofNullable(claim));
    values.put("config-map", Optional.ofNullable(configMap));
    values.put("job-name", Optional.ofNullable(jobName));
    values.put("parallelism", Optional.ofNullable(parallelism));
    values.put("cpu", Optional.ofNullable(cpu));
    values.put("memory", Optional.ofNullable(memory));
    return values;
  }

  private static void require(String option, String value, String label) {
    if (value == null) {
      throw new InvalidFieldException(
          option, "--emit kubernetes needs --%s %s".formatted(option, label));
    }
  }

  /** Container image. */
  public String image() {
    return image;
  }

  /** Persistent volume claim for inputs and outputs. */
  public String claim() {
    return claim;
  }

  /** Config map with inputs. */
  public Optional<String> configMap() {
    return Optional.ofNullable(configMap);
  }

  /** Name of the job. */
  public String jobName() {
    return Objects.requireNonNullElse(jobName, "espalier-batch");
  }

  /** Maximum number of pods at the same time; empty for all. */
  public OptionalInt parallelism() {
    return parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism);
  }

  /** Processors of a pod. */
  public String cpu() {
    return Objects.requireNonNullElse(cpu, "1");
  }

  /** Memory of a pod. */
  public String memory() {
    return Objects.requireNonNullElse(memory, "2Gi");
  }
}
