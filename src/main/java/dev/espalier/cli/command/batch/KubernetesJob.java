package dev.espalier.cli.command.batch;

import dev.espalier.batch.Shard;
import dev.espalier.cli.option.batch.EmitOptions;
import dev.espalier.cli.option.batch.ShardText;
import dev.espalier.error.InvalidFieldException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An Indexed Job of Kubernetes that runs a batch in shards, one for each index.
 *
 * <p>Its pods work in {@code /data}, where the claim is mounted; relative names of files mean files
 * of the claim. A pod that was killed is replaced and resumes its shard. Exit codes 2 and 3 fail
 * the job, as neither wrong usage nor bad input gets better.
 *
 * @param name name of the job
 * @param image image whose entry point is {@code espalier}
 * @param shards number of shards
 * @param parallelism maximum number of pods that run at the same time
 * @param out file of results; each shard's has the index in front of its extension
 * @param arguments further arguments of the command
 * @param claim persistent volume claim for inputs and outputs
 * @param configMap inputs to be mounted at {@code /etc/espalier}
 * @param cpu processors of a pod
 * @param memory memory of a pod
 */
record KubernetesJob(
    String name,
    String image,
    int shards,
    int parallelism,
    String out,
    List<String> arguments,
    String claim,
    Optional<String> configMap,
    String cpu,
    String memory) {

  /** Where the claim is mounted. */
  static final String DATA = "/data";

  /** Where the config map is mounted. */
  static final String INPUTS = "/etc/espalier";

  /**
   * Checks everything that Kubernetes would refuse.
   *
   * @throws InvalidFieldException if it would refuse the manifest
   */
  KubernetesJob {
    arguments = List.copyOf(arguments);
    if (shards < 1 || shards > Shard.MAX_SHARDS) {
      throw new InvalidFieldException(
          "shard",
          "--emit kubernetes takes 1 to %d shards but found %d"
              .formatted(Shard.MAX_SHARDS, shards));
    }
    if (parallelism < 1) {
      throw new InvalidFieldException(
          "parallelism", "--parallelism must be at least 1 but is %d".formatted(parallelism));
    }
    parallelism = Math.min(parallelism, shards);
    ManifestChecks.jobName("job-name", name, shards);
    ManifestChecks.image("image", image);
    ManifestChecks.objectName("claim", claim);
    configMap.ifPresent(map -> ManifestChecks.objectName("config-map", map));
    ManifestChecks.cpu("cpu", cpu);
    ManifestChecks.memory("memory", memory);
    written(out, arguments).forEach(argument -> ManifestText.quoted("emit", argument));
  }

  /**
   * The job that a user describes.
   *
   * @param shards number of shards
   * @param out file of results, or null
   * @param arguments further arguments of the command
   */
  static KubernetesJob of(EmitOptions emit, int shards, Path out, List<String> arguments) {
    if (out == null) {
      throw new InvalidFieldException("out", "--emit kubernetes needs --out FILE");
    }
    JobArguments.checkFile("--out", out.toString(), DATA);
    return new KubernetesJob(
        emit.jobName(),
        emit.image(),
        shards,
        emit.parallelism().orElse(shards),
        out.toString(),
        arguments,
        emit.claim(),
        emit.configMap(),
        emit.cpu(),
        emit.memory());
  }

  /** Its arguments as they stand in the manifest. */
  List<String> written() {
    return written(out, arguments);
  }

  /** Each argument as it stands in the manifest; a pod resumes what one before it had begun. */
  private static List<String> written(String out, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("batch", "--resume", "--out"));
    int name = extension(out);
    all.add(
        ManifestText.literal(out.substring(0, name))
            + ".shard-$(%s)".formatted(ShardText.INDEX_VARIABLE)
            + ManifestText.literal(out.substring(name)));
    arguments.stream().map(ManifestText::literal).forEach(all::add);
    return all;
  }

  /** Where the extension of the file's name begins, which decides on its format. */
  private static int extension(String out) {
    int dot = out.lastIndexOf('.');
    return dot > out.lastIndexOf('/') + 1 ? dot : out.length();
  }
}
