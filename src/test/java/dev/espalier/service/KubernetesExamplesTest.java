package dev.espalier.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.cli.command.batch.BatchCommand;
import dev.espalier.cli.command.online.ServeCommand;
import dev.espalier.cli.command.plan.PlanCommand;
import dev.espalier.cli.console.Interruption;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.testing.KubernetesObjects;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The manifests of the examples are objects of Kubernetes, without a field that it does not know.
 */
class KubernetesExamplesTest {
  private static final Path FOLDER = Path.of("src/examples/kubernetes");

  private static <T> T only(List<KubernetesResource> objects, Class<T> type) {
    List<T> found = objects.stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<KubernetesResource> example(String file) throws Exception {
    return KubernetesObjects.parsed(Files.readString(FOLDER.resolve(file)));
  }

  private static PodSpec pod(String file) throws Exception {
    return file.equals("job.yaml") || file.equals("batch.yaml")
        ? only(example(file), Job.class).getSpec().getTemplate().getSpec()
        : only(example(file), Deployment.class).getSpec().getTemplate().getSpec();
  }

  @Test
  void fieldsThatKubernetesDoesNotKnowAreFound() {
    assertThatThrownBy(
            () ->
                KubernetesObjects.parsed(
                    """
                    apiVersion: v1
                    kind: Service
                    spec:
                      ports:
                        - port: 80
                          targetprot: http
                    """))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("targetprot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch.yaml", "deployment.yaml", "job.yaml"})
  void containersMayDoAsLittleAsPossible(String file) throws Exception {
    PodSpec pod = pod(file);
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    for (Container container : pod.getContainers()) {
      SecurityContext security = container.getSecurityContext();
      assertThat(security.getReadOnlyRootFilesystem()).isTrue();
      assertThat(security.getAllowPrivilegeEscalation()).isFalse();
      assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container.getResources().getLimits().keySet())
          .containsExactlyInAnyOrder("cpu", "memory");
      assertThat(
              Quantity.getAmountInBytes(container.getResources().getLimits().get("memory"))
                  .longValueExact())
          .isGreaterThanOrEqualTo(1L << 30);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch.yaml", "deployment.yaml", "job.yaml"})
  void argumentsAreThoseOfACommand(String file) throws Exception {
    List<String> arguments = pod(file).getContainers().get(0).getArgs();
    Interruption none = new Interruption();
    Object command =
        switch (arguments.get(0)) {
          case "serve" -> new ServeCommand(none);
          case "batch" -> new BatchCommand(none);
          default -> new PlanCommand(none);
        };
    new CommandLine(command)
        .parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));
  }

  @Test
  void probesAskThePathThatNeedsNoToken() throws Exception {
    Container container = pod("deployment.yaml").getContainers().get(0);
    for (Probe probe :
        List.of(
            container.getStartupProbe(),
            container.getReadinessProbe(),
            container.getLivenessProbe())) {
      assertThat(probe.getHttpGet().getPath()).isEqualTo("/healthz");
      assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
    }
  }

  @Test
  void serviceAndTokenLeadToTheContainer() throws Exception {
    List<KubernetesResource> objects = example("deployment.yaml");
    Deployment deployment = only(objects, Deployment.class);
    Service service = only(objects, Service.class);
    assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(service.getSpec().getSelector())
        .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
    Container container = pod("deployment.yaml").getContainers().get(0);
    assertThat(service.getSpec().getPorts().get(0).getTargetPort().getStrVal())
        .isEqualTo(container.getPorts().get(0).getName());
    List<String> arguments = container.getArgs();
    assertThat(arguments.get(arguments.indexOf("--listen") + 1))
        .isEqualTo(String.valueOf(container.getPorts().get(0).getContainerPort()));
    Path token = Path.of(arguments.get(arguments.indexOf("--token-file") + 1));
    assertThat(container.getVolumeMounts().stream().map(mount -> mount.getMountPath()))
        .contains(token.getParent().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch.yaml", "deployment.yaml", "job.yaml"})
  void everyVolumeIsThereAndMounted(String file) throws Exception {
    PodSpec pod = pod(file);
    assertThat(
            pod.getContainers().stream()
                .flatMap(container -> container.getVolumeMounts().stream())
                .map(mount -> mount.getName()))
        .containsExactlyInAnyOrderElementsOf(
            pod.getVolumes().stream().map(volume -> volume.getName()).toList());
  }

  @Test
  void devicesOfTheJobAreACatalog() throws Exception {
    ConfigMap map = only(example("job.yaml"), ConfigMap.class);
    assertThat(map.getData()).hasSize(1);
    map.getData()
        .forEach((name, text) -> assertThat(CatalogFile.parse(text, name).devices()).hasSize(2));
    List<String> arguments = pod("job.yaml").getContainers().get(0).getArgs();
    assertThat(arguments.get(arguments.indexOf("--catalog") + 1))
        .isEqualTo("/etc/espalier/" + map.getData().keySet().iterator().next());
  }

  @Test
  void everyExampleIsTested() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("Containerfile", "batch.yaml", "deployment.yaml", "job.yaml");
    }
  }
}
