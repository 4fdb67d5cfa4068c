package dev.espalier.zoo;

import dev.espalier.internal.NearestName;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.build.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The built-in networks: those of Teerapittayanon, McDanel, Kung: BranchyNet (ICPR 2016), with the
 * exit probabilities which that paper reports, and larger ones whose exit probabilities are
 * placeholders.
 */
public final class Zoo {
  private static final Map<String, Supplier<Architecture>> NETWORKS = networks();

  private Zoo() {}

  private static Map<String, Supplier<Architecture>> networks() {
    Map<String, Supplier<Architecture>> networks = new LinkedHashMap<>();
    networks.put(BLeNet.NAME, BLeNet::build);
    networks.put(BAlexNet.NAME, BAlexNet::build);
    networks.put(BResNet110.NAME, BResNet110::graph);
    networks.put(BResNet110.CHAIN_NAME, BResNet110::chain);
    networks.put(BAlexNetImageNet.NAME, BAlexNetImageNet::build);
    networks.put(BMobileNetV2.NAME, BMobileNetV2::usual);
    return networks;
  }

  /** Names of all networks but those of the form {@code b-mobilenetv2-N}. */
  public static List<String> names() {
    return List.copyOf(NETWORKS.keySet());
  }

  /**
   * A network by name. {@code b-mobilenetv2-N} is the one with N side exits, 1 to 10.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists those there
   *     are
   */
  public static BranchyNet get(String name) {
    return architecture(name).net();
  }

  /**
   * A network by name, with its operators.
   *
   * @throws IllegalArgumentException as {@link #get} does
   */
  public static Architecture architecture(String name) {
    Supplier<Architecture> network = NETWORKS.get(name);
    if (network != null) {
      return network.get();
    }
    return BMobileNetV2.numbered(name).orElseThrow(() -> unknown(name));
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "no built-in network is called \"%s\"; there are %s and, with N side exits, %s-N%s"
            .formatted(
                name,
                String.join(", ", NETWORKS.keySet()),
                BMobileNetV2.NAME,
                NearestName.hint(name, NETWORKS.keySet())));
  }
}
