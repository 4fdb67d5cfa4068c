package dev.espalier.study.sweep;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.internal.Checks;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network and the devices at one point of a sweep.
 *
 * @param model the network as it was given
 * @param catalog the devices and links
 * @param fixedProbabilities probabilities of some exits that replace those of the model, by name
 * @param exits selection from measured exit behavior, whose probabilities replace those of the
 *     model
 */
public record Setting(
    BranchyNet model,
    DeviceCatalog catalog,
    Map<String, Double> fixedProbabilities,
    Optional<ExitPick> exits) {
  public Setting {
    fixedProbabilities = Collections.unmodifiableMap(new LinkedHashMap<>(fixedProbabilities));
  }

  /** A network and devices as they were given. */
  public static Setting of(BranchyNet model, DeviceCatalog catalog) {
    return new Setting(model, catalog, Map.of(), Optional.empty());
  }

  /** This setting with measured exit behavior. */
  public Setting withExits(ExitPick pick) {
    return new Setting(model, catalog, fixedProbabilities, Optional.of(pick));
  }

  /** This setting with another number of bytes that are sent for a model input. */
  Setting withSentBytes(String input, long bytes) {
    BranchyNet changed =
        model.withInputs(
            model.inputs().stream()
                .map(each -> each.name().equals(input) ? each.withSentBytes(bytes) : each)
                .toList());
    return new Setting(changed, catalog, fixedProbabilities, exits);
  }

  /** This setting with other devices. */
  Setting withCatalog(DeviceCatalog other) {
    return new Setting(model, other, fixedProbabilities, exits);
  }

  /**
   * This setting with another probability of an exit.
   *
   * @throws IllegalArgumentException if the probability is not from 0 to 1
   */
  Setting withProbability(String exit, double probability) {
    Checks.probability(Checks.quoted("exit", exit), "probability", probability);
    Map<String, Double> probabilities = new LinkedHashMap<>(fixedProbabilities);
    probabilities.put(exit, probability);
    return new Setting(model, catalog, probabilities, exits);
  }

  /**
   * The measured behavior of the exits at this point; empty if there is none.
   *
   * @throws IllegalArgumentException if the data lack it
   */
  public Optional<ExitBehavior> behavior() {
    return exits.flatMap(ExitPick::behavior);
  }

  /**
   * The network at the measured probabilities, or else at the fixed ones: the exits whose
   * probability is not fixed divide the rest in proportion to their probabilities in the model;
   * where those are all 0, the last of them takes it.
   *
   * @throws IllegalArgumentException if the fixed probabilities sum to more than 1, or to less and
   *     there is no other exit, or if the data lack it
   */
  public BranchyNet net() {
    return net(behavior());
  }

  /** The network at the measured probabilities, if any: see {@link #net()}. */
  BranchyNet net(Optional<ExitBehavior> measured) {
    if (measured.isPresent()) {
      return deployed(measured.get());
    }
    if (fixedProbabilities.isEmpty()) {
      return model;
    }
    return model.withSomeProbabilities(fixedProbabilities);
  }

  /** The network with the deployed exits alone; layers that serve only others are removed. */
  private BranchyNet deployed(ExitBehavior measured) {
    double[] probabilities = measured.probabilities();
    List<Exit> kept = new ArrayList<>();
    for (int e = 0; e < measured.exits().size(); e++) {
      if (measured.exits().get(e).deployed()) {
        kept.add(model.exits().get(e).withProbability(probabilities[kept.size()]));
      }
    }
    return model.withExits(kept);
  }
}
