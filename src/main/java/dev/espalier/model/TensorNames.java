package dev.espalier.model;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that the names of a network's layers and tensors are unique, each among its kind. */
final class TensorNames {
  /** What carries each name of a tensor, for messages. */
  private final Map<String, String> tensors = new HashMap<>();

  /**
   * @throws IllegalArgumentException if a name is taken
   */
  TensorNames(List<ModelInput> inputs, List<Layer> layers) {
    for (int i = 0; i < inputs.size(); i++) {
      take(
          inputs.get(i).name(),
          Checks.quoted("model input", inputs.get(i).name()),
          "model input",
          "inputs/" + i + "/name");
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String subject = Checks.quoted("layer", layer.name()) + " at " + i;
      check(names.put(layer.name(), subject), "layer", layer.name(), "layers/" + i + "/name");
      for (int k = 0; k < layer.outputs().size(); k++) {
        boolean plain = layer.outputs().size() == 1 && isNamedAsLayer(layer);
        take(
            layer.outputs().get(k).name(),
            subject,
            plain ? "layer" : "output",
            "layers/" + i + (plain ? "/name" : "/outputs/" + k + "/name"));
      }
    }
  }

  private static boolean isNamedAsLayer(Layer layer) {
    return layer.outputs().get(0).name().equals(layer.name());
  }

  private void take(String name, String subject, String kind, String place) {
    check(tensors.put(name, subject), kind, name, place);
  }

  private static void check(String earlier, String kind, String name, String place) {
    if (earlier != null) {
      throw new InvalidFieldException(
          place,
          "%s name \"%s\" is already taken by the %s; names must be unique"
              .formatted(kind, name, earlier));
    }
  }

  /** Names of all tensors. */
  Set<String> all() {
    return tensors.keySet();
  }
}
