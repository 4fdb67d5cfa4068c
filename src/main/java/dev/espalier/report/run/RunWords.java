package dev.espalier.report.run;

import dev.espalier.internal.Printable;
import dev.espalier.report.Numbers;
import dev.espalier.study.run.ClockAlignment;
import dev.espalier.study.run.Incident;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.compare.Measured;
import dev.espalier.study.run.compare.Pipeline;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue;
import dev.espalier.study.run.compare.RunValue.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sentences about a run. */
final class RunWords {
  private static final double MS_PER_SECOND = 1e3;
  private static final int MAX_LISTED = 5;

  /** Clocks that are known better than this fraction of the latency are not mentioned. */
  private static final double MIN_UNCERTAINTY = 0.01;

  private final RunComparison compared;
  private final RunMeasurement run;

  RunWords(RunComparison compared) {
    this.compared = compared;
    run = compared.run();
  }

  /** Failed samples by reason, those that fail most often first. */
  List<String> failures() {
    Map<String, List<Long>> byReason = new LinkedHashMap<>();
    for (SampleRun sample : run.samples()) {
      sample
          .failure()
          .ifPresent(
              reason ->
                  byReason.computeIfAbsent(reason, any -> new ArrayList<>()).add(sample.sample()));
    }
    return byReason.entrySet().stream()
        .sorted((a, b) -> Integer.compare(b.getValue().size(), a.getValue().size()))
        .map(entry -> failure(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String failure(String reason, List<Long> samples) {
    String numbers =
        samples.stream().limit(MAX_LISTED).map(String::valueOf).collect(Collectors.joining(", "));
    return "%s: %s (%s%s)"
        .formatted(
            Numbers.count(samples.size(), "sample"),
            Printable.line(reason),
            numbers,
            samples.size() > MAX_LISTED ? ", ..." : "");
  }

  List<String> remarks() {
    return run.remarks().stream().map(Printable::line).toList();
  }

  List<String> incidents() {
    return run.incidents().stream().map(RunWords::incident).toList();
  }

  private static String incident(Incident incident) {
    String remedy = incident.remedy().isBlank() ? "" : "; " + Printable.line(incident.remedy());
    return String.format(
        Locale.ROOT,
        "at %.3f s, %s: %s%s",
        incident.atMs() / MS_PER_SECOND,
        Printable.line(incident.device()),
        Printable.line(incident.reason()),
        remedy);
  }

  /** What the tables mean, and the rate. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add("+/-: 95 % interval of the mean; off: measured to predicted; n: samples");
    compared.pipeline().periodMs().map(this::rate).ifPresent(notes::add);
    if (run.energy().isEmpty()) {
      notes.add("energy: not measured");
    }
    return notes;
  }

  private String rate(Measured period) {
    RunValue value = compared.value(Kind.PERIOD, RunComparison.ALL).orElseThrow();
    String rate =
        compared
            .pipeline()
            .throughput()
            .map(answers -> ", %s a second".formatted(Numbers.rough(answers.value())))
            .orElse("");
    String predicted =
        value.difference().isPresent()
            ? "; predicted %s ms (%s)"
                .formatted(
                    RunTables.ms(value.predicted().getAsDouble()),
                    Numbers.signed(value.difference().getAsDouble()))
            : "";
    return "an answer every %s ms%s%s%s"
        .formatted(
            RunTables.ms(period.value()), RunReport.range(period.interval()), rate, predicted);
  }

  /** What a reader of the data alone needs, too. */
  List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    if (!compared.prediction().hasTimes()) {
      caveats.add("the manifest holds no predicted times: give split --catalog");
    }
    if (compared.leftOut() > 0) {
      caveats.add(
          "times leave out %s: resumed, answered by another way than planned, or without all time stamps"
              .formatted(Numbers.count(compared.leftOut(), "answer")));
    }
    period().ifPresent(caveats::add);
    clocks().ifPresent(caveats::add);
    return caveats;
  }

  private Optional<String> period() {
    String reason =
        switch (compared.pipeline().fill()) {
          case FULL, NOT_PREDICTED -> "";
          case ONE_AT_A_TIME -> "one sample was sent after the other";
          case TOO_FEW_IN_FLIGHT ->
              "%d samples in flight fill no pipeline that takes %d"
                  .formatted(run.load().inFlight(), Pipeline.minInFlight(compared.prediction()));
          case BELOW_CAPACITY -> "samples were sent more slowly than they can be answered";
          case DISTURBED -> "samples failed or were resumed";
        };
    return reason.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "period of %s ms not compared: %s"
                .formatted(RunTables.ms(compared.prediction().periodMs().orElseThrow()), reason));
  }

  private Optional<String> clocks() {
    double worst = run.clocks().stream().mapToDouble(ClockAlignment::uncertaintyMs).max().orElse(0);
    return compared
        .value(Kind.LATENCY, RunComparison.ALL)
        .flatMap(RunValue::measured)
        .filter(latency -> worst > MIN_UNCERTAINTY * latency.value())
        .map(
            latency ->
                "clocks are aligned to %s ms: single transfers are uncertain by as much"
                    .formatted(RunTables.ms(worst)));
  }
}
