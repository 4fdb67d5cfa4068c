package dev.espalier.cli.option;

import dev.espalier.cli.parse.Choices;
import dev.espalier.exit.Criterion;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The criterion by which samples leave. */
public final class CriterionOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Optional<Criterion> criterion = Optional.empty();

  @Option(
      names = "--criterion",
      paramLabel = "confidence|entropy",
      description =
          "Exit logs, and verify where the manifest does not say: what decides whether a sample"
              + " leaves: the largest class probability (default for logits) or the entropy of all"
              + " class probabilities, in nats.")
  private void setCriterion(String label) {
    criterion = Criterion.labeled(label);
    if (criterion.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          Choices.none("criterion", label, "confidence", "entropy").getMessage());
    }
  }

  /** The criterion; empty if none is given. */
  public Optional<Criterion> criterion() {
    return criterion;
  }
}
