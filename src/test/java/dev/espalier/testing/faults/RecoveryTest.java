package dev.espalier.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.log.Fallback;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.coordinator.AgentPlace;
import dev.espalier.runtime.coordinator.Coordinator;
import dev.espalier.runtime.coordinator.RunListener;
import dev.espalier.runtime.coordinator.RunOptions;
import dev.espalier.runtime.coordinator.RunOptionsBuilder;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.placement.Replacement;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import dev.espalier.testing.run.AgentGroup;
import dev.espalier.testing.run.PlannedNet;
import dev.espalier.testing.run.WholeRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults at agents in this process, so that their memory can be looked at. */
@Timeout(120)
class RecoveryTest {
  private static final long MEMORY = 8 << 20;
  private static final int SAMPLES = 400;
  private static final Load RATE = new Load(1, OptionalDouble.of(400));

  @TempDir private Path folder;
  private PlannedNet net;
  private Samples samples;
  private WholeRun whole;
  private AgentGroup agents;
  private final List<FaultyLink> peers = new ArrayList<>();
  private final List<FaultyLink> controls = new ArrayList<>();
  private final List<AgentPlace> places = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    net = PlannedNet.trained(folder.resolve("net"), List.of(5, 11), 0.95);
    samples = net.random(SAMPLES, 3);
    whole = WholeRun.of(net, samples, Fallback.FINAL);
    agents = new AgentGroup(folder, MEMORY, "d0", "d1", "d2");
    for (AgentPlace place : agents.places()) {
      FaultyLink control = new FaultyLink(place.address());
      FaultyLink peer = new FaultyLink(place.address());
      controls.add(control);
      peers.add(peer);
      places.add(
          new AgentPlace(place.device(), control.address(), LinkAddress.text(peer.address())));
    }
  }

  @AfterEach
  void end() {
    agents.close();
    peers.forEach(FaultyLink::close);
    controls.forEach(FaultyLink::close);
  }

  private RunOptionsBuilder options(PlannedNet planned) {
    return RunOptions.builder(
            planned.manifest(), planned.folder(), places, AgentGroup.endpoint(MEMORY))
        .settings(RunSettings.EXACT)
        .warmUps(2)
        .reconnect(Duration.ofMillis(500))
        .patience(Duration.ofSeconds(3))
        .load(RATE);
  }

  /** Runs with something happening as samples are done. */
  private RunMeasurement run(RunOptionsBuilder options, LongConsumer progress) {
    return Coordinator.run(
        options.build(),
        samples,
        Optional.empty(),
        new RunListener() {
          @Override
          public void phase(String name) {}

          @Override
          public void progress(long done, long total) {
            progress.accept(done);
          }
        },
        () -> false);
  }

  private static LongConsumer once(long from, Runnable action) {
    AtomicBoolean isDone = new AtomicBoolean();
    return done -> {
      if (done >= from && isDone.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  private void awaitNothingHeld() throws InterruptedException {
    for (int i = 0; i < 400 && agents.leasedBytes() > 0; i++) {
      Thread.sleep(25);
    }
    assertThat(agents.leasedBytes()).isZero();
  }

  private void answeredRightly(RunMeasurement run) {
    assertThat(run.samples()).hasSize(SAMPLES).allMatch(SampleRun::isAnswered);
    assertThat(whole.wrong(run)).isEmpty();
  }

  @Test
  void linksThatAreCutCostNoSampleAndNoMemory() throws Exception {
    AtomicLong most = new AtomicLong();
    LongConsumer cuts =
        once(40, () -> peers.get(1).cut(0))
            .andThen(once(100, () -> peers.get(2).cut(0)))
            .andThen(once(160, () -> controls.get(0).cut(0)))
            .andThen(once(220, () -> controls.get(1).cut(0)))
            .andThen(once(280, () -> peers.get(2).cut(0)));
    RunMeasurement run =
        run(
            options(net),
            done -> {
              most.accumulateAndGet(agents.leasedBytes(), Math::max);
              cuts.accept(done);
            });
    answeredRightly(run);
    assertThat(run.incidents()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(run.incidents()).allMatch(each -> each.remedy().equals("connected to it again"));
    assertThat(run.deployments().stream().map(each -> each.stages()).distinct()).hasSize(1);
    assertThat(most.get()).isLessThan(MEMORY / 4);
    awaitNothingHeld();
  }

  /** Agents that stay connected keep what they hold: not all samples begin anew. */
  @Test
  void samplesGoOnFromWhereTheyAreHeld() {
    RunMeasurement run = run(options(net), once(100, () -> peers.get(2).cut(0)));
    answeredRightly(run);
    List<Long> again =
        run.samples().stream()
            .filter(sample -> sample.attempts() > 1)
            .map(SampleRun::sample)
            .toList();
    long fromTheInput =
        run.hops().stream()
            .filter(hop -> again.contains(hop.sample()) && hop.firstSegment() == 0)
            .count();
    assertThat(fromTheInput).isLessThanOrEqualTo(again.size());
  }

  @Test
  void withoutAPlanSamplesFailWithTheReason() throws Exception {
    RunMeasurement run = run(options(net), once(100, () -> agents.agent("d1").close()));
    assertThat(run.samples()).hasSize(SAMPLES);
    assertThat(whole.wrong(run)).isEmpty();
    assertThat(run.samples().stream().filter(SampleRun::isAnswered).count())
        .isBetween(100L, SAMPLES - 1L);
    assertThat(run.samples().stream().flatMap(sample -> sample.failure().stream()))
        .isNotEmpty()
        .allMatch(
            reason ->
                reason.startsWith("\"d1\" failed: ")
                    && reason.endsWith("; there is no plan without it"));
    awaitNothingHeld();
  }

  private static final Replacement ON_D2 =
      failed ->
          failed.contains("d2") ? Optional.empty() : Optional.of(List.of(new Stage("d2", 0, 4)));

  @Test
  void anotherPlanTakesOver() throws Exception {
    RunMeasurement run =
        run(options(net).replacement(ON_D2), once(100, () -> agents.agent("d1").close()));
    answeredRightly(run);
    assertThat(run.deployments().get(run.deployments().size() - 1).stages())
        .containsExactly(new Stage("d2", 0, 4));
    assertThat(run.incidents().get(run.incidents().size() - 1).remedy())
        .isEqualTo("went on without it: d2: segments 0-3");
    awaitNothingHeld();
  }

  @Test
  void sourceCannotBeReplaced() {
    PlannedNet fixed = net.with(Optional.of("d0"), Optional.empty(), Fallback.FINAL);
    RunMeasurement run =
        run(options(fixed).replacement(ON_D2), once(100, () -> agents.agent("d0").close()));
    assertThat(run.samples()).hasSize(SAMPLES);
    assertThat(run.samples().stream().flatMap(sample -> sample.failure().stream()))
        .isNotEmpty()
        .allMatch(reason -> reason.startsWith("\"d0\" failed: "));
    assertThat(whole.wrong(run)).isEmpty();
  }

  /** Bits flip in every connection to a device, one after another. */
  @Test
  void corruptedFramesAreNeverAnswers() throws Exception {
    List<FaultyLink> links = List.of(peers.get(1), peers.get(2), controls.get(0));
    LongConsumer flips = done -> {};
    for (int i = 0; i < 2 * links.size(); i++) {
      FaultyLink link = links.get(i / 2);
      Random random = new Random(i);
      int bytes = i % 2 == 0 ? 10 : 3_000;
      flips = flips.andThen(once(20 + 60 * i, () -> link.corrupt(random, bytes)));
    }
    RunMeasurement run = run(options(net), flips);
    answeredRightly(run);
    assertThat(run.incidents()).hasSizeGreaterThan(3);
    awaitNothingHeld();
  }

  /** Without an end to patience, the run would never end. */
  @Test
  void samplesThatADeviceSwallowsFail() throws Exception {
    try (Swallower swallower = new Swallower(MEMORY)) {
      places.set(0, swallower.place("d0"));
      RunMeasurement run =
          Coordinator.run(
              options(net)
                  .warmUps(0)
                  .patience(Duration.ofMillis(150))
                  .load(new Load(16, OptionalDouble.empty()))
                  .window(16)
                  .build(),
              net.random(20, 1),
              Optional.empty(),
              RunListener.NONE,
              () -> false);
      assertThat(run.samples())
          .hasSize(20)
          .allMatch(
              sample ->
                  sample.failure().orElseThrow().startsWith("nothing came of it for 1")
                      && sample.failure().get().endsWith("no device says that it computes"));
    }
  }
}
