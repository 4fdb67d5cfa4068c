package dev.espalier.runtime.agent;

import dev.espalier.io.json.control.LinkBody;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.standin.LinkShaper;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameFormatException;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.Lease;
import dev.espalier.runtime.wire.auth.Identity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures a link that carries no samples: a message without bytes and one with some are sent and
 * confirmed, and the bytes are what the second one takes longer. Where that is too short to be told
 * from the time in which threads wake up, there are more bytes next.
 */
final class LinkProbe {
  private static final int CONNECT_MS = 1_000;
  private static final int TIMEOUT_MS = 5_000;
  private static final double NS_PER_MS = 1e6;
  private static final double LONG_ENOUGH_MS = 6;
  private static final int MAX_BYTES = 1 << 16;
  private static final int GROWTH = 4;

  private final FrameConnection connection;
  private final LinkShaper link;
  private long number;

  private LinkProbe(FrameConnection connection, LinkShaper link) {
    this.connection = connection;
    this.link = link;
  }

  /**
   * Measures a link.
   *
   * @param session the run
   * @param link the link, as far as it is imitated
   */
  static LinkBody.Found measure(
      LinkBody.Order order, String session, Endpoint endpoint, LinkShaper link) {
    Endpoint hasty =
        new Endpoint(
            endpoint.security(),
            endpoint.limits().withTimes(TIMEOUT_MS, CONNECT_MS),
            endpoint.pool());
    try (FrameConnection opened =
        FrameConnection.connect(
            LinkAddress.parse("address", order.address(), false),
            new Identity(Identity.Role.AGENT, session, order.from()),
            hasty,
            CONNECT_MS)) {
      return new LinkProbe(opened.withOutput(link), link).measure(order);
    } catch (IOException e) {
      return failed(order, LinkAddress.reason(e));
    } catch (RuntimeException e) {
      return failed(order, Faults.reason(e));
    }
  }

  private static LinkBody.Found failed(LinkBody.Order order, String reason) {
    return new LinkBody.Found(
        order.device(), 0, OptionalDouble.empty(), OptionalDouble.empty(), Optional.of(reason));
  }

  private LinkBody.Found measure(LinkBody.Order order) throws IOException {
    // The first one opens what is opened on demand.
    sendMs(0);
    double roundTripMs = Math.min(sendMs(0), sendMs(0));
    int bytes = (int) Math.min(MAX_BYTES, order.bytes());
    double transferMs = sendMs(bytes);
    while (transferMs - roundTripMs < LONG_ENOUGH_MS && bytes < MAX_BYTES) {
      bytes = Math.min(MAX_BYTES, GROWTH * bytes);
      transferMs = sendMs(bytes);
    }
    // Of two, the shorter one was disturbed less.
    transferMs = Math.min(transferMs, sendMs(bytes));
    return new LinkBody.Found(
        order.device(),
        bytes,
        OptionalDouble.of(roundTripMs),
        OptionalDouble.of(transferMs),
        Optional.empty());
  }

  /** Time until a message with some bytes is confirmed, ms. */
  private double sendMs(int bytes) throws IOException {
    TensorValues values =
        new TensorValues(ElementType.UINT8, List.of((long) bytes), ByteBuffer.allocate(bytes));
    Frame probe =
        new Frame(
            FrameKind.PROBE,
            0,
            number++,
            Frame.NONE,
            Frame.NONE,
            Frame.NONE,
            "",
            Map.of("probe", values),
            Lease.NONE);
    long begunNs = System.nanoTime();
    link.readyAt(begunNs);
    connection.write(probe);
    try (Frame credit = connection.read()) {
      if (credit.kind() != FrameKind.CREDIT || credit.sample() != probe.sample()) {
        throw new FrameFormatException(
            "expected the CREDIT frame of a probe but found " + credit.kind());
      }
    }
    return (System.nanoTime() - begunNs) / NS_PER_MS;
  }

  /**
   * Confirms probes until the connection ends.
   *
   * @param first the first probe
   */
  static void answer(FrameConnection connection, Frame first) {
    Frame probe = first;
    try (connection) {
      while (true) {
        try (Frame each = probe) {
          if (each.kind() != FrameKind.PROBE) {
            return;
          }
          connection.write(Frame.about(FrameKind.CREDIT, each.epoch(), each.sample()));
        }
        probe = connection.read();
      }
    } catch (IOException e) {
      // The other side has measured what it had to, or is gone.
    }
  }
}
