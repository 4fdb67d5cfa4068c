package dev.espalier.runtime.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.runtime.RuntimeFailedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class AgentProcessTest {
  private static final long PATIENCE_MS = 10_000;

  private static AgentProcess start(String mode) {
    return AgentProcess.start("cam", command(mode));
  }

  private static List<String> command(String mode) {
    return AgentProcess.javaCommand(
        List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"), TinyAgent.class.getName(), List.of(mode));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()
        && System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS)) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private static boolean isThere(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void listensAndEndsWhenClosed() {
    AgentProcess agent = start("listen");
    assertThat(agent.address().getPort()).isEqualTo(4711);
    assertThat(agent.device()).isEqualTo("cam");
    assertThat(agent.isAlive()).isTrue();
    assertThat(isThere(agent.pid())).isTrue();
    long begun = System.nanoTime();
    agent.close();
    assertThat(agent.isAlive()).isFalse();
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isLessThan(1_900);
    agent.close();
  }

  @Test
  void anAgentThatDoesNotEndIsKilled() {
    AgentProcess agent = start("ignore-end");
    agent.close();
    assertThat(agent.isAlive()).isFalse();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes cannot be stopped")
  void aStoppedAgentIsKilled() throws Exception {
    AgentProcess agent = start("listen");
    signal("STOP", agent.pid());
    agent.close();
    assertThat(agent.isAlive()).isFalse();
  }

  @Test
  void allAgentsAreKilledAtOnce() throws InterruptedException {
    AgentProcess one = start("listen");
    AgentProcess other = start("ignore-end");
    AgentProcess.killAll();
    await(() -> !one.isAlive() && !other.isAlive());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
  void ctrlCIsLeftToTheCoordinator() throws Exception {
    try (AgentProcess agent = start("listen")) {
      signal("INT", agent.pid());
      Thread.sleep(300);
      assertThat(agent.isAlive()).isTrue();
    }
  }

  @Test
  void anAgentEndsWithItsCoordinatorEvenIfThatIsKilled() throws InterruptedException {
    AgentProcess coordinator = start("coordinate");
    await(() -> !coordinator.lastErrors().isEmpty());
    long inner = Long.parseLong(coordinator.lastErrors());
    assertThat(isThere(inner)).isTrue();
    coordinator.kill();
    await(() -> !isThere(inner));
  }

  @Test
  void whatItWritesIsReadAndTheLastErrorsAreKept() throws InterruptedException {
    try (AgentProcess agent = start("talk")) {
      await(() -> !agent.isAlive());
      await(() -> agent.lastErrors().contains("line 4999 on standard error"));
      assertThat(agent.lastErrors()).doesNotContain("line 100 ").hasSizeLessThan(3_000);
    }
  }

  @Test
  void anAgentThatFailsIsQuoted() {
    assertThatThrownBy(() -> start("fail"))
        .isInstanceOf(RuntimeFailedException.class)
        .hasMessage(
            "the agent of device \"cam\" ended before it listened, with exit code 3;"
                + " it said: error: no such model");
  }

  @Test
  void anAgentThatDoesNotListenIsEnded() {
    assertThatThrownBy(() -> AgentProcess.start("cam", command("silent"), 700))
        .hasMessage("the agent of device \"cam\" does not listen after 700 ms");
    assertThat(ProcessHandle.current().children().filter(AgentProcessTest::isSilent)).isEmpty();
  }

  private static boolean isSilent(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("TinyAgent silent");
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    assertThatThrownBy(() -> start("lie"))
        .hasMessage("the agent of device \"cam\" listens on what is no address: nowhere");
  }

  @Test
  void aProgramThatIsMissingIsNamed() {
    assertThatThrownBy(() -> AgentProcess.start("cam", List.of("/no/such/java")))
        .isInstanceOf(RuntimeFailedException.class)
        .hasMessageContaining("device \"cam\"")
        .hasMessageContaining("/no/such/java");
  }
}
