package dev.espalier.runtime.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection that TLS encrypts, through the streams of the JDK. One thread may read while another
 * one writes. It is closed below TLS: the orderly end would wait for a write that a peer blocks.
 */
final class TlsChannel implements ByteChannel, GatheringByteChannel {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final int CHUNK_BYTES = 1 << 14;

  private final SocketChannel raw;
  private final SSLSocket socket;
  private final byte[] received = new byte[CHUNK_BYTES];
  private final byte[] sent = new byte[CHUNK_BYTES];

  private TlsChannel(SocketChannel raw, SSLSocket socket) {
    this.raw = raw;
    this.socket = socket;
  }

  /**
   * Proves to the peer who this end is, and reversely.
   *
   * @param connects whether this end connected
   * @throws IOException if one of them does not trust the other one
   */
  static TlsChannel open(SocketChannel raw, SSLContext context, boolean connects)
      throws IOException {
    InetSocketAddress peer = (InetSocketAddress) raw.getRemoteAddress();
    Socket plain = raw.socket();
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(plain, peer.getAddress().getHostAddress(), peer.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    if (!connects) {
      parameters.setNeedClientAuth(true);
    }
    socket.setUseClientMode(connects);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new TlsChannel(raw, socket);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int bytes =
        socket.getInputStream().read(received, 0, Math.min(received.length, target.remaining()));
    if (bytes > 0) {
      target.put(received, 0, bytes);
    }
    return bytes;
  }

  /** Encrypts as much as one record holds, from several buffers where they are small. */
  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    int bytes = 0;
    for (int i = offset; i < offset + length && bytes < sent.length; i++) {
      int part = Math.min(sent.length - bytes, sources[i].remaining());
      sources[i].get(sent, bytes, part);
      bytes += part;
    }
    socket.getOutputStream().write(sent, 0, bytes);
    return bytes;
  }

  @Override
  public long write(ByteBuffer[] sources) throws IOException {
    return write(sources, 0, sources.length);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return (int) write(new ByteBuffer[] {source});
  }

  @Override
  public boolean isOpen() {
    return raw.isOpen();
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
