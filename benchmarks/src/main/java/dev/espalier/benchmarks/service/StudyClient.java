package dev.espalier.benchmarks.service;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection of a client, which sends bytes as they are and connects again when it must. */
final class StudyClient implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;

  private final InetSocketAddress address;
  private Socket socket;
  private InputStream in;

  StudyClient(InetSocketAddress address) {
    this.address = address;
  }

  /**
   * An answer.
   *
   * @param status status code; 0 where the service closed the connection without one
   */
  record Answer(int status, String text) {}

  /**
   * Sends a request and reads the answer.
   *
   * @param isCutOff whether to send no more afterwards, though the request is not complete
   */
  Answer send(String request, boolean isCutOff) throws IOException {
    connect();
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      if (isCutOff) {
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      // Refused before all was sent: the answer may have arrived.
    }
    try {
      Answer answer = read();
      if (isCutOff || answer.text().contains("Connection: close")) {
        close();
      }
      return answer;
    } catch (IOException e) {
      close();
      return new Answer(0, "");
    }
  }

  private void connect() throws IOException {
    if (socket == null) {
      socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MS);
      socket.connect(address, PATIENCE_MS);
      in = new BufferedInputStream(socket.getInputStream());
    }
  }

  private Answer read() throws IOException {
    StringBuilder header = new StringBuilder();
    while (header.length() < 4 || !header.substring(header.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      header.append((char) next);
    }
    String text = header.toString();
    int length =
        Integer.parseInt("0" + text.replaceAll("(?is).*\r\ncontent-length: *(\\d+).*|.*", "$1"));
    int status = Integer.parseInt(text.substring(9, 12));
    return new Answer(status, text + new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
