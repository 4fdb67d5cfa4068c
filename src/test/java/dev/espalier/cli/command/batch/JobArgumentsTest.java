package dev.espalier.cli.command.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.InvalidFieldException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobArgumentsTest {
  private static List<String> of(String typed) {
    return JobArguments.of(List.of(typed.split(" ")));
  }

  @Test
  void optionsOfTheJobAreLeftOut() {
    assertThat(
            of(
                "--image i a.jsonl --emit=kubernetes --shard 8 --claim c --job-name=j --out b"
                    + " --parallelism 2 --cpu 1 --memory 1Gi --resume --config-map m --seed=2"))
        .containsExactly("a.jsonl", "--shard", "8", "--seed=2");
  }

  @Test
  void whatStandsBehindTheOptionsStaysThere() {
    assertThat(of("--emit kubernetes -- --image=x")).containsExactly("--", "--image=x");
  }

  @Test
  void otherOptionsThatBeginAlikeStay() {
    assertThat(of("--emitted x --cpus=2")).containsExactly("--emitted", "x", "--cpus=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "./b/../a", "/data/a", "/etc/espalier/a", "zoo:b-alexnet"})
  void filesThatPodsHaveAreTaken(String name) {
    assertThatCode(() -> JobArguments.checkFile("x", name, "/data", "/etc/espalier"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/home/a", "../a", "b/../../etc/a", "/database/a", ".", "/data", "-", ""})
  void filesThatPodsDoNotHaveAreRefused(String name) {
    assertThatThrownBy(() -> JobArguments.checkFile("--out", name, "/data"))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("--out: ");
  }
}
