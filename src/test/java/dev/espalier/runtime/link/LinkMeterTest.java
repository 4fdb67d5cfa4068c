package dev.espalier.runtime.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.device.Link;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.profile.Timing;
import dev.espalier.runtime.RuntimeFailedException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LinkMeterTest {
  private static final String HELLO = "ESPALIER-LINK/1\n";
  private static final Charset LATIN = StandardCharsets.ISO_8859_1;

  private final BlockingQueue<String> refused = new LinkedBlockingQueue<>();

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Test
  void bothDirectionsAreMeasured() throws Exception {
    try (LinkListener listener = LinkListener.open(loopback())) {
      CompletableFuture<InetSocketAddress> served =
          CompletableFuture.supplyAsync(() -> listener.serve(refused::add));
      LinkMeasurement measured = LinkMeter.measure(listener.address(), 7, what -> {});
      assertThat(served.get(10, TimeUnit.SECONDS).getAddress().isLoopbackAddress()).isTrue();
      assertThat(refused).isEmpty();
      List<Link> links = measured.links("cam", "edge");
      assertThat(links).extracting(Link::from).containsExactly("cam", "edge");
      assertThat(links).extracting(Link::to).containsExactly("edge", "cam");
      // The slowest loopback is faster than this, and none is as fast as that.
      assertThat(links).allMatch(link -> link.bandwidthMbps() > 50);
      assertThat(links).allMatch(link -> link.bandwidthMbps() < 5e6);
      assertThat(links.get(0).latencyMs()).isBetween(1e-4, 50.0);
      assertThat(measured.up().time().interval()).isPresent();
    }
  }

  /** 1,000,000 bytes in 1 s are 8 Mbps; half of a round trip is the latency; four digits. */
  @Test
  void linksAreThoseOfACatalog() {
    LinkMeasurement measured =
        new LinkMeasurement(
            Timing.of(10.00001),
            new LinkMeasurement.Bulk(1_000_000, Timing.of(1000)),
            new LinkMeasurement.Bulk(1_234_567, Timing.of(1000)));
    assertThat(measured.links("a", "b"))
        .containsExactly(new Link("a", "b", 8, 5), new Link("b", "a", 9.877, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: example\r\n\r\n",
        "short",
        HELLO + "\u0009\u0000\u0000\u0000\u0001",
        HELLO + "\u0002\u007f\u0000\u0000\u0000",
        HELLO + "\u0002\u0000\u0000\u0000\u0009four"
      })
  void listenerRefusesOthersAndGoesOn(String garbage) throws Exception {
    try (LinkListener listener = LinkListener.open(loopback())) {
      CompletableFuture<InetSocketAddress> served =
          CompletableFuture.supplyAsync(() -> listener.serve(refused::add));
      try (Socket stranger = new Socket()) {
        stranger.connect(listener.address());
        OutputStream out = stranger.getOutputStream();
        out.write(garbage.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        stranger.shutdownOutput();
        assertThat(refused.poll(20, TimeUnit.SECONDS)).isNotNull();
      }
      LinkMeter.measure(listener.address(), 1, what -> {});
      assertThat(served.get(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  /** A write to a peer that does not read has no timeout of its own. */
  @Test
  void peerThatDoesNotReadIsGivenUp() throws Exception {
    peerIsGivenUp(out -> out.write((HELLO + "\u0003\u0004\u0000\u0000\u0000").getBytes(LATIN)));
  }

  @Test
  void peerThatSendsOneByteAtATimeIsGivenUp() throws Exception {
    peerIsGivenUp(
        out -> {
          for (byte each : (HELLO + "\u0002\u0004\u0000\u0000\u0000" + HELLO).getBytes(LATIN)) {
            out.write(each);
            LockSupport.parkNanos(50_000_000);
          }
        });
  }

  private interface Talk {
    void to(OutputStream out) throws IOException;
  }

  private void peerIsGivenUp(Talk talk) throws Exception {
    try (LinkListener listener = LinkListener.open(loopback(), 500);
        Socket stranger = new Socket()) {
      CompletableFuture<InetSocketAddress> served =
          CompletableFuture.supplyAsync(() -> listener.serve(refused::add));
      stranger.connect(listener.address());
      try {
        talk.to(stranger.getOutputStream());
      } catch (IOException e) {
        // It was given up while it talked.
      }
      assertThat(refused.poll(20, TimeUnit.SECONDS)).endsWith(": it took too long");
      LinkMeter.measure(listener.address(), 1, what -> {});
      assertThat(served.get(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void anotherProgramIsRefused() throws Exception {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(loopback());
      CompletableFuture.runAsync(
          () -> {
            try (Socket socket = server.accept()) {
              socket
                  .getOutputStream()
                  .write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
              socket.getInputStream().readNBytes(HELLO.length());
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      assertThatExceptionOfType(RuntimeFailedException.class)
          .isThrownBy(() -> LinkMeter.measure(address, 1, what -> {}))
          .withMessageContaining("expected the other side of a measurement of this version");
    }
  }

  @Test
  void nobodyThereIsReported() throws Exception {
    InetSocketAddress free;
    try (ServerSocket server = new ServerSocket()) {
      server.bind(loopback());
      free = (InetSocketAddress) server.getLocalSocketAddress();
    }
    assertThatExceptionOfType(RuntimeFailedException.class)
        .isThrownBy(() -> LinkMeter.measure(free, 1, what -> {}))
        .withMessageContaining(":" + free.getPort() + ": ");
  }

  @Test
  void portInUseIsReported() {
    try (LinkListener listener = LinkListener.open(loopback())) {
      assertThatExceptionOfType(RuntimeFailedException.class)
          .isThrownBy(() -> LinkListener.open(listener.address()))
          .withMessageMatching("cannot listen on .*:" + listener.address().getPort() + ": .*");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", "host:", ":1", "host:65536", "host:-1", "host:1x"})
  void wrongAddressIsRefused(String text) {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> LinkAddress.parse("links", text, false))
        .withMessage("--links must be HOST:PORT with a port up to 65535 but is \"" + text + "\"");
  }

  @Test
  void addressesAreRead() {
    assertThat(LinkAddress.parse("listen", "4000", true).getAddress().isAnyLocalAddress()).isTrue();
    assertThat(LinkAddress.parse("links", "127.0.0.1:80", false).getPort()).isEqualTo(80);
    assertThat(LinkAddress.parse("links", "[::1]:80", false).getPort()).isEqualTo(80);
  }
}
