package dev.espalier.cli.command.batch;

import static java.util.stream.Collectors.joining;

/** Writes a job as a manifest of Kubernetes, in YAML. */
final class JobManifest {
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

  private JobManifest() {}

  /** The manifest of a job. */
  static String of(KubernetesJob job) {
    return TEXT.formatted(
        quoted(job.name()),
        job.shards(),
        job.parallelism(),
        RETRIES,
        quoted(job.image()),
        KubernetesJob.DATA,
        job.written().stream()
            .map(argument -> "            - " + quoted(argument))
            .collect(joining("\n")),
        quoted(job.cpu()),
        quoted(job.memory()),
        job.configMap().map(map -> MOUNT.formatted(KubernetesJob.INPUTS)).orElse(""),
        quoted(job.claim()),
        job.configMap().map(map -> VOLUME.formatted(quoted(map))).orElse(""));
  }

  private static String quoted(String checked) {
    return ManifestText.quoted("emit", checked);
  }
}
