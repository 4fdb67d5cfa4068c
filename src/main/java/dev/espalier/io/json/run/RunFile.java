package dev.espalier.io.json.run;

import dev.espalier.internal.Version;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.study.Interval;
import dev.espalier.study.run.ClockAlignment;
import dev.espalier.study.run.Deployment;
import dev.espalier.study.run.EnergyReading;
import dev.espalier.study.run.Incident;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction.PredictedTransfer;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.compare.LatencyDifference;
import dev.espalier.study.run.compare.LatencyDifference.Part;
import dev.espalier.study.run.compare.Measured;
import dev.espalier.study.run.compare.Pipeline;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue;
import dev.espalier.study.run.live.LiveRun;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Runs beside their predictions as {@code espalier-run/1} documents. */
public final class RunFile {
  private static final String FORMAT = "espalier-run/1";

  private RunFile() {}

  /**
   * The run as text of its file, all numbers at full precision.
   *
   * @param live where the samples went as the world changed; empty if the run did not follow it
   */
  public static String write(RunComparison compared, Optional<LiveRun> live) {
    return JsonDocument.of(
        Head.of(compared),
        new Live(live.map(LiveEntry::of)),
        Body.of(compared),
        Record.of(compared.run()));
  }

  private record Live(Optional<LiveEntry> live) {}

  private record Head(
      String format,
      String espalier,
      String model,
      boolean interrupted,
      LoadEntry load,
      long answered,
      long failed,
      long leftOut) {

    static Head of(RunComparison compared) {
      RunMeasurement run = compared.run();
      return new Head(
          FORMAT,
          Version.current(),
          run.model(),
          run.isInterrupted(),
          LoadEntry.of(run.load()),
          compared.answered(),
          run.samples().stream().filter(sample -> sample.failure().isPresent()).count(),
          compared.leftOut());
    }
  }

  /** Either a number of samples in flight or a rate. */
  private record LoadEntry(OptionalInt inFlight, OptionalDouble ratePerSecond) {
    static LoadEntry of(Load load) {
      boolean isClosed = load.ratePerSecond().isEmpty();
      return new LoadEntry(
          isClosed ? OptionalInt.of(load.inFlight()) : OptionalInt.empty(), load.ratePerSecond());
    }
  }

  private record Body(
      List<Deployment> deployments,
      List<TransferEntry> transfers,
      List<ValueEntry> values,
      OptionalDouble atMeasuredProbabilitiesMs,
      PipelineEntry pipeline,
      Optional<DifferenceEntry> difference) {

    static Body of(RunComparison compared) {
      return new Body(
          compared.run().deployments(),
          compared.prediction().transfers().stream().map(TransferEntry::of).toList(),
          compared.values().stream().map(ValueEntry::of).toList(),
          compared.atMeasuredProbabilitiesMs(),
          PipelineEntry.of(compared),
          compared.difference().map(DifferenceEntry::of));
    }
  }

  private record TransferEntry(
      String name, String from, String to, Optional<String> exit, long bytes) {
    static TransferEntry of(PredictedTransfer transfer) {
      return new TransferEntry(
          transfer.name(),
          transfer.from(),
          transfer.to(),
          Optional.of(transfer.exit()).filter(exit -> !exit.isEmpty()),
          transfer.bytes());
    }
  }

  private record ValueEntry(
      String kind,
      String name,
      String unit,
      OptionalDouble predicted,
      OptionalDouble measured,
      OptionalDouble low,
      OptionalDouble high,
      OptionalDouble p50,
      OptionalDouble p95,
      OptionalDouble p99,
      OptionalDouble max,
      OptionalLong samples) {

    static ValueEntry of(RunValue value) {
      Optional<Measured> measured = value.measured();
      Optional<Interval> interval = measured.flatMap(Measured::interval);
      OptionalDouble none = OptionalDouble.empty();
      return new ValueEntry(
          value.kind().label(),
          value.name(),
          value.kind().unit(),
          value.predicted(),
          measured.map(all -> OptionalDouble.of(all.value())).orElse(none),
          lowEnd(interval),
          highEnd(interval),
          measured.map(Measured::p50).orElse(none),
          measured.map(Measured::p95).orElse(none),
          measured.map(Measured::p99).orElse(none),
          measured.map(Measured::max).orElse(none),
          measured.map(all -> OptionalLong.of(all.samples())).orElse(OptionalLong.empty()));
    }
  }

  private static OptionalDouble lowEnd(Optional<Interval> interval) {
    return interval.map(range -> OptionalDouble.of(range.low())).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble highEnd(Optional<Interval> interval) {
    return interval.map(range -> OptionalDouble.of(range.high())).orElse(OptionalDouble.empty());
  }

  private record PipelineEntry(String fill, long minInFlight) {
    static PipelineEntry of(RunComparison compared) {
      return new PipelineEntry(
          compared.pipeline().fill().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          Pipeline.minInFlight(compared.prediction()));
    }
  }

  private record DifferenceEntry(
      double ms, boolean withinInterval, boolean cancelledOut, List<PartEntry> parts) {
    static DifferenceEntry of(LatencyDifference difference) {
      return new DifferenceEntry(
          difference.ms(),
          difference.isWithinInterval(),
          difference.isCancelledOut(),
          difference.parts().stream().map(PartEntry::of).toList());
    }
  }

  private record PartEntry(
      String cause, Optional<String> subject, double ms, OptionalDouble low, OptionalDouble high) {
    static PartEntry of(Part part) {
      return new PartEntry(
          part.cause().label(),
          Optional.of(part.subject()).filter(subject -> !subject.isEmpty()),
          part.ms().value(),
          lowEnd(part.ms().interval()),
          highEnd(part.ms().interval()));
    }
  }

  private record Record(
      List<Incident> incidents,
      List<ClockAlignment> clocks,
      List<EnergyEntry> energy,
      List<String> remarks,
      List<SampleEntry> samples) {

    static Record of(RunMeasurement run) {
      return new Record(
          run.incidents(),
          run.clocks(),
          run.energy().stream().map(EnergyEntry::of).toList(),
          run.remarks(),
          run.samples().stream().map(SampleEntry::of).toList());
    }
  }

  private record EnergyEntry(String device, String meter, double joules, boolean shared) {
    static EnergyEntry of(EnergyReading reading) {
      return new EnergyEntry(
          reading.device(), reading.meter(), reading.joules(), reading.isShared());
    }
  }

  private record SampleEntry(
      long sample,
      Optional<String> exit,
      OptionalInt prediction,
      Optional<Boolean> correct,
      double startMs,
      double latencyMs,
      int attempts,
      Optional<String> failure) {
    static SampleEntry of(SampleRun sample) {
      return new SampleEntry(
          sample.sample(),
          sample.exit(),
          sample.prediction(),
          sample.isCorrect(),
          sample.startMs(),
          sample.latencyMs(),
          sample.attempts(),
          sample.failure());
    }
  }
}
