package dev.espalier.cli.command.batch;

import static java.util.stream.Collectors.joining;

import dev.espalier.error.InvalidFieldException;
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
 * @param arguments arguments of the command, from {@code batch} on
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
    List<String> arguments,
    String claim,
    Optional<String> configMap,
    String cpu,
    String memory) {

  /** Where the claim is mounted. */
  static final String DATA = "/data";

  /** Where the config map is mounted. */
  static final String INPUTS = "/etc/espalier";

  /** With a limit of failures for each index, Kubernetes takes no more without further limits. */
  private static final int MAX_SHARDS = 100_000;

  /** Failures of a pod after which its shard has failed. */
  private static final int RETRIES = 3;

  // Not ExitOnOutOfMemoryError, whose exit code 3 would be that of bad input.
  private static final String TEXT =
      """
      # Plans a batch in %2$d shards. Build the image first (Containerfile); a claim that pods on several nodes mount is ReadWriteMany.
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: %1$s
        labels:
          app.kubernetes.io/name: espalier
      spec:
        completionMode: Indexed
        completions: %2$d
        parallelism: %3$d
        # A shard whose pod failed is resumed by another one; other shards go on.
        backoffLimitPerIndex: %4$d
        # No two pods write one shard.
        podReplacementPolicy: Failed
        podFailurePolicy:
          rules:
            # Wrong usage and bad input do not get better.
            - action: FailJob
              onExitCodes:
                containerName: batch
                operator: In
                values:
                  - 2
                  - 3
            # Losing its node is no failure of a shard.
            - action: Ignore
              onPodConditions:
                - type: DisruptionTarget
                  status: "True"
        template:
          metadata:
            labels:
              app.kubernetes.io/name: espalier
          spec:
            automountServiceAccountToken: false
            restartPolicy: Never
            securityContext:
              runAsNonRoot: true
              runAsUser: 65532
              runAsGroup: 65532
              fsGroup: 65532
              fsGroupChangePolicy: OnRootMismatch
              seccompProfile:
                type: RuntimeDefault
            containers:
              - name: batch
                image: %5$s
                workingDir: %6$s
                args:
      %7$s
                env:
                  # The heap: what is left of the memory limit is for code, threads and buffers.
                  - name: JAVA_TOOL_OPTIONS
                    value: -XX:MaxRAMPercentage=70
                  # Names of files are in UTF-8.
                  - name: LC_ALL
                    value: C.UTF-8
                resources:
                  requests:
                    cpu: %8$s
                    memory: %9$s
                  limits:
                    cpu: %8$s
                    memory: %9$s
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities:
                    drop:
                      - ALL
                volumeMounts:
                  - name: data
                    mountPath: %6$s
                  - name: tmp
                    mountPath: /tmp
      %10$s      volumes:
              - name: data
                persistentVolumeClaim:
                  claimName: %11$s
              - name: tmp
                emptyDir:
                  sizeLimit: 64Mi
      %12$s""";

  private static final String MOUNT =
      """
                  - name: inputs
                    mountPath: %s
                    readOnly: true
      """;

  private static final String VOLUME =
      """
              - name: inputs
                configMap:
                  name: %s
      """;

  /**
   * Checks everything that Kubernetes would refuse.
   *
   * @throws InvalidFieldException if it would refuse the manifest
   */
  KubernetesJob {
    arguments = List.copyOf(arguments);
    if (shards < 1 || shards > MAX_SHARDS) {
      throw new InvalidFieldException(
          "shard",
          "--emit kubernetes takes 1 to %d shards but found %d".formatted(MAX_SHARDS, shards));
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
    arguments.forEach(ManifestText::argument);
  }

  /** The manifest, in YAML. */
  String yaml() {
    return TEXT.formatted(
        quoted(name),
        shards,
        parallelism,
        RETRIES,
        quoted(image),
        DATA,
        arguments.stream()
            .map(argument -> "            - " + ManifestText.argument(argument))
            .collect(joining("\n")),
        quoted(cpu),
        quoted(memory),
        configMap.map(map -> MOUNT.formatted(INPUTS)).orElse(""),
        quoted(claim),
        configMap.map(map -> VOLUME.formatted(quoted(map))).orElse(""));
  }

  private static String quoted(String checked) {
    return ManifestText.quoted("emit", checked);
  }
}
