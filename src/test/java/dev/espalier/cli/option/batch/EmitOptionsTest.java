package dev.espalier.cli.option.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.InvalidFieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class EmitOptionsTest {
  @Command
  private static final class Host {
    @Mixin private EmitOptions emit;
  }

  private static EmitOptions parsed(String typed) {
    Host host = new Host();
    new CommandLine(host).parseArgs(typed.isEmpty() ? new String[0] : typed.split(" "));
    return host.emit;
  }

  @Test
  void nothingIsPrintedUnlessRequested() {
    assertThat(parsed("").isGiven()).isFalse();
  }

  @Test
  void imageAndClaimAreEnough() {
    EmitOptions emit = parsed("--emit kubernetes --image i --claim c");
    assertThat(emit.isGiven()).isTrue();
    assertThat(emit.jobName()).isEqualTo("espalier-batch");
    assertThat(emit.configMap()).isEmpty();
    assertThat(emit.parallelism()).isEmpty();
    assertThat(emit.cpu()).isEqualTo("1");
    assertThat(emit.memory()).isEqualTo("2Gi");
  }

  @ParameterizedTest
  @CsvSource({
    "--emit kubernetes --claim c, --emit kubernetes needs --image IMAGE",
    "--emit kubernetes --image i, --emit kubernetes needs --claim NAME",
    "--emit docker, '--emit must be kubernetes but is \"docker\"'",
    "--image i, --image needs --emit kubernetes",
    "--claim c, --claim needs --emit kubernetes",
    "--config-map c, --config-map needs --emit kubernetes",
    "--job-name c, --job-name needs --emit kubernetes",
    "--parallelism 2, --parallelism needs --emit kubernetes",
    "--cpu 2, --cpu needs --emit kubernetes",
    "--memory 2Gi, --memory needs --emit kubernetes"
  })
  void whatIsMissingIsNamed(String typed, String message) {
    EmitOptions emit = parsed(typed);
    assertThatThrownBy(emit::isGiven).isInstanceOf(InvalidFieldException.class).hasMessage(message);
  }
}
