package dev.espalier.runtime.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.device.Link;
import dev.espalier.runtime.RuntimeFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class NetworkNamespacesTest {
  private static final double TOLERANCE = 0.03;

  /** What the way through two network stacks and a thread that wakes up take, ms. */
  private static final double HOP_MS = 0.5;

  private static final List<String> JVM = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1");

  @BeforeEach
  void canBeMade() {
    NetworkNamespaces.missing().ifPresent(reason -> assumeTrue(false, reason));
  }

  private static NetworkNamespaces create(double mbps) {
    return NetworkNamespaces.create(
        List.of("a", "b"), List.of(new Link("a", "b", mbps, 0), new Link("b", "a", mbps, 0)));
  }

  private static List<String> java(String... arguments) {
    return AgentProcess.javaCommand(JVM, NamespaceTraffic.class.getName(), List.of(arguments));
  }

  private static AgentProcess receiver(NetworkNamespaces namespaces, String device) {
    return AgentProcess.start(
        device, namespaces.command(device, java("receive", namespaces.address(device))));
  }

  /** Medians of what is sent, each described as {@code BYTESxCOUNTxRUNS}, ms. */
  private static List<Double> sendMs(
      List<String> prefix, AgentProcess to, double mbps, double latencyMs, String... messages)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "send",
                to.address().getHostString(),
                Integer.toString(to.address().getPort()),
                Double.toString(mbps),
                Double.toString(latencyMs)));
    arguments.addAll(List.of(messages));
    List<String> command = new ArrayList<>(prefix);
    command.addAll(java(arguments.toArray(String[]::new)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said.lines().map(Double::valueOf).toList();
  }

  private static double linkMs(double bytes, double mbps, double latencyMs) {
    return latencyMs + 8 * bytes / (mbps * 1e3);
  }

  /** Nothing is added by the sender: what limits is the kernel. */
  @ParameterizedTest
  @CsvSource({"8, 40x1, 0.03", "94, 200x3, 0.03", "1000, 1000x3, 0.05"})
  void theKernelLimitsBulk(double mbps, String times, double tolerance) throws Exception {
    try (NetworkNamespaces namespaces = create(mbps);
        AgentProcess receiver = receiver(namespaces, "b")) {
      double askedMs = linkMs(50_000 * Double.parseDouble(times.split("x")[0]), mbps, 0);
      InTime.assertBetween(
          times,
          askedMs * (1 - tolerance),
          askedMs * (1 + tolerance),
          () -> sendMs(inside(namespaces, "a"), receiver, mbps, -1, "50000x" + times).get(0));
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 0", "94, 0", "94, 12.8", "1000, 0"})
  void aMessageTakesWhatTheLinkTakes(double mbps, double latencyMs) throws Exception {
    int[] bytes = {4_500, 1 << 18};
    String[] messages = {"4500x1x11", "262144x1x" + (mbps < 10 ? 3 : 11)};
    try (NetworkNamespaces namespaces = create(mbps);
        AgentProcess receiver = receiver(namespaces, "b")) {
      for (int i = 0; i < bytes.length; i++) {
        double askedMs = linkMs(bytes[i], mbps, latencyMs);
        String message = messages[i];
        InTime.assertBetween(
            bytes[i] + " bytes",
            askedMs * (1 - TOLERANCE),
            askedMs * (1 + TOLERANCE) + HOP_MS,
            () -> sendMs(inside(namespaces, "a"), receiver, mbps, latencyMs, message).get(0));
      }
    }
  }

  private static List<String> inside(NetworkNamespaces namespaces, String device) {
    return namespaces.command(device, List.of());
  }

  @Test
  void devicesReachNeighborsAndThisMachineAlone() throws Exception {
    try (NetworkNamespaces namespaces =
            NetworkNamespaces.create(
                List.of("a", "b", "c"),
                List.of(new Link("a", "b", 10, 0), new Link("b", "c", 8, 0)));
        AgentProcess receiver = receiver(namespaces, "c")) {
      double fromHereMs = sendMs(List.of(), receiver, 8, -1, "1000000x1x1").get(0);
      assertThat(fromHereMs).isLessThan(linkMs(1_000_000, 8, 0) / 10);
      double fromNeighborMs =
          sendMs(inside(namespaces, "b"), receiver, 8, -1, "1000000x1x1").get(0);
      assertThat(fromNeighborMs).isGreaterThan(linkMs(1_000_000, 8, 0) * (1 - TOLERANCE));
      List<String> command = namespaces.command("a", List.of("ip", "route", "get"));
      command.add(namespaces.address("c"));
      assertThatThrownBy(() -> Iproute.run(command.toArray(String[]::new)))
          .hasMessageContaining("unreachable");
    }
  }

  private static String everything() {
    return Iproute.run("ip", "netns", "list") + Iproute.run("ip", "-o", "link") + routes();
  }

  private static String routes() {
    return Iproute.run("ip", "-4", "route", "show", "table", "all");
  }

  @Test
  void nothingIsLeft() throws Exception {
    String mine = "esp" + ProcessHandle.current().pid() + ".";
    NetworkNamespaces namespaces = create(8);
    AgentProcess left = receiver(namespaces, "a");
    assertThat(everything()).contains(mine).contains(namespaces.address("a"));
    String address = namespaces.address("a");
    namespaces.close();
    assertThat(everything())
        .doesNotContain(mine)
        .doesNotContain("espalier-" + ProcessHandle.current().pid())
        .doesNotContain(address + " ");
    left.close();
    namespaces.close();
  }

  @Test
  void twoRunsDoNotCollide() {
    try (NetworkNamespaces one = create(8);
        NetworkNamespaces other = create(8)) {
      assertThat(one.address("a")).isNotEqualTo(other.address("a"));
      NetworkNamespaces.closeAll();
    }
    assertThat(everything()).doesNotContain("espalier-" + ProcessHandle.current().pid());
  }

  /** A link that is listed twice cannot be limited twice. */
  @Test
  void nothingIsLeftOfWhatFailedHalfway() {
    assertThatThrownBy(
            () ->
                NetworkNamespaces.create(
                    List.of("a", "b"), List.of(new Link("a", "b", 8, 0), new Link("a", "b", 9, 0))))
        .isInstanceOf(RuntimeFailedException.class)
        .hasMessageContaining("tc -n espalier-");
    assertThat(everything()).doesNotContain("espalier-" + ProcessHandle.current().pid());
  }

  @Test
  void leftoversOfAProcessThatHasEndedAreRemoved() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    String name = Leftovers.name(ended.pid(), 0);
    Iproute.run("ip", "netns", "add", name);
    create(8).close();
    assertThat(Iproute.run("ip", "netns", "list")).doesNotContain(name);
  }

  @Test
  void anInterruptedThreadRemovesEverything() {
    NetworkNamespaces namespaces = create(8);
    Thread.currentThread().interrupt();
    namespaces.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(everything()).doesNotContain("espalier-" + ProcessHandle.current().pid());
  }
}
