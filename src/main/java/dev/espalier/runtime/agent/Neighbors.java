package dev.espalier.runtime.agent;

import dev.espalier.internal.Units;
import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.io.json.control.LinkShape;
import dev.espalier.io.json.control.RouteStage;
import dev.espalier.runtime.agent.segment.MemoryNeed;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.standin.LinkShaper;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameLimits;
import dev.espalier.runtime.wire.auth.Identity;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The other stages of a deployment, and the links to them where these are imitated. */
final class Neighbors {
  private static final int CONNECT_MS = 5_000;
  private static final double NS_PER_MS = 1e6;

  private final DeployOrder deployment;
  private final Endpoint endpoint;
  private final Imitations imitations;
  private final long messageBytes;

  Neighbors(DeployOrder deployment, Endpoint endpoint, Imitations imitations) {
    this.deployment = deployment;
    this.endpoint = endpoint;
    this.imitations = imitations;
    messageBytes = new MemoryNeed(deployment).largestMessageBytes();
  }

  /** Sends to a stage; the connection is opened in a thread of its own. */
  Outgoing connect(int stage, Outgoing.Listener listener) {
    LinkShaper shaper = shaper(stage);
    return new Outgoing(
        () -> open(stage).withOutput(shaper), shaper, deployment.settings().window(), listener);
  }

  private FrameConnection open(int stage) throws IOException {
    RouteStage other = deployment.route().get(stage);
    FrameLimits limits = endpoint.limits();
    int handshakeMs = (int) Math.min(limits.handshakeMs(), deployment.settings().patienceMs());
    return FrameConnection.connect(
        LinkAddress.parse("address", other.address(), false),
        new Identity(Identity.Role.AGENT, deployment.session(), deployment.own().device()),
        new Endpoint(
            endpoint.security(), limits.withTimes(limits.frameMs(), handshakeMs), endpoint.pool()),
        CONNECT_MS);
  }

  /** The link to a stage. */
  LinkShaper shaper(int stage) {
    return imitations.to(deployment.route().get(stage).device(), deployment.links().get(stage));
  }

  private static double mbps(LinkShape shape) {
    return shape.bandwidthMbps().orElse(LinkShape.UNLIMITED_MBPS);
  }

  /**
   * Time in which a stage must confirm a message: beside the patience of the deployment, that of
   * the largest message on the link, if it is imitated, and of both ways.
   */
  long patienceNs(int stage) {
    double linkMs =
        deployment
            .links()
            .get(stage)
            .map(shape -> Units.bytesOverLinkMs(messageBytes, mbps(shape)) + 2 * shape.latencyMs())
            .orElse(0.0);
    return TimeUnit.MILLISECONDS.toNanos(deployment.settings().patienceMs())
        + Math.round(Math.min(linkMs * NS_PER_MS, Long.MAX_VALUE / 4));
  }
}
