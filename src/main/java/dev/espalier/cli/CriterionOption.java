package dev.espalier.cli;

import dev.espalier.exit.Criterion;
import java.util.Arrays;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What exits are asked for. */
final class CriterionOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Criterion criterion;

  @Option(
      names = "--criterion",
      defaultValue = "confidence",
      paramLabel = "confidence|entropy",
      description =
          "What decides whether a sample leaves: the largest probability (default), or the entropy"
              + " of all, in nats.")
  private void setCriterion(String wanted) {
    criterion =
        Arrays.stream(Criterion.values())
            .filter(known -> known.label().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--criterion must be confidence or entropy but is \"" + wanted + "\""));
  }

  Criterion criterion() {
    return criterion;
  }
}
