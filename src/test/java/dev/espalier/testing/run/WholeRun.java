package dev.espalier.testing.run;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.runtime.OnnxRuntime;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.Session;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.segment.SegmentExit;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the whole network answers in one process: every exit is computed, and the semantics of exit
 * logs say where each sample leaves and whose answer counts.
 */
public final class WholeRun {
  /** Where a sample leaves, and its class. */
  public record Answer(String exit, int prediction) {}

  private final List<Answer> answers = new ArrayList<>();

  /** Runs all samples through a network. */
  public static WholeRun of(PlannedNet net, Samples samples, Fallback fallback) {
    return new WholeRun(net, samples, fallback);
  }

  private WholeRun(PlannedNet net, Samples samples, Fallback fallback) {
    OnnxRuntime.load();
    List<SegmentExit> exits = net.manifest().exits();
    List<int[]> classes = new ArrayList<>();
    ExitLogBuilder log =
        ExitLog.builder(exits.stream().map(SegmentExit::name).toList(), Criterion.CONFIDENCE);
    Set<String> outputs = new HashSet<>();
    exits.forEach(exit -> outputs.addAll(exit.outputs()));
    try (Session whole = Session.open(net.model(), RunSettings.EXACT)) {
      for (int i = 0; i < samples.count(); i++) {
        Map<String, TensorValues> found = whole.run(whole.withUnread(samples.sample(i)), outputs);
        double[] confidences = new double[exits.size()];
        int[] predicted = new int[exits.size()];
        for (int e = 0; e < exits.size(); e++) {
          double[] scores = scores(found.get(exits.get(e).outputs().get(0)));
          predicted[e] = greatest(scores);
          confidences[e] = confidence(scores, predicted[e]);
        }
        classes.add(predicted);
        log.add(confidences, new boolean[exits.size()]);
      }
    }
    double[] thresholds = new double[exits.size() - 1];
    BitSet deployed = new BitSet();
    for (int e = 0; e < thresholds.length; e++) {
      thresholds[e] = exits.get(e).rule().threshold().orElseThrow();
      deployed.set(e);
    }
    log.build()
        .decide(
            thresholds,
            deployed,
            fallback,
            (sample, exit, decider) ->
                answers.add(new Answer(exits.get(exit).name(), classes.get(sample)[decider])));
  }

  private static double[] scores(TensorValues answer) {
    double[] scores = new double[answer.elements()];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = answer.number(k);
    }
    return scores;
  }

  private static int greatest(double[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }

  /** The greatest probability of the softmax. */
  private static double confidence(double[] scores, int greatest) {
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - scores[greatest]);
    }
    return 1 / sum;
  }

  /** The answers in order of the samples. */
  public List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** The answers of a run that answered all samples. */
  public static List<Answer> answers(RunMeasurement run) {
    return run.samples().stream().map(WholeRun::answer).toList();
  }

  private static Answer answer(SampleRun sample) {
    return new Answer(sample.exit().orElse("none"), sample.prediction().orElse(-1));
  }

  /** Numbers of the samples of a run that were answered otherwise; failed ones are left out. */
  public List<Long> wrong(RunMeasurement run) {
    return run.samples().stream()
        .filter(SampleRun::isAnswered)
        .filter(sample -> !answer(sample).equals(answers.get((int) sample.sample())))
        .map(SampleRun::sample)
        .toList();
  }
}
