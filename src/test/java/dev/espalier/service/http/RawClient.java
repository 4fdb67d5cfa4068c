package dev.espalier.service.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends bytes as they are, valid or not. */
public final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MS = 10_000;

  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  /** Connects. */
  public static RawClient connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, PATIENCE_MS);
    socket.setSoTimeout(PATIENCE_MS);
    return new RawClient(socket);
  }

  /** Sends text; line ends in it are those of HTTP. */
  public RawClient send(String text) throws IOException {
    socket
        .getOutputStream()
        .write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends no more, as a client whose request is cut off. */
  public RawClient finish() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** All that the server sends until it closes the connection. */
  public String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The next answer with a Content-Length: header and content. */
  public String answer() throws IOException {
    StringBuilder header = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (header.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return header.toString();
      }
      header.append((char) next);
    }
    String length = header.toString().replaceAll("(?is).*\r\ncontent-length: *(\\d+).*", "$1");
    int bytes = length.matches("\\d+") ? Integer.parseInt(length) : 0;
    return header + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
  }

  /** Whether the server closes the connection within some time. */
  public boolean isClosedWithin(int ms) throws IOException {
    socket.setSoTimeout(ms);
    try {
      return socket.getInputStream().readAllBytes().length >= 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
