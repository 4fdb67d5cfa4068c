package dev.espalier.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.exit.log.Fallback;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.sample.ExitScript;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.testing.Reference;
import dev.espalier.testing.run.AgentGroup;
import dev.espalier.testing.run.PlannedNet;
import dev.espalier.testing.run.WholeRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class RunOnAgentsTest {
  private static final long MEMORY = 32L << 20;
  private static final Load ONE = new Load(1, OptionalDouble.empty());
  private static final Load PIPELINED = new Load(16, OptionalDouble.empty());

  @TempDir private Path folder;

  private static RunOptionsBuilder options(PlannedNet net, AgentGroup agents) {
    return RunOptions.builder(
            net.manifest(), net.folder(), agents.places(), AgentGroup.endpoint(MEMORY))
        .settings(RunSettings.EXACT)
        .warmUps(2);
  }

  private static RunMeasurement run(RunOptionsBuilder options, Samples samples) {
    return Coordinator.run(
        options.build(), samples, Optional.empty(), RunListener.NONE, () -> false);
  }

  private PlannedNet net(String cuts, double threshold) throws Exception {
    List<Integer> positions = Stream.of(cuts.split("-")).map(Integer::valueOf).toList();
    return PlannedNet.trained(folder.resolve("net"), positions, threshold);
  }

  private AgentGroup agents(String... devices) throws Exception {
    return new AgentGroup(folder.resolve("agents"), MEMORY, devices);
  }

  /** The plans cut before, in and behind the branch of the side exit, which is at 3 to 7. */
  @ParameterizedTest
  @CsvSource({
    "8, 0.8, 1",
    "8, 0.99, 16",
    "5, 0.8, 16",
    "5, 0.99, 1",
    "3, 0.99, 16",
    "3-8, 0.8, 1",
    "3-8, 0.99, 16",
    "5-11, 0.99, 1",
    "5-11, 0.8, 16",
    "8-15, 0.99, 16"
  })
  void answersAreThoseOfTheWholeNetwork(String cuts, double threshold, int inFlight)
      throws Exception {
    PlannedNet net = net(cuts, threshold);
    Samples samples = net.samples(Reference.trainedLenet("test-images-1000.idx3-ubyte"));
    WholeRun whole = WholeRun.of(net, samples, Fallback.FINAL);
    try (AgentGroup agents = agents("d0", "d1", "d2")) {
      RunMeasurement run =
          run(options(net, agents).load(new Load(inFlight, OptionalDouble.empty())), samples);
      assertThat(WholeRun.answers(run)).isEqualTo(whole.answers());
      assertThat(run.incidents()).isEmpty();
      assertThat(run.samples()).allMatch(sample -> sample.attempts() == 1);
      awaitNothingHeld(agents);
    }
  }

  @ParameterizedTest
  @EnumSource(Fallback.class)
  void fallbackCountsAsInExitLogs(Fallback fallback) throws Exception {
    PlannedNet net = net("5-8-15", 0.9999).with(Optional.empty(), Optional.empty(), fallback);
    Samples samples = net.samples(Reference.trainedLenet("test-images-1000.idx3-ubyte"));
    WholeRun whole = WholeRun.of(net, samples, fallback);
    try (AgentGroup agents = agents("d0", "d1", "d2", "d3")) {
      RunMeasurement run = run(options(net, agents).load(PIPELINED), samples);
      assertThat(WholeRun.answers(run)).isEqualTo(whole.answers());
    }
  }

  @Test
  void samplesLeaveWhereTheScriptSays() throws Exception {
    PlannedNet net = net("5-11", 0.8);
    ExitScript script = ExitScript.drawn(net.manifest(), 200, 9);
    List<String> exits =
        IntStream.range(0, 200)
            .mapToObj(i -> net.manifest().exits().get(script.exit(i)).name())
            .toList();
    try (AgentGroup agents = agents("d0", "d1", "d2")) {
      RunMeasurement run =
          run(options(net, agents).load(PIPELINED).script(script), net.random(200, 1));
      assertThat(run.samples().stream().map(sample -> sample.exit().orElseThrow()))
          .isEqualTo(exits);
    }
  }

  @Test
  void fallbacksDiffer() throws Exception {
    PlannedNet net = net("8", 0.9999);
    Samples samples = net.samples(Reference.trainedLenet("test-images-1000.idx3-ubyte"));
    assertThat(WholeRun.of(net, samples, Fallback.MOST_CONFIDENT).answers())
        .isNotEqualTo(WholeRun.of(net, samples, Fallback.FINAL).answers());
  }

  /** Source and sink run no slice, or another one than the first and the last. */
  @ParameterizedTest
  @CsvSource({"s, s", "s, d0", "d1, s", "d1, d0", "d0, d0", "s, t", "d0, d1"})
  void sourceAndSinkMayBeAnyDevice(String source, String sink) throws Exception {
    PlannedNet net = net("5-11", 0.8).with(Optional.of(source), Optional.of(sink), Fallback.FINAL);
    Samples samples = net.random(200, 4);
    WholeRun whole = WholeRun.of(net, samples, Fallback.FINAL);
    try (AgentGroup agents = agents("d0", "d1", "d2", "s", "t")) {
      RunMeasurement run = run(options(net, agents).load(PIPELINED).window(3), samples);
      assertThat(WholeRun.answers(run)).isEqualTo(whole.answers());
      awaitNothingHeld(agents);
    }
  }

  @Test
  void agentsServeOneRunAfterAnotherAndLeaveNothingBehind() throws Exception {
    PlannedNet net = net("5-11", 0.8);
    Samples samples = net.random(50, 4);
    WholeRun whole = WholeRun.of(net, samples, Fallback.FINAL);
    try (AgentGroup agents = agents("d0", "d1", "d2")) {
      run(options(net, agents), samples);
      awaitNoThreads();
      for (int i = 0; i < 5; i++) {
        RunMeasurement run = run(options(net, agents).load(i % 2 == 0 ? ONE : PIPELINED), samples);
        assertThat(WholeRun.answers(run)).isEqualTo(whole.answers());
      }
      awaitNoThreads();
      awaitNothingHeld(agents);
    }
  }

  private static List<String> runThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("espalier-"))
        .filter(name -> !name.equals("espalier-listener") && !name.equals("espalier-limits"))
        .toList();
  }

  private static void awaitNoThreads() throws InterruptedException {
    for (int i = 0; i < 400 && !runThreads().isEmpty(); i++) {
      Thread.sleep(25);
    }
    assertThat(runThreads()).isEmpty();
  }

  /** The end of a run reaches the agents a little later. */
  private static void awaitNothingHeld(AgentGroup agents) throws InterruptedException {
    for (int i = 0; i < 400 && agents.leasedBytes() > 0; i++) {
      Thread.sleep(25);
    }
    assertThat(agents.leasedBytes()).isZero();
  }

  @Test
  void secondCoordinatorIsRefused() throws Exception {
    PlannedNet net = net("8", 0.8);
    AtomicBoolean stop = new AtomicBoolean();
    try (AgentGroup agents = agents("d0", "d1")) {
      RunOptions slow = options(net, agents).load(new Load(1, OptionalDouble.of(50))).build();
      Samples many = net.random(100_000, 1);
      Thread first =
          new Thread(
              () -> Coordinator.run(slow, many, Optional.empty(), RunListener.NONE, stop::get));
      first.start();
      while (agents.log().stream().filter(line -> line.contains("begins")).count() < 2) {
        Thread.sleep(5);
      }
      assertThatThrownBy(() -> run(options(net, agents), net.random(1, 1)))
          .isInstanceOf(RuntimeFailedException.class)
          .hasMessage("the agent of \"d0\": it is busy with another run");
      stop.set(true);
      first.join();
      awaitNoThreads();
      assertThat(run(options(net, agents), net.random(1, 1)).samples()).hasSize(1);
    }
  }

  @Test
  void memoryIsRefusedBeforeTheRun() throws Exception {
    PlannedNet net = net("5-11", 0.8);
    Load all = new Load(256, OptionalDouble.empty());
    try (AgentGroup agents = new AgentGroup(folder, 3 << 20, "d0", "d1", "d2")) {
      assertThatThrownBy(() -> run(options(net, agents).window(256).load(all), net.random(1, 1)))
          .isInstanceOf(RuntimeFailedException.class)
          .hasMessageMatching(
              "the agent of \"d[0-2]\": samples need up to \\d+ bytes of memory but it has \\d+;"
                  + " reduce --window, 256 now, or give it a larger --max-memory-mib");
      awaitNoThreads();
      assertThat(run(options(net, agents).window(8).load(all), net.random(300, 1)).samples())
          .hasSize(300)
          .allMatch(sample -> sample.isAnswered());
    }
  }

  @Test
  void runThatIsStoppedSaysSo() throws Exception {
    PlannedNet net = net("8", 0.8);
    try (AgentGroup agents = agents("d0", "d1")) {
      long begun = System.nanoTime();
      RunMeasurement run =
          Coordinator.run(
              options(net, agents).load(new Load(1, OptionalDouble.of(200))).build(),
              net.random(100_000, 1),
              Optional.empty(),
              RunListener.NONE,
              () -> System.nanoTime() - begun > 1_500_000_000L);
      assertThat(run.isInterrupted()).isTrue();
      assertThat(run.samples()).isNotEmpty().allMatch(sample -> sample.isAnswered());
    }
  }
}
