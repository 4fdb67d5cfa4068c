package dev.espalier.exit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One condition of an exit table: one threshold for all exits. The accuracy of an exit without an
 * earlier one was not measured; it is assumed to equal its accuracy on its own samples.
 */
record TableChoices(String condition, List<String> exits, List<ExitTable.Measured> measured)
    implements ExitChoices {
  private static final List<String> ASSUMPTIONS =
      List.of(
          "samples of an exit that is not deployed leave at the next deployed one, with its"
              + " accuracy (likely too low, as samples that leave early are easy)");

  @Override
  public ThresholdChoices forDeployed(BitSet deployed) {
    return new OfDeployed((BitSet) SideExits.checked("exit table", deployed, exits).clone());
  }

  /** Empty: a table holds probabilities only. */
  @Override
  public OptionalInt samples() {
    return OptionalInt.empty();
  }

  @Override
  public List<String> assumptions() {
    return ASSUMPTIONS;
  }

  /** The thresholds of the table, for some deployed exits. */
  private final class OfDeployed implements ThresholdChoices {
    private final BitSet deployed;

    OfDeployed(BitSet deployed) {
      this.deployed = deployed;
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public int size(int dimension) {
      return measured.size();
    }

    @Override
    public Optional<ExitBehavior> at(int... index) {
      ExitTable.Measured row = measured.get(index[0]);
      List<ExitUse> uses = new ArrayList<>();
      double handedOn = 0;
      int last = exits.size() - 1;
      for (int e = 0; e <= last; e++) {
        double probability = row.probabilities().get(e) + handedOn;
        if (e < last && !deployed.get(e)) {
          handedOn = probability;
          uses.add(ExitUse.dropped(exits.get(e)));
          continue;
        }
        if (probability > 0 && row.accuracies().get(e).isEmpty()) {
          return Optional.empty(); // no sample left here, so its accuracy is unknown
        }
        OptionalDouble threshold =
            e == last ? OptionalDouble.empty() : OptionalDouble.of(row.threshold());
        uses.add(
            new ExitUse(
                exits.get(e), true, threshold, Math.min(1, probability), row.accuracies().get(e)));
        handedOn = 0;
      }
      return Optional.of(new ExitBehavior(uses));
    }
  }
}
