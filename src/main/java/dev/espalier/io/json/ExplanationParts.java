package dev.espalier.io.json;

import dev.espalier.io.json.PlanParts.SliceEntry;
import dev.espalier.plan.Plan;
import dev.espalier.study.explain.Effect;
import dev.espalier.study.explain.Explanation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The explanation of a plan in a document: an object for each change. */
final class ExplanationParts {
  private ExplanationParts() {}

  /**
   * A change and its effect.
   *
   * @param change kind of the change, such as {@code withoutDevice}
   * @param subject device or link; empty for the whole network
   */
  record EffectEntry(
      String change,
      Optional<String> subject,
      String text,
      boolean planned,
      boolean impossible,
      boolean proven,
      OptionalDouble value,
      OptionalDouble lowerBound,
      OptionalDouble minEffect,
      OptionalDouble maxEffect,
      Optional<List<SliceEntry>> slices,
      Optional<String> reason) {

    private static EffectEntry of(Effect effect) {
      Optional<Plan> plan = effect.plan();
      return new EffectEntry(
          name(effect),
          Optional.of(effect.change().subject()).filter(subject -> !subject.isEmpty()),
          effect.change().text(),
          plan.isPresent(),
          effect.impossible(),
          effect.proven(),
          plan.map(each -> OptionalDouble.of(each.value())).orElse(OptionalDouble.empty()),
          finite(effect.lowerBound()),
          finite(effect.minEffect()),
          finite(effect.maxEffect()),
          plan.map(each -> each.slices().stream().map(SliceEntry::of).toList()),
          effect.reason());
    }

    private static OptionalDouble finite(double number) {
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private static String name(Effect effect) {
      String[] words = effect.change().kind().name().toLowerCase(Locale.ROOT).split("_");
      StringBuilder name = new StringBuilder(words[0]);
      for (int i = 1; i < words.length; i++) {
        name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
      }
      return name.toString();
    }
  }

  /** The entries of an explanation; empty if none was made. */
  static Optional<List<EffectEntry>> of(Optional<Explanation> explanation) {
    return explanation.map(made -> made.effects().stream().map(EffectEntry::of).toList());
  }
}
