package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The objects of manifests, read strictly. */
public final class KubernetesObjects {
  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private static final Map<String, Class<? extends KubernetesResource>> KINDS =
      Map.of(
          "apps/v1 Deployment", Deployment.class,
          "v1 Service", Service.class,
          "v1 ConfigMap", ConfigMap.class,
          "batch/v1 Job", Job.class);

  private KubernetesObjects() {}

  /**
   * The objects of a manifest.
   *
   * @throws AssertionError if Kubernetes has no such object, or no such field of it
   */
  public static List<KubernetesResource> parsed(String text) {
    List<KubernetesResource> objects = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        String kind =
            document.get("apiVersion").stringValue() + " " + document.get("kind").stringValue();
        assertThat(KINDS).containsKey(kind);
        KubernetesResource object = YAML.treeToValue(document, KINDS.get(kind));
        requireKnownFields(kind, object);
        objects.add(object);
      }
    }
    return objects;
  }

  /** The classes keep what they do not know in {@code additionalProperties}, at any depth. */
  private static void requireKnownFields(String place, Object value) {
    if (value instanceof Collection<?> items) {
      items.forEach(item -> requireKnownFields(place, item));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(item -> requireKnownFields(place, item));
    } else if (value instanceof KubernetesResource) {
      for (Method getter : value.getClass().getMethods()) {
        if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
          String field = place + "." + getter.getName().substring(3);
          Object found = got(getter, value);
          if (getter.getName().equals("getAdditionalProperties")) {
            assertThat((Map<?, ?>) found).as(place).isEmpty();
          } else {
            requireKnownFields(field, found);
          }
        }
      }
    }
  }

  private static Object got(Method getter, Object value) {
    try {
      return getter.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(getter.toString(), e);
    }
  }
}
