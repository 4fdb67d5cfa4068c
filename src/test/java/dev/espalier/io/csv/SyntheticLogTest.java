package dev.espalier.io.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.log.LogitLog;
import dev.espalier.study.calibration.Temperature;
import dev.espalier.study.calibration.TemperatureScaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Makes the log that tests of three exits read; run with {@code -Despalier.readme.update=true} to
 * renew it. Nothing in it is measured.
 *
 * <p>What an exit sees of a sample is, for each class, a normal number of variance 1, to which a
 * shift is added for the true class. The calibrated logits, by Bayes' rule, are then the shift
 * times these numbers. The network logs them times a temperature, so that it is too sure of itself.
 * A blurred picture has smaller shifts that are unknown to the network. Half of the variance is
 * common to all exits: what is hard for one is hard for all.
 */
class SyntheticLogTest {
  private static final Path FILE =
      Path.of("src", "test", "resources", "exit-logs", "b-alexnet-synthetic.csv");
  private static final List<String> EXITS = List.of("exit1", "exit2", "final");
  private static final double[] SHIFTS = {2.2, 2.8, 3.2};
  private static final double[] TEMPERATURES = {1.5, 2, 2.5};
  private static final Map<String, Double> CLARITIES = Map.of("clean", 1.0, "blurred", 0.6);
  private static final int CLASSES = 10;
  private static final int SAMPLES = 250;

  private static String generated() {
    Random random = new Random(2017);
    StringBuilder log = new StringBuilder("sample,condition,label");
    EXITS.forEach(exit -> log.append(",").append(exit).append(".logits"));
    log.append("\n");
    for (String condition : List.of("clean", "blurred")) {
      for (int s = 0; s < SAMPLES; s++) {
        int label = random.nextInt(CLASSES);
        log.append(s).append(",").append(condition).append(",").append(label);
        double[] common = random.doubles(CLASSES).map(u -> random.nextGaussian()).toArray();
        for (int e = 0; e < EXITS.size(); e++) {
          StringJoiner logits = new StringJoiner(" ");
          for (int k = 0; k < CLASSES; k++) {
            double seen = Math.sqrt(0.5) * (common[k] + random.nextGaussian());
            seen += k == label ? CLARITIES.get(condition) * SHIFTS[e] : 0;
            logits.add(String.format(Locale.ROOT, "%.2f", TEMPERATURES[e] * SHIFTS[e] * seen));
          }
          log.append(",").append(logits);
        }
        log.append("\n");
      }
    }
    return log.toString();
  }

  @BeforeAll
  static void renew() throws IOException {
    if (Boolean.getBoolean("espalier.readme.update")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, generated());
    }
  }

  @Test
  void syntheticLogIsTheOneThatIsMadeHere() throws IOException {
    assertThat(Files.readString(FILE)).isEqualTo(generated());
  }

  @Test
  void syntheticLogIsOffByTheTemperaturesItIsMadeWith() {
    LogitLog clean = ExitLogFile.readLogits(FILE).get("clean");
    assertThat(clean.exits()).isEqualTo(EXITS);
    for (int e = 0; e < EXITS.size(); e++) {
      Temperature.Fitted fitted = (Temperature.Fitted) TemperatureScaling.fit(List.of(clean), e);
      assertThat(Math.abs(fitted.value() - TEMPERATURES[e])).isLessThan(3 * fitted.standardError());
    }
  }
}
