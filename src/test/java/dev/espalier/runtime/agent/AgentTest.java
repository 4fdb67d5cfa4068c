package dev.espalier.runtime.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.io.json.control.RouteStage;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.Lease;
import dev.espalier.runtime.wire.auth.Identity;
import dev.espalier.segment.SegmentFile;
import dev.espalier.testing.run.AgentGroup;
import dev.espalier.testing.run.PlannedNet;
import dev.espalier.testing.run.WholeRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent with a coordinator that does what coordinators do not. */
@Timeout(60)
class AgentTest {
  private static final long MEMORY = 8 << 20;
  private static final long PATIENCE_MS = 2_000;

  @TempDir private Path folder;
  private PlannedNet net;
  private Samples samples;
  private AgentGroup agents;
  private FrameConnection coordinator;

  @BeforeEach
  void start() throws Exception {
    net = PlannedNet.trained(folder.resolve("net"), List.of(8), 0.8);
    samples = net.random(4, 1);
    agents = new AgentGroup(folder, MEMORY, "d0");
    coordinator = connect("run-1");
  }

  @AfterEach
  void end() {
    coordinator.close();
    agents.close();
  }

  private FrameConnection connect(String session) throws IOException {
    return FrameConnection.connect(
        agents.agent("d0").address(),
        new Identity(Identity.Role.COORDINATOR, session, ""),
        AgentGroup.endpoint(MEMORY),
        1_000);
  }

  /** Everything runs on the one device. */
  private DeployOrder order(int epoch) {
    int segments = net.manifest().segments().size();
    return new DeployOrder(
        "run-1",
        epoch,
        net.manifest(),
        List.of(new RouteStage("d0", "127.0.0.1:1", 0, segments)),
        0,
        Optional.empty(),
        List.of(Optional.empty()),
        new DeployOrder.Settings(false, 1, Criterion.CONFIDENCE, Fallback.FINAL, 2, PATIENCE_MS, 0),
        false,
        false);
  }

  private void send(FrameKind kind, int epoch, String text) throws IOException {
    coordinator.write(Frame.control(kind, epoch, text));
  }

  private Frame await(FrameKind kind) throws IOException {
    while (true) {
      Frame frame = coordinator.read();
      if (frame.kind() == kind) {
        return frame;
      }
      assertThat(frame.kind()).isIn(FrameKind.SPANS, FrameKind.PONG, FrameKind.CREDIT);
      frame.close();
    }
  }

  private void part(int epoch, String sha256, long offset, byte[] bytes) throws IOException {
    TensorValues part =
        new TensorValues(ElementType.UINT8, List.of((long) bytes.length), ByteBuffer.wrap(bytes));
    coordinator.write(
        new Frame(
            FrameKind.FILE,
            epoch,
            Frame.NONE,
            Frame.NONE,
            Frame.NONE,
            Frame.NONE,
            new ControlBody.Part(sha256, offset).write(),
            Map.of("part", part),
            Lease.NONE));
  }

  private void files(int epoch) throws IOException {
    for (SegmentFile segment : net.manifest().segments()) {
      byte[] bytes = Files.readAllBytes(net.folder().resolve(segment.stored().file()));
      part(epoch, segment.stored().sha256(), 0, bytes);
    }
  }

  private void deployed() throws IOException {
    send(FrameKind.DEPLOY, 0, order(0).write());
    assertThat(ControlBody.Missing.read(await(FrameKind.MISSING).text()).sha256())
        .hasSize(net.manifest().segments().size());
    files(0);
    assertThat(ControlBody.Ready.read(await(FrameKind.READY).text()).held()).isEmpty();
    send(FrameKind.START, 0, new ControlBody.Start(List.of(), List.of()).write());
  }

  private void sample(int epoch, long number, Map<String, TensorValues> tensors)
      throws IOException {
    coordinator.write(
        new Frame(
            FrameKind.DATA, epoch, number, 0, Frame.NONE, Frame.NONE, "", tensors, Lease.NONE));
  }

  private void answersCome(int epoch) throws IOException {
    List<WholeRun.Answer> answers = WholeRun.of(net, samples, Fallback.FINAL).answers();
    for (int i = 0; i < samples.count(); i++) {
      sample(epoch, i, samples.sample(i));
      try (Frame answer = await(FrameKind.ANSWER)) {
        assertThat(answer.sample()).isEqualTo(i);
        assertThat(net.manifest().exits().get(answer.exitSoFar()).name())
            .isEqualTo(answers.get(i).exit());
      }
    }
  }

  @Test
  void samplesThatCannotBeComputedFailAndOthersDoNot() throws Exception {
    deployed();
    sample(0, 7, Map.of());
    Frame fault = await(FrameKind.FAULT);
    assertThat(fault.sample()).isEqualTo(7);
    assertThat(ControlBody.Fault.read(fault.text()).reason()).isNotBlank();
    String input = net.manifest().inputs().get(0).name();
    sample(
        0,
        8,
        Map.of(input, new TensorValues(ElementType.FLOAT32, List.of(1L), ByteBuffer.allocate(4))));
    assertThat(await(FrameKind.FAULT).sample()).isEqualTo(8);
    answersCome(0);
  }

  @Test
  void partsOfASupersededDeploymentAreLeftAside() throws Exception {
    send(FrameKind.DEPLOY, 0, order(0).write());
    await(FrameKind.MISSING);
    SegmentFile first = net.manifest().segments().get(0);
    byte[] bytes = Files.readAllBytes(net.folder().resolve(first.stored().file()));
    byte[] half = java.util.Arrays.copyOf(bytes, bytes.length / 2);
    part(0, first.stored().sha256(), 0, half);
    send(FrameKind.DEPLOY, 1, order(1).write());
    part(0, first.stored().sha256(), half.length, half);
    await(FrameKind.MISSING);
    part(0, first.stored().sha256(), half.length, half);
    files(1);
    assertThat(await(FrameKind.READY).epoch()).isEqualTo(1);
    send(FrameKind.START, 1, new ControlBody.Start(List.of(), List.of()).write());
    answersCome(1);
  }

  @Test
  void wrongContentIsAFaultOfTheDeployment() throws Exception {
    send(FrameKind.DEPLOY, 0, order(0).write());
    await(FrameKind.MISSING);
    SegmentFile first = net.manifest().segments().get(0);
    part(0, first.stored().sha256(), 0, new byte[(int) first.stored().bytes()]);
    assertThat(ControlBody.Fault.read(await(FrameKind.FAULT).text()).reason())
        .contains("expected SHA-256 " + first.stored().sha256());
  }

  /** A coordinator whose connection failed unnoticed by the agent. */
  @Test
  void coordinatorOfTheSameRunTakesOver() throws Exception {
    deployed();
    answersCome(0);
    FrameConnection old = coordinator;
    coordinator = connect("run-1");
    send(FrameKind.DEPLOY, 3, order(3).write());
    assertThat(await(FrameKind.READY).epoch()).as("files are kept").isEqualTo(3);
    send(FrameKind.START, 3, new ControlBody.Start(List.of(), List.of()).write());
    answersCome(3);
    old.close();
    answersCome(3);
  }

  @Test
  void coordinatorOfAnotherRunIsRefusedUntilTheFirstIsGone() throws Exception {
    deployed();
    try (FrameConnection other = connect("run-2")) {
      other.write(Frame.control(FrameKind.DEPLOY, 0, order(0).write()));
      Frame fault = other.read();
      assertThat(fault.kind()).isEqualTo(FrameKind.FAULT);
      assertThat(ControlBody.Fault.read(fault.text()).reason())
          .isEqualTo("it is busy with another run");
    }
    answersCome(0);
    coordinator.close();
    for (int i = 0; i < 400 && agents.log().stream().noneMatch(l -> l.contains("ends")); i++) {
      Thread.sleep(10);
    }
    coordinator = connect("run-3");
    send(FrameKind.DEPLOY, 0, order(0).write());
    await(FrameKind.READY);
  }

  @Test
  void rubbishEndsTheRunAndIsExplained() throws Exception {
    send(FrameKind.DEPLOY, 0, "{\"format\": 7");
    assertThat(ControlBody.Fault.read(await(FrameKind.FAULT).text()).reason())
        .startsWith("deployment");
    coordinator.close();
    coordinator = connect("run-2");
    deployed();
    answersCome(0);
  }

  @Test
  void whatIsHeldAtTheEndOfARunIsFreed() throws Exception {
    deployed();
    for (int i = 0; i < 50; i++) {
      sample(0, i, samples.sample(i % samples.count()));
    }
    coordinator.close();
    for (int i = 0; i < 400 && agents.log().stream().noneMatch(l -> l.contains("ends")); i++) {
      Thread.sleep(10);
    }
    for (int i = 0; i < 400 && agents.leasedBytes() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(agents.leasedBytes()).isZero();
  }

  /** Samples that wait when a deployment ends are held, and those that the next one names go on. */
  @Test
  void heldSamplesGoOnInTheNextDeployment() throws Exception {
    send(FrameKind.DEPLOY, 0, order(0).write());
    await(FrameKind.MISSING);
    files(0);
    await(FrameKind.READY);
    // Not started: they wait.
    for (int i = 0; i < samples.count(); i++) {
      sample(0, i, samples.sample(i));
    }
    send(FrameKind.DEPLOY, 1, order(1).write());
    List<ControlBody.Held> held = ControlBody.Ready.read(await(FrameKind.READY).text()).held();
    assertThat(held)
        .containsExactly(
            new ControlBody.Held(0, 0, false),
            new ControlBody.Held(1, 0, false),
            new ControlBody.Held(2, 0, false),
            new ControlBody.Held(3, 0, false));
    send(FrameKind.START, 1, new ControlBody.Start(List.of(), held.subList(1, 3)).write());
    try (Frame one = await(FrameKind.ANSWER);
        Frame two = await(FrameKind.ANSWER)) {
      assertThat(List.of(one.sample(), two.sample())).containsExactly(1L, 2L);
      assertThat(one.epoch()).isEqualTo(1);
    }
    answersCome(1);
    for (int i = 0; i < 400 && agents.leasedBytes() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(agents.leasedBytes()).isZero();
  }
}
