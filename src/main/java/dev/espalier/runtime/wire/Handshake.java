package dev.espalier.runtime.wire;

import dev.espalier.runtime.wire.auth.Acceptance;
import dev.espalier.runtime.wire.auth.AuthenticationFailedException;
import dev.espalier.runtime.wire.auth.Identity;
import dev.espalier.runtime.wire.auth.Introduction;
import dev.espalier.runtime.wire.auth.Security;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLException;

/** Exchanges the frames by which peers prove who they are, before any other frame. */
final class Handshake {
  private Handshake() {}

  /** Encrypts a connection. */
  static TlsChannel encrypted(SocketChannel socket, Security.Tls tls, boolean connects)
      throws IOException {
    try {
      return TlsChannel.open(socket, tls.context(), connects);
    } catch (SSLException e) {
      throw new AuthenticationFailedException("TLS: " + e.getMessage());
    }
  }

  /** The side that connected: answers the challenge, then demands that the peer answers its own. */
  static Identity connect(FrameConnection peer, Identity self) throws IOException {
    Introduction introduction = new Introduction(peer.endpoint().security(), self);
    send(peer, FrameKind.IDENTIFY, introduction.identify(receive(peer, FrameKind.HELLO)));
    introduction.verify(receive(peer, FrameKind.WELCOME));
    return self;
  }

  /** The side that accepted. It proves nothing to a peer that has not proved anything itself. */
  static Identity accept(FrameConnection peer) throws IOException {
    Acceptance acceptance = new Acceptance(peer.endpoint().security());
    send(peer, FrameKind.HELLO, acceptance.hello());
    Identity identity = acceptance.verify(receive(peer, FrameKind.IDENTIFY));
    send(peer, FrameKind.WELCOME, acceptance.welcome());
    return identity;
  }

  private static void send(FrameConnection peer, FrameKind kind, String text) throws IOException {
    peer.write(Frame.control(kind, 0, text));
  }

  private static String receive(FrameConnection peer, FrameKind kind) throws IOException {
    try {
      Frame frame = peer.read(peer.endpoint().limits().beforeAuthentication());
      if (frame.kind() != kind) {
        throw new AuthenticationFailedException(
            "expected %s of the peer but found %s".formatted(kind, frame.kind()));
      }
      return frame.text();
    } catch (SSLException e) {
      throw new AuthenticationFailedException("TLS: " + e.getMessage());
    } catch (EOFException e) {
      throw new AuthenticationFailedException(
          "the peer ended the connection where %s was expected; does it have the same token?"
              .formatted(kind));
    }
  }
}
