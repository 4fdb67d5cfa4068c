package dev.espalier.cli.command.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.testing.KubernetesObjects;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesJobTest {
  private static final KubernetesJob USUAL =
      new KubernetesJob(
          "fleet",
          "registry.example/espalier:0.1.0",
          8,
          4,
          "results.jsonl",
          List.of("scenarios.jsonl", "--shard", "8"),
          "fleet-data",
          Optional.of("fleet-inputs"),
          "500m",
          "2Gi");

  private static Job parsed(KubernetesJob job) {
    return (Job) KubernetesObjects.parsed(JobManifest.of(job)).get(0);
  }

  private static PodSpec pod(KubernetesJob job) {
    return parsed(job).getSpec().getTemplate().getSpec();
  }

  private static Container container(KubernetesJob job) {
    assertThat(pod(job).getContainers()).hasSize(1);
    return pod(job).getContainers().get(0);
  }

  private static KubernetesJob withArguments(String... arguments) {
    return new KubernetesJob(
        "fleet", "espalier", 2, 2, "r", List.of(arguments), "c", Optional.empty(), "1", "1Gi");
  }

  /** A usual job but for one value, by its option. */
  private static KubernetesJob with(String option, String value) {
    return new KubernetesJob(
        option.equals("job-name") ? value : "fleet",
        option.equals("image") ? value : "espalier",
        option.equals("shard") ? Integer.parseInt(value) : 1000,
        option.equals("parallelism") ? Integer.parseInt(value) : 4,
        "r",
        List.of(),
        option.equals("claim") ? value : "data",
        option.equals("config-map") ? Optional.of(value) : Optional.empty(),
        option.equals("cpu") ? value : "1",
        option.equals("memory") ? value : "1Gi");
  }

  @Test
  void eachIndexIsAShardThatIsTriedAgain() {
    Job job = parsed(USUAL);
    assertThat(job.getMetadata().getName()).isEqualTo("fleet");
    JobSpec spec = job.getSpec();
    assertThat(spec.getCompletionMode()).isEqualTo("Indexed");
    assertThat(spec.getCompletions()).isEqualTo(8);
    assertThat(spec.getParallelism()).isEqualTo(4);
    assertThat(spec.getBackoffLimitPerIndex()).isEqualTo(3);
    assertThat(spec.getPodReplacementPolicy()).isEqualTo("Failed");
    // Limits for each index and rules for exit codes need pods that are never restarted in place.
    assertThat(pod(USUAL).getRestartPolicy()).isEqualTo("Never");
    // One failed shard must not end the others.
    assertThat(spec.getMaxFailedIndexes()).isNull();
    assertThat(spec.getBackoffLimit()).isNull();
  }

  @Test
  void whatDoesNotGetBetterFailsTheJobAndALostNodeFailsNothing() {
    List<PodFailurePolicyRule> rules = parsed(USUAL).getSpec().getPodFailurePolicy().getRules();
    assertThat(rules)
        .extracting(PodFailurePolicyRule::getAction)
        .containsExactly("FailJob", "Ignore");
    assertThat(rules.get(0).getOnExitCodes().getOperator()).isEqualTo("In");
    assertThat(rules.get(0).getOnExitCodes().getValues()).containsExactly(2, 3);
    assertThat(rules.get(0).getOnExitCodes().getContainerName())
        .isEqualTo(container(USUAL).getName());
    assertThat(rules.get(1).getOnPodConditions())
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.getType()).isEqualTo("DisruptionTarget");
              assertThat(condition.getStatus()).isEqualTo("True");
            });
  }

  @Test
  void noOptionOfJavaEndsItWithACodeOfOursAndNamesAreInUtf8() {
    assertThat(container(USUAL).getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .containsExactly(
            tuple("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=70"), tuple("LC_ALL", "C.UTF-8"));
  }

  @Test
  void thePodDoesAsLittleAsPossible() {
    PodSpec pod = pod(USUAL);
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(65532);
    assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(65532);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    SecurityContext security = container(USUAL).getSecurityContext();
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    ResourceRequirements resources = container(USUAL).getResources();
    assertThat(resources.getLimits())
        .isEqualTo(resources.getRequests())
        .containsEntry("cpu", new Quantity("500m"))
        .containsEntry("memory", new Quantity("2Gi"))
        .hasSize(2);
  }

  @Test
  void filesLieOnTheClaimInTheMapAndInTheTemporaryFolder() {
    Container container = container(USUAL);
    assertThat(container.getImage()).isEqualTo("registry.example/espalier:0.1.0");
    assertThat(container.getWorkingDir()).isEqualTo("/data");
    assertThat(container.getVolumeMounts())
        .extracting(VolumeMount::getName, VolumeMount::getMountPath, VolumeMount::getReadOnly)
        .containsExactly(
            tuple("data", "/data", null),
            tuple("tmp", "/tmp", null),
            tuple("inputs", "/etc/espalier", true));
    var volumes = pod(USUAL).getVolumes();
    assertThat(volumes)
        .extracting(volume -> volume.getName())
        .containsExactly("data", "tmp", "inputs");
    assertThat(volumes.get(0).getPersistentVolumeClaim().getClaimName()).isEqualTo("fleet-data");
    assertThat(volumes.get(1).getEmptyDir().getSizeLimit()).isEqualTo(new Quantity("64Mi"));
    assertThat(volumes.get(2).getConfigMap().getName()).isEqualTo("fleet-inputs");
  }

  @Test
  void withoutAMapNothingOfItIsMounted() {
    PodSpec pod = pod(withArguments());
    assertThat(pod.getVolumes()).hasSize(2);
    assertThat(pod.getContainers().get(0).getVolumeMounts()).hasSize(2);
  }

  private static List<String> furtherArguments(String... arguments) {
    List<String> all = container(withArguments(arguments)).getArgs();
    assertThat(all.subList(0, 4))
        .containsExactly("batch", "--resume", "--out", "r.shard-$(JOB_COMPLETION_INDEX)");
    return all.subList(4, all.size());
  }

  /** The extension, which decides on the format, is kept. */
  @ParameterizedTest
  @CsvSource({
    "results.jsonl, results.shard-$(JOB_COMPLETION_INDEX).jsonl",
    "a.b/results, a.b/results.shard-$(JOB_COMPLETION_INDEX)",
    "a.b/r.x.csv, a.b/r.x.shard-$(JOB_COMPLETION_INDEX).csv",
    ".csv, .csv.shard-$(JOB_COMPLETION_INDEX)",
    "$(A)/@b.c$, $$(A)/@b.shard-$(JOB_COMPLETION_INDEX).c$$",
    "@a, @@a.shard-$(JOB_COMPLETION_INDEX)"
  })
  void eachShardHasAFileOfItsOwn(String out, String written) {
    KubernetesJob job =
        new KubernetesJob("a", "b", 3, 3, out, List.of("x"), "c", Optional.empty(), "1", "1Gi");
    assertThat(container(job).getArgs())
        .containsExactly("batch", "--resume", "--out", written, "x");
  }

  @Test
  void argumentsComeBackAsTheyWere() {
    String[] arguments = {
      "two words.jsonl",
      " x ",
      "",
      "it's",
      "\"quoted\"",
      "a: b",
      "- a",
      "#none",
      "a #b",
      "back\\slash\\n",
      "yes",
      "null",
      "~",
      "1e3",
      "0x1F",
      "2026-11-29",
      "{a: [b]}",
      "*x",
      "&y",
      "!z",
      "|",
      ">",
      "%s %d %",
      "Straße",
      "\u65e5\u672c",
      "\ud83d\ude80",
      "\u2028|\ufeff|\u00a0|\u200b"
    };
    assertThat(furtherArguments(arguments)).containsExactly(arguments);
  }

  /** Kubernetes replaces references to variables, the command names of files of arguments. */
  @ParameterizedTest
  @CsvSource({
    "$(HOME)/x, $$(HOME)/x",
    "$HOME, $$HOME",
    "$$, $$$$",
    "cost $, cost $$",
    "@home, @@home",
    "@@x, @@@x",
    "a@b, a@b"
  })
  void whatWouldBeReplacedIsWrittenSoThatItStays(String argument, String written) {
    assertThat(furtherArguments(argument)).containsExactly(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\tb", "a\u0000", "\u0085", "\ud83d"})
  void controlCharactersAreRefused(String argument) {
    assertThatThrownBy(() -> withArguments(argument))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("a manifest takes no control characters, but found them in \"")
        .hasMessageMatching("[\\x20-\\x7e]*");
  }

  @Test
  void noMorePodsThanShardsRunAtOnce() {
    KubernetesJob job =
        new KubernetesJob("a", "b", 3, 100, "r", List.of(), "c", Optional.empty(), "1", "1Gi");
    assertThat(parsed(job).getSpec().getParallelism()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "job-name, a",
    "job-name, 0-a",
    "image, espalier",
    "image, localhost:5000/espalier",
    "image, Registry.example/team/a_b/espalier:v1.0-rc_1",
    "image, "
        + "r.example/e@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "claim, a.b-c.9",
    "config-map, x",
    "cpu, 2",
    "cpu, 0.5",
    "cpu, 250m",
    "memory, 256Mi",
    "memory, 1G",
    "memory, 1Ti",
    "shard, 1",
    "shard, 100000"
  })
  void whatKubernetesTakesIsTaken(String option, String value) {
    assertThat(parsed(with(option, value))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "job-name, ''",
    "job-name, Fleet",
    "job-name, -a",
    "job-name, a-",
    "job-name, a.b",
    "job-name, a_b",
    "job-name, stra\u00dfe",
    "job-name, 'a\nb'",
    "image, ''",
    "image, 'a b'",
    "image, UPPER/Case",
    "image, -x",
    "image, a:",
    "image, a@sha256:12",
    "claim, ''",
    "claim, a..b",
    "claim, .a",
    "claim, A",
    "config-map, a/b",
    "cpu, 0",
    "cpu, 0.000",
    "cpu, 0m",
    "cpu, -1",
    "cpu, 1.0001",
    "cpu, two",
    "memory, 512m",
    "memory, 255Mi",
    "memory, 0.5Gi",
    "memory, 1000000000",
    "memory, -1Gi",
    "memory, 1GB",
    "parallelism, 0",
    "parallelism, -1",
    "shard, 0",
    "shard, 100001"
  })
  void whatKubernetesRefusesIsRefused(String option, String value) {
    assertThatThrownBy(() -> with(option, value))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("--" + (option.equals("shard") ? "emit" : option))
        .hasMessageMatching("[^\\n]+ (but is|but found) [^\\n]+");
  }

  /** Pods of an Indexed Job have hosts of the name of the job and their index. */
  @Test
  void nameAndLargestIndexFitAHost() {
    assertThat(parsed(with("job-name", "a".repeat(59)))).isNotNull(); // and -999
    assertThatThrownBy(() -> with("job-name", "a".repeat(60)))
        .hasMessageStartingWith("--job-name must be up to 59 lower-case letters");
    assertThat(parsed(with("claim", "a".repeat(253)))).isNotNull();
    assertThatThrownBy(() -> with("claim", "a".repeat(254))).hasMessageContaining("up to 253");
  }
}
