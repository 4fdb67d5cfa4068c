package dev.espalier.testing.faults;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.runtime.coordinator.AgentPlace;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.FrameListener;
import dev.espalier.runtime.wire.Lease;
import dev.espalier.testing.run.AgentGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An agent that proves who it is and deploys what it is told, and then sends frames of all kinds
 * with any content.
 */
final class Liar implements AutoCloseable {
  private static final FrameKind[] KINDS = FrameKind.values();
  private static final List<String> TEXTS =
      List.of(
          "",
          "{}",
          "[1e999",
          "{\"reason\":\"nothing\"}",
          "{\"reason\":\"it is gone\",\"stage\":77}",
          "{\"sha256\":[\"../../etc/passwd\"]}",
          "{\"measuredMs\":[],\"held\":[{\"sample\":1,\"segment\":99,\"isAnswer\":true}]}");

  private final FrameListener listener;
  private final Random random;

  Liar(long memoryBytes, Random random) {
    this.random = random;
    listener =
        FrameListener.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            AgentGroup.endpoint(memoryBytes),
            this::serve,
            refused -> {});
  }

  AgentPlace place(String device) {
    return new AgentPlace(device, listener.address(), LinkAddress.text(listener.address()));
  }

  private void serve(FrameConnection connection) {
    try (connection) {
      int epoch = 0;
      while (true) {
        try (Frame frame = connection.read()) {
          if (frame.kind() == FrameKind.DEPLOY) {
            epoch = frame.epoch();
            connection.write(ready(DeployOrder.read(frame.text())));
          } else if (frame.kind() != FrameKind.PING) {
            connection.write(rubbish(epoch));
          }
        }
      }
    } catch (IOException e) {
      // It was found out.
    }
  }

  private static Frame ready(DeployOrder order) {
    int segments = order.own().endSegment() - order.own().firstSegment();
    return Frame.control(
        FrameKind.READY,
        order.epoch(),
        new ControlBody.Ready(Collections.nCopies(segments, 0.0), List.of()).write());
  }

  private synchronized Frame rubbish(int epoch) {
    int elements = random.nextInt(20);
    TensorValues values =
        new TensorValues(
            ElementType.INT64, List.of((long) elements), ByteBuffer.allocate(elements * 8));
    return new Frame(
        KINDS[random.nextInt(KINDS.length)],
        epoch,
        random.nextInt(400) - 1,
        random.nextInt(6) - 1,
        random.nextInt(4) - 1,
        random.nextInt(4) - 1,
        TEXTS.get(random.nextInt(TEXTS.size())),
        Map.of(random.nextBoolean() ? "hops" : "state", values),
        Lease.NONE);
  }

  @Override
  public void close() {
    listener.close();
  }
}
