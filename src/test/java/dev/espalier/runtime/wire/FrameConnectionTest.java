package dev.espalier.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.runtime.wire.auth.AuthenticationFailedException;
import dev.espalier.runtime.wire.auth.Identity;
import dev.espalier.runtime.wire.auth.Identity.Role;
import dev.espalier.runtime.wire.auth.Security;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections on loopback. */
@Timeout(20)
class FrameConnectionTest {
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
  private static final Identity SELF = new Identity(Role.COORDINATOR, "run-1", "größe cam");
  private static final FrameLimits LIMITS =
      new FrameLimits(64 << 20, 4 << 20, 256, 800, 16, 400, 1 << 30, 300);

  private final BufferPool pool = new BufferPool(1 << 24);
  private final BlockingQueue<FrameConnection> accepted = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> refused = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    assertThat(pool.leasedBytes()).isZero();
  }

  private Endpoint endpoint(Security security) {
    return new Endpoint(security, LIMITS, pool);
  }

  private static Security token(String text) {
    return Security.token(text.getBytes(StandardCharsets.US_ASCII));
  }

  private FrameListener listen(Security security) {
    FrameListener listener =
        FrameListener.open(ANY_PORT, endpoint(security), accepted::add, refused::add);
    open.add(listener);
    return listener;
  }

  private FrameConnection connect(FrameListener listener, Security security) throws IOException {
    FrameConnection connection =
        FrameConnection.connect(listener.address(), SELF, endpoint(security), 1000);
    open.add(connection);
    return connection;
  }

  private FrameConnection peer() throws InterruptedException {
    return accepted.poll(5, TimeUnit.SECONDS);
  }

  private String refusal() throws InterruptedException {
    return refused.poll(5, TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private Frame data(long bytes) {
    return Frames.data(Map.of("x", Frames.tensor(random, ElementType.UINT8, bytes)));
  }

  @Test
  void framesPassInBothDirections() throws Exception {
    for (Security security : List.of(Security.open(), token("0123456789abcdef"))) {
      FrameConnection near = connect(listen(security), security);
      FrameConnection far = peer();
      assertThat(far.identity()).isEqualTo(SELF);
      for (long bytes : List.of(0L, 1L, 5_000L, 3_000_000L)) {
        Frame sent = data(bytes);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> write(near, sent));
        try (Frame frame = far.read()) {
          assertThat(frame.tensors()).isEqualTo(sent.tensors());
        }
        sending.get();
        far.write(Frame.control(FrameKind.CREDIT, 0, ""));
        assertThat(near.read().kind()).isEqualTo(FrameKind.CREDIT);
      }
    }
  }

  private static void write(FrameConnection to, Frame frame) {
    try {
      to.write(frame);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void threadsThatWriteAtOnceMixNoBytes() throws Exception {
    FrameConnection near = connect(listen(Security.open()), Security.open());
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      Frame frame = data(1000L * thread + 7);
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 50; i++) {
                  write(near, frame);
                }
              }));
    }
    FrameConnection far = peer();
    for (int i = 0; i < 200; i++) {
      try (Frame frame = far.read()) {
        TensorValues tensor = frame.tensors().get("x");
        assertThat(tensor.elements() % 1000).isEqualTo(7);
      }
    }
    CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get();
  }

  private static Throwable failure(FrameConnection reader) throws InterruptedException {
    try {
      CompletableFuture.supplyAsync(
              () -> {
                try (Frame frame = reader.read()) {
                  return frame;
                } catch (IOException e) {
                  throw new java.util.concurrent.CompletionException(e);
                }
              })
          .get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Test
  void closingWakesAReaderAndEndsThePeer() throws Exception {
    FrameConnection near = connect(listen(Security.open()), Security.open());
    FrameConnection far = peer();
    CompletableFuture.runAsync(
        near::close, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
    assertThat(failure(near)).isInstanceOf(ClosedChannelException.class);
    assertThat(failure(far))
        .isInstanceOf(EOFException.class)
        .hasMessage("the peer ended the connection");
    assertThat(far.isOpen()).isFalse();
  }

  @Test
  void closingWakesAReaderThatWaitsForMemory() throws Exception {
    FrameConnection near = connect(listen(Security.open()), Security.open());
    FrameConnection far = peer();
    try (LeasedBuffer all = pool.lease(1 << 24)) {
      assertThat(all.bytes().capacity()).isEqualTo(1 << 24);
      near.write(data(100));
      CompletableFuture.runAsync(
          far::close, CompletableFuture.delayedExecutor(600, TimeUnit.MILLISECONDS));
      // Longer than a frame may take: it is this end that makes the peer wait.
      assertThat(failure(far)).isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void readerWithoutMemoryGoesOnWhenABufferIsReturned() throws Exception {
    FrameConnection near = connect(listen(Security.open()), Security.open());
    FrameConnection far = peer();
    LeasedBuffer all = pool.lease(1 << 24);
    near.write(data(100));
    CompletableFuture.runAsync(
        all::close, CompletableFuture.delayedExecutor(600, TimeUnit.MILLISECONDS));
    try (Frame frame = far.read()) {
      assertThat(frame.tensors()).containsKey("x");
    }
  }

  @Test
  void outputReceivesTheBytesOfEachFrame() throws Exception {
    FrameConnection near = connect(listen(Security.open()), Security.open());
    List<Long> sizes = new ArrayList<>();
    near.withOutput(
        (channel, bytes) -> {
          sizes.add(List.of(bytes).stream().mapToLong(buffer -> buffer.remaining()).sum());
          FrameOutput.DIRECT.write(channel, bytes);
        });
    Frame frame = data(321);
    near.write(frame);
    peer().read().close();
    assertThat(sizes).containsExactly(FrameConnection.bytesOnWire(frame));
  }

  @Test
  void frameThatIsNotCompleteInTimeEndsTheConnection() throws Exception {
    FrameListener listener = listen(Security.open());
    Endpoint patient = new Endpoint(Security.open(), FrameLimits.defaults(), pool);
    FrameConnection near = FrameConnection.connect(listener.address(), SELF, patient, 1000);
    open.add(near);
    FrameConnection far = peer();
    near.withOutput(
        (channel, bytes) -> {
          for (int i = 0; i < 40; i++) {
            channel.write(bytes[0].slice(i, 1));
            sleep(20);
          }
        });
    CompletableFuture.runAsync(() -> write(near, data(2)));
    assertThat(failure(far))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("the peer took too long for a frame that had begun");
  }

  private static void sleep(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void silenceBetweenFramesIsAllowed() throws Exception {
    FrameConnection near = connect(listen(Security.open()), Security.open());
    near.write(Frame.control(FrameKind.PING, 0, ""));
    FrameConnection far = peer();
    far.read().close();
    CompletableFuture.delayedExecutor(900, TimeUnit.MILLISECONDS)
        .execute(() -> write(near, Frame.control(FrameKind.PONG, 0, "")));
    assertThat(far.read().kind()).isEqualTo(FrameKind.PONG);
  }

  @Test
  void peerThatDoesNotReadEndsTheWriter() throws Exception {
    FrameConnection near = connect(listen(Security.open()), Security.open());
    Frame large = data(60_000);
    assertThatExceptionOfType(SocketTimeoutException.class)
        .isThrownBy(
            () -> {
              while (true) {
                near.write(large);
              }
            });
    assertThat(near.isOpen()).isFalse();
  }

  @Test
  void frameAboveTheLimitIsNotSentAndTheConnectionStays() throws Exception {
    FrameConnection near = connect(listen(Security.open()), Security.open());
    Frame wide = new Frame(FrameKind.DATA, 0, 0, 40_000, -1, -1, "", Map.of(), Lease.NONE);
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> near.write(wide));
    near.write(Frame.control(FrameKind.BYE, 0, ""));
    assertThat(peer().read().kind()).isEqualTo(FrameKind.BYE);
  }

  @Test
  void rubbishEndsTheConnection() throws Exception {
    FrameConnection near = connect(listen(Security.open()), Security.open());
    near.withOutput((channel, bytes) -> channel.write(bytes[0].putShort(4, (short) 0).slice()));
    near.write(Frame.control(FrameKind.PING, 0, ""));
    FrameConnection far = peer();
    assertThat(failure(far)).isInstanceOf(FrameFormatException.class);
    assertThat(far.isOpen()).isFalse();
    assertThat(failure(far)).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void otherMachinesNeedProof() {
    InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 1);
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> FrameConnection.connect(elsewhere, SELF, endpoint(Security.open()), 1000))
        .withMessageContaining("192.0.2.1: expected an address of this machine");
    InetSocketAddress everywhere = new InetSocketAddress(0);
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(
            () ->
                FrameListener.open(
                    everywhere, endpoint(Security.open()), accepted::add, refused::add));
  }

  @Test
  void wrongTokenIsRefusedOnBothSides() throws Exception {
    FrameListener listener = listen(token("0123456789abcdef"));
    assertThatExceptionOfType(AuthenticationFailedException.class)
        .isThrownBy(() -> connect(listener, token("0123456789abcdeF")))
        .withMessageContaining("WELCOME was expected; does it have the same token?");
    assertThat(refusal()).contains("the peer does not have the token of this agent");
    assertThat(accepted).isEmpty();
  }

  @Test
  void peersOfDifferentSecurityRefuseEachOther() {
    FrameListener listener = listen(Security.open());
    assertThatExceptionOfType(AuthenticationFailedException.class)
        .isThrownBy(() -> connect(listener, token("0123456789abcdef")))
        .withMessage(
            "the security of the peer must be \"token\", as that of this end, but is \"open\"");
  }

  @Test
  void silentAndSlowPeersAreDroppedAndKeepNoOtherWaiting() throws Exception {
    FrameListener listener = listen(Security.open());
    try (Socket silent = new Socket("127.0.0.1", listener.address().getPort());
        Socket slow = new Socket("127.0.0.1", listener.address().getPort())) {
      OutputStream out = slow.getOutputStream();
      out.write(40);
      connect(listener, Security.open());
      assertThat(peer().identity()).isEqualTo(SELF);
      assertThat(List.of(refusal(), refusal()))
          .allMatch(reason -> reason.endsWith("the peer did not prove who it is within 300 ms"));
      silent.setSoTimeout(2000);
      silent.getInputStream().skipNBytes(36 + 85 + 4);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(listener.connections()).isEqualTo(1);
  }

  @Test
  void frameBeforeTheProofMustBeSmall() throws Exception {
    FrameListener listener = listen(Security.open());
    try (Socket peer = new Socket("127.0.0.1", listener.address().getPort())) {
      peer.getOutputStream().write(Frames.bytes(data(10)));
      assertThat(refusal()).contains("number of tensors must be from 0 to 0 but is 1");
    }
    try (Socket peer = new Socket("127.0.0.1", listener.address().getPort())) {
      String text = "x".repeat(5000);
      peer.getOutputStream().write(Frames.bytes(Frame.control(FrameKind.IDENTIFY, 0, text)));
      assertThat(refusal()).contains("length must be from 36 to 4092 but is 5036");
    }
    try (Socket peer = new Socket("127.0.0.1", listener.address().getPort())) {
      peer.getOutputStream().write(Frames.bytes(Frame.control(FrameKind.DEPLOY, 0, "{}")));
      assertThat(refusal()).contains("expected IDENTIFY of the peer but found DEPLOY");
    }
    assertThat(pool.allocatedBytes()).isZero();
  }

  @Test
  void manySilentPeersGiveWayToOthers() throws Exception {
    Endpoint patient =
        new Endpoint(Security.open(), FrameLimits.defaults().withTimes(60_000, 60_000), pool);
    FrameListener listener = FrameListener.open(ANY_PORT, patient, accepted::add, refused::add);
    open.add(listener);
    for (int i = 0; i < 3 * FrameListener.MAX_UNPROVED; i++) {
      open.add(new Socket("127.0.0.1", listener.address().getPort()));
    }
    connect(listener, Security.open());
    assertThat(peer()).isNotNull();
    assertThat(refusal()).contains("it did not prove who it is, and others are waiting");
  }

  @Test
  void connectionsAreBoundedAndClosingTheListenerEndsThem() throws Exception {
    FrameListener listener = listen(Security.open());
    for (int i = 0; i < FrameListener.MAX_CONNECTIONS; i++) {
      connect(listener, Security.open());
      assertThat(peer()).isNotNull();
    }
    FrameConnection last = connect(listener, Security.open());
    assertThat(failure(last)).isInstanceOf(IOException.class);
    assertThat(refusal()).contains("there are 64 connections already");
    ((FrameConnection) open.get(1)).close();
    await(() -> listener.connections() <= FrameListener.MAX_CONNECTIONS);
    listener.close();
    assertThat(listener.connections()).isZero();
    assertThat(failure((FrameConnection) open.get(2))).isInstanceOf(EOFException.class);
  }
}
