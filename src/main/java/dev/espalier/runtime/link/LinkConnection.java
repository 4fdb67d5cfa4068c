package dev.espalier.runtime.link;

import dev.espalier.runtime.RuntimeFailedException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Both ends of a measurement. Each begins with 16 bytes that name the protocol and its version.
 * Then one end sends requests, a byte and a number of bytes, and the other one answers:
 *
 * <ul>
 *   <li>{@link #PING}: nothing follows, and one byte comes back;
 *   <li>{@link #UP}: so many bytes follow, and when they are there one byte comes back;
 *   <li>{@link #DOWN}: so many bytes come back;
 *   <li>{@link #END}: the measurement is done.
 * </ul>
 */
final class LinkConnection implements AutoCloseable {
  static final byte PING = 1;
  static final byte UP = 2;
  static final byte DOWN = 3;
  static final byte END = 4;

  /** Maximum number of bytes of one request. */
  static final int MAX_BYTES = 1 << 26;

  private static final byte[] HELLO = "ESPALIER-LINK/1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER_BYTES = 1 << 16;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /**
   * @param timeoutMs how long to wait for a byte of the other end, ms
   * @throws RuntimeFailedException if the other end is not one of a measurement
   */
  LinkConnection(Socket socket, int timeoutMs) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(timeoutMs);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
    out.write(HELLO);
    out.flush();
    byte[] hello = in.readNBytes(HELLO.length);
    if (!Arrays.equals(hello, HELLO)) {
      throw new RuntimeFailedException(
          "%s: expected the other side of a measurement of this version (profile --links) but found another program"
              .formatted(peer()));
    }
  }

  private String peer() {
    return LinkAddress.text((InetSocketAddress) socket.getRemoteSocketAddress());
  }

  void request(byte kind, int bytes) throws IOException {
    // In one write, so that no packet waits for the rest.
    byte[] request = {
      kind, (byte) (bytes >> 24), (byte) (bytes >> 16), (byte) (bytes >> 8), (byte) bytes
    };
    out.write(request);
  }

  byte kind() throws IOException {
    return in.readByte();
  }

  /**
   * The number of bytes of a request.
   *
   * @throws RuntimeFailedException if it is out of range
   */
  int bytes() throws IOException {
    int bytes = in.readInt();
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw new RuntimeFailedException(
          "%s: a request must be of 0 to %d bytes but is of %d"
              .formatted(peer(), MAX_BYTES, Integer.toUnsignedLong(bytes)));
    }
    return bytes;
  }

  void send(int bytes) throws IOException {
    for (int left = bytes; left > 0; left -= BUFFER_BYTES) {
      out.write(buffer, 0, Math.min(left, BUFFER_BYTES));
    }
  }

  /** Reads and drops bytes. */
  void receive(int bytes) throws IOException {
    for (int left = bytes; left > 0; ) {
      int read = in.read(buffer, 0, Math.min(left, BUFFER_BYTES));
      if (read < 0) {
        throw new java.io.EOFException("the other side closed the connection");
      }
      left -= read;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
