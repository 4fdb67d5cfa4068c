package dev.espalier.cli.command.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.runtime.RuntimeFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentSetTest {
  @Test
  void resourceThatCannotBeEndedKeepsNoOtherFromBeingEnded() {
    List<String> ended = new ArrayList<>();
    List<AutoCloseable> resources =
        List.of(
            () -> ended.add("agents"),
            () -> {
              throw new IOException("folder");
            },
            () -> ended.add("namespaces"),
            () -> {
              throw new IOException("others");
            });
    assertThatThrownBy(() -> AgentSet.close(resources))
        .isInstanceOf(RuntimeFailedException.class)
        .hasMessage("agents cannot be ended: folder")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(ended).containsExactly("agents", "namespaces");
  }
}
