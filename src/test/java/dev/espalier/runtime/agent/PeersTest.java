package dev.espalier.runtime.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.runtime.standin.LinkShaper;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.FrameListener;
import dev.espalier.runtime.wire.Lease;
import dev.espalier.runtime.wire.auth.Identity;
import dev.espalier.testing.run.AgentGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Outgoing} and {@link Incoming} on loopback. */
@Timeout(30)
class PeersTest {
  private static final int WINDOW = 3;
  private static final long MEMORY = 1 << 20;
  private static final StampedHop HOP = new StampedHop(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());

  private final BlockingQueue<FrameConnection> accepted = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private final AtomicInteger freed = new AtomicInteger();
  private final AtomicInteger passedOn = new AtomicInteger();
  private FrameListener listener;
  private Outgoing outgoing;

  @BeforeEach
  void connect() {
    listener =
        FrameListener.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            AgentGroup.endpoint(MEMORY),
            accepted::add,
            reason -> {});
    outgoing =
        new Outgoing(
            () ->
                FrameConnection.connect(
                    listener.address(),
                    new Identity(Identity.Role.AGENT, "run", "a"),
                    AgentGroup.endpoint(MEMORY),
                    1_000),
            LinkShaper.unlimited(),
            WINDOW,
            new Outgoing.Listener() {
              @Override
              public void sending(StampedHop hop) {}

              @Override
              public void failed(String reason) {
                failures.add("outgoing: " + reason);
              }
            });
    outgoing.start();
  }

  @AfterEach
  void close() {
    outgoing.close();
    listener.close();
  }

  private FrameConnection accept() throws InterruptedException {
    return accepted.poll(10, TimeUnit.SECONDS);
  }

  private Incoming receive() throws InterruptedException {
    FrameConnection connection = accept();
    Incoming incoming =
        new Incoming(
            connection,
            WINDOW,
            new Incoming.Listener() {
              @Override
              public void arrived(Message message) {
                if (message.frame().sample() == 13) {
                  throw new IllegalArgumentException("sample 13 is unlucky");
                }
                arrived.add(message);
              }

              @Override
              public void failed(String reason) {
                failures.add("incoming: " + reason);
              }
            });
    Agent.daemon(
            () -> {
              try {
                incoming.start(connection.read());
              } catch (IOException e) {
                // It was closed before anything came.
              }
            })
        .start();
    return incoming;
  }

  private void put(FrameKind kind, long sample, int segment) {
    TensorValues values =
        new TensorValues(ElementType.FLOAT32, List.of(2L), ByteBuffer.allocate(8));
    Frame frame =
        new Frame(
            kind,
            0,
            sample,
            segment,
            Frame.NONE,
            Frame.NONE,
            "",
            Map.of("x", values),
            Lease.of(freed::incrementAndGet));
    outgoing.put(new Departure(frame, HOP, passedOn::incrementAndGet));
  }

  private Message next() throws InterruptedException {
    return arrived.poll(10, TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void windowIsSentAndTheRestWaitsForConfirmation() throws Exception {
    for (long sample = 0; sample < 10; sample++) {
      put(FrameKind.DATA, sample, 1);
    }
    receive();
    await(() -> arrived.size() == WINDOW && passedOn.get() == WINDOW);
    Thread.sleep(50);
    assertThat(arrived).hasSize(WINDOW);
    assertThat(freed).hasValue(0);
    for (long sample = 0; sample < 10; sample++) {
      Message message = next();
      assertThat(message.frame().sample()).isEqualTo(sample);
      message.frame().close();
      message.passedOn().run();
    }
    await(() -> freed.get() == 10 && passedOn.get() == 10);
    assertThat(outgoing.stalledNs()).isZero();
    assertThat(failures).isEmpty();
  }

  /** Else samples and answers of a source that is the sink, too, wait for one another. */
  @Test
  void answersDoNotWaitBehindSamples() throws Exception {
    receive();
    for (long sample = 0; sample < 10; sample++) {
      put(FrameKind.DATA, sample, 1);
    }
    await(() -> arrived.size() == WINDOW);
    arrived.clear();
    put(FrameKind.ANSWER, 0, 2);
    Message answer = next();
    assertThat(answer.frame().kind()).isEqualTo(FrameKind.ANSWER);
    answer.passedOn().run();
    // The answer is confirmed, not the sample of the same number.
    await(() -> freed.get() == 1);
    Thread.sleep(50);
    assertThat(arrived).as("still no credit for samples").isEmpty();
    assertThat(failures).isEmpty();
  }

  @Test
  void whatIsNotConfirmedIsHeld() throws Exception {
    receive();
    for (long sample = 0; sample < 5; sample++) {
      put(FrameKind.DATA, sample, 1);
    }
    next().passedOn().run();
    await(() -> freed.get() == 1 && arrived.size() == WINDOW);
    outgoing.close();
    assertThat(outgoing.takeHeld().stream().map(Frame::sample)).containsExactly(1L, 2L, 3L, 4L);
    put(FrameKind.DATA, 5, 1);
    assertThat(outgoing.takeHeld().stream().map(Frame::sample)).containsExactly(5L);
  }

  @Test
  void peerThatSendsMoreThanTheWindowIsCutOff() throws Exception {
    Incoming incoming = receive();
    for (long sample = 0; sample < WINDOW; sample++) {
      put(FrameKind.DATA, sample, 1);
    }
    await(() -> arrived.size() == WINDOW);
    try (FrameConnection rude =
        FrameConnection.connect(
            listener.address(),
            new Identity(Identity.Role.AGENT, "run", "b"),
            AgentGroup.endpoint(MEMORY),
            1_000)) {
      receive();
      for (int i = 0; i < 2 * WINDOW; i++) {
        try {
          rude.write(Frame.about(FrameKind.DATA, 0, 100 + i));
        } catch (IOException e) {
          break;
        }
      }
      assertThat(failures.poll(10, TimeUnit.SECONDS))
          .isEqualTo("incoming: expected at most 3 samples that are not confirmed but found more");
    }
    assertThat(arrived).hasSizeLessThanOrEqualTo(2 * WINDOW);
    incoming.close();
  }

  @Test
  void otherFramesAreRefused() throws Exception {
    FrameConnection connection = accept();
    connection.write(Frame.about(FrameKind.PING, 0, 1));
    assertThat(failures.poll(10, TimeUnit.SECONDS))
        .isEqualTo("outgoing: expected a CREDIT frame but found PING");
  }

  @Test
  void creditForWhatWasNotSentIsRefused() throws Exception {
    accept().write(Frame.about(FrameKind.CREDIT, 0, 77));
    assertThat(failures.poll(10, TimeUnit.SECONDS)).isEqualTo("outgoing: sample 77 was not sent");
  }

  @Test
  void exceptionsOfTheReceiverAreReported() throws Exception {
    receive();
    put(FrameKind.DATA, 13, 1);
    // Which of the two ends notices first is open.
    List<String> both =
        List.of(failures.poll(10, TimeUnit.SECONDS), failures.poll(10, TimeUnit.SECONDS));
    assertThat(both).contains("incoming: sample 13 is unlucky");
    assertThat(both).anyMatch(failure -> failure.startsWith("outgoing: "));
  }

  @Test
  void silenceIsSeen() throws Exception {
    receive();
    assertThat(outgoing.stalledNs()).isZero();
    put(FrameKind.DATA, 0, 1);
    next();
    await(() -> outgoing.stalledNs() > 100_000_000);
  }

  @Test
  void closingIsNoFailure() throws Exception {
    Incoming incoming = receive();
    incoming.close();
    outgoing.close();
    Thread.sleep(100);
    assertThat(failures.stream().filter(each -> each.startsWith("incoming"))).isEmpty();
  }
}
