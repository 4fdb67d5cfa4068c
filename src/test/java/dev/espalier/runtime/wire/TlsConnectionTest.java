package dev.espalier.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.model.ElementType;
import dev.espalier.runtime.wire.auth.AuthenticationFailedException;
import dev.espalier.runtime.wire.auth.Identity;
import dev.espalier.runtime.wire.auth.Identity.Role;
import dev.espalier.runtime.wire.auth.Keys;
import dev.espalier.runtime.wire.auth.Security;
import dev.espalier.runtime.wire.auth.TlsContexts;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that TLS encrypts. */
@Timeout(30)
class TlsConnectionTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Identity SELF = new Identity(Role.COORDINATOR, "run-1", "");

  @TempDir private static Path folder;
  private static Security agent;
  private static Security coordinator;
  private static Security stranger;

  private final BufferPool pool = new BufferPool(1 << 24);
  private final BlockingQueue<FrameConnection> accepted = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> refused = new LinkedBlockingQueue<>();
  private FrameListener listener;

  @BeforeAll
  static void keys() throws Exception {
    Keys agentKeys = Keys.generate(folder, "agent");
    Keys coordinatorKeys = Keys.generate(folder, "coordinator");
    Keys strangerKeys = Keys.generate(folder, "stranger");
    Path members = folder.resolve("members.p12");
    agentKeys.trustIn(members);
    coordinatorKeys.trustIn(members);
    agent = Security.tls(TlsContexts.of(agentKeys.store(), members, PASSWORD));
    coordinator = Security.tls(TlsContexts.of(coordinatorKeys.store(), members, PASSWORD));
    stranger = Security.tls(TlsContexts.of(strangerKeys.store(), members, PASSWORD));
  }

  @BeforeEach
  void listen() {
    InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
    listener = FrameListener.open(any, endpoint(agent), accepted::add, refused::add);
  }

  @AfterEach
  void close() {
    listener.close();
    assertThat(pool.leasedBytes()).isZero();
  }

  private Endpoint endpoint(Security security) {
    return new Endpoint(security, FrameLimits.defaults().withTimes(1000, 1000), pool);
  }

  private FrameConnection connect(Security security) throws IOException {
    return FrameConnection.connect(listener.address(), SELF, endpoint(security), 1000);
  }

  private FrameConnection peer() throws InterruptedException {
    return accepted.poll(5, TimeUnit.SECONDS);
  }

  private static void write(FrameConnection to, Frame frame) {
    try {
      to.write(frame);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void framesPassInBothDirectionsAtOnce() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    Frame large = Frames.data(Map.of("x", Frames.tensor(random, ElementType.FLOAT32, 500_000L)));
    try (FrameConnection near = connect(coordinator)) {
      FrameConnection far = peer();
      assertThat(far.identity()).isEqualTo(SELF);
      CompletableFuture<Void> there = CompletableFuture.runAsync(() -> write(near, large));
      CompletableFuture<Void> back = CompletableFuture.runAsync(() -> write(far, large));
      try (Frame first = far.read();
          Frame second = near.read()) {
        assertThat(first.tensors()).isEqualTo(large.tensors());
        assertThat(second.tensors()).isEqualTo(large.tensors());
      }
      CompletableFuture.allOf(there, back).get();
    }
  }

  @Test
  void closingWakesAReaderAndEndsThePeer() throws Exception {
    FrameConnection near = connect(coordinator);
    FrameConnection far = peer();
    CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(near::close);
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(near::read);
    assertThatExceptionOfType(EOFException.class).isThrownBy(far::read);
  }

  private void assertRefused(Security security) throws InterruptedException {
    assertThatExceptionOfType(AuthenticationFailedException.class)
        .isThrownBy(() -> connect(security))
        .withMessageContaining("TLS: ");
    assertThat(refused.poll(5, TimeUnit.SECONDS)).contains("TLS: ");
    assertThat(accepted).isEmpty();
  }

  @Test
  void certificateThatIsNotTrustedIsRefused() throws Exception {
    assertRefused(stranger);
  }

  @Test
  void peerWithoutACertificateIsRefused() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(
        java.security.KeyStore.getInstance(folder.resolve("members.p12").toFile(), PASSWORD));
    SSLContext nameless = SSLContext.getInstance("TLS");
    nameless.init(null, trust.getTrustManagers(), null);
    assertRefused(Security.tls(nameless));
  }

  @Test
  void agentThatIsNotTrustedIsRefusedByWhoConnects() {
    InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
    try (FrameListener impostor =
        FrameListener.open(any, endpoint(stranger), accepted::add, refused::add)) {
      assertThatExceptionOfType(AuthenticationFailedException.class)
          .isThrownBy(
              () -> FrameConnection.connect(impostor.address(), SELF, endpoint(coordinator), 1000))
          .withMessageContaining("TLS: ");
    }
  }

  @Test
  void peersThatDoNotEncryptAreRefused() throws Exception {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(Security.open()));
    assertThat(refused.poll(5, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void silentPeerIsDropped() throws Exception {
    try (Socket silent = new Socket("127.0.0.1", listener.address().getPort())) {
      assertThat(silent.isConnected()).isTrue();
      assertThat(refused.poll(5, TimeUnit.SECONDS))
          .endsWith("the peer did not prove who it is within 1000 ms");
    }
  }
}
