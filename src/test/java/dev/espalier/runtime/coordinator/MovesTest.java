package dev.espalier.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.log.Fallback;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import dev.espalier.testing.run.AgentGroup;
import dev.espalier.testing.run.PlannedNet;
import dev.espalier.testing.run.WholeRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that go other ways while samples are on theirs. */
@Timeout(120)
class MovesTest {
  private static final long MEMORY = 32L << 20;
  private static final int SAMPLES = 1_500;

  @TempDir private Path folder;

  /** Moves to a random plan again and again. */
  private static final class Wandering implements Steering {
    private final List<String> devices;
    private final int segments;
    private final boolean isPreloaded;
    private final Random random = new Random(5);
    private final List<MoveTimes> moves = new ArrayList<>();
    private final List<Route> ways = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private double movedMs;

    Wandering(List<String> devices, int segments, boolean isPreloaded) {
      this.devices = devices;
      this.segments = segments;
      this.isPreloaded = isPreloaded;
    }

    @Override
    public Set<String> devices() {
      return Set.copyOf(devices);
    }

    @Override
    public boolean isPreloaded() {
      return isPreloaded;
    }

    @Override
    public Optional<Route> move(double nowMs) {
      return nowMs - movedMs < 60 ? Optional.empty() : Optional.of(random());
    }

    private Route random() {
      List<String> order = new ArrayList<>(devices);
      java.util.Collections.shuffle(order, random);
      List<Stage> stages = new ArrayList<>();
      int from = 0;
      while (from < segments) {
        boolean isLast = stages.size() == order.size() - 1;
        int end = isLast ? segments : from + 1 + random.nextInt(segments - from);
        stages.add(new Stage(order.get(stages.size()), from, end));
        from = end;
      }
      return Route.of(stages, Optional.empty(), Optional.empty());
    }

    @Override
    public void moved(Route to, MoveTimes times) {
      movedMs = times.atMs();
      moves.add(times);
      ways.add(to);
    }

    @Override
    public void refused(Route to, String reason, double atMs) {
      movedMs = atMs;
      refusals.add(reason);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0, true", "16, 0, true", "16, 0, false", "1, 900, true"})
  void everySampleIsAnsweredOnceAndCorrectlyAcrossMoves(
      int inFlight, double rate, boolean isPreloaded) throws Exception {
    PlannedNet net = PlannedNet.trained(folder.resolve("net"), List.of(5, 11), 0.95);
    Samples samples = net.random(SAMPLES, 3);
    WholeRun whole = WholeRun.of(net, samples, Fallback.FINAL);
    Wandering steering =
        new Wandering(List.of("d0", "d1", "d2"), net.manifest().segments().size(), isPreloaded);
    Load load = new Load(inFlight, rate > 0 ? OptionalDouble.of(rate) : OptionalDouble.empty());
    try (AgentGroup agents = new AgentGroup(folder.resolve("agents"), MEMORY, "d0", "d1", "d2")) {
      RunMeasurement run =
          Coordinator.run(
              RunOptions.builder(
                      net.manifest(), net.folder(), agents.places(), AgentGroup.endpoint(MEMORY))
                  .settings(RunSettings.EXACT)
                  .warmUps(2)
                  .load(load)
                  .steering(steering)
                  .build(),
              samples,
              Optional.empty(),
              RunListener.NONE,
              () -> false);
      assertThat(steering.refusals).isEmpty();
      assertThat(run.incidents()).isEmpty();
      assertThat(WholeRun.answers(run)).isEqualTo(whole.answers());
      assertThat(run.samples()).allMatch(sample -> sample.attempts() == 1);
      assertThat(run.samples().stream().map(SampleRun::sample).distinct()).hasSize(SAMPLES);
      // How many there are depends on how fast the machine is.
      assertThat(steering.moves).as("moves").hasSizeGreaterThan(2);
      assertThat(run.deployments()).hasSameSizeAs(steering.ways);
      awaitNothingHeld(agents);
    }
  }

  private static void awaitNothingHeld(AgentGroup agents) throws InterruptedException {
    for (int i = 0; i < 400 && agents.leasedBytes() > 0; i++) {
      Thread.sleep(25);
    }
    assertThat(agents.leasedBytes()).isZero();
  }
}
