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
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An agent that seems to be well and confirms every sample, but never answers one. */
final class Swallower implements AutoCloseable {
  private final FrameListener listener;

  Swallower(long memoryBytes) {
    listener =
        FrameListener.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            AgentGroup.endpoint(memoryBytes),
            Swallower::serve,
            refused -> {});
  }

  AgentPlace place(String device) {
    return new AgentPlace(device, listener.address(), LinkAddress.text(listener.address()));
  }

  private static void serve(FrameConnection connection) {
    try (connection) {
      while (true) {
        try (Frame frame = connection.read()) {
          switch (frame.kind()) {
            case DEPLOY -> connection.write(ready(DeployOrder.read(frame.text())));
            case PING -> connection.write(pong(frame));
            case DATA ->
                connection.write(Frame.about(FrameKind.CREDIT, frame.epoch(), frame.sample()));
            default -> {
              // It does as if it did it.
            }
          }
        }
      }
    } catch (IOException e) {
      // The run is over.
    }
  }

  private static Frame ready(DeployOrder order) {
    int segments = order.own().endSegment() - order.own().firstSegment();
    return Frame.control(
        FrameKind.READY,
        order.epoch(),
        new ControlBody.Ready(Collections.nCopies(segments, 0.0), List.of()).write());
  }

  private static Frame pong(Frame ping) {
    ByteBuffer state = ByteBuffer.allocate(3 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    state.putLong(System.nanoTime()).putLong(Frame.NONE).putLong(0);
    return new Frame(
        FrameKind.PONG,
        ping.epoch(),
        ping.sample(),
        Frame.NONE,
        Frame.NONE,
        Frame.NONE,
        "",
        Map.of("state", new TensorValues(ElementType.INT64, List.of(3L), state.flip())),
        Lease.NONE);
  }

  @Override
  public void close() {
    listener.close();
  }
}
