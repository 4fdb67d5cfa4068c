package dev.espalier.cli.command.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
  private static List<String> of(String typed) {
    return JobArguments.of(List.of(typed.split(" ")));
  }

  @Test
  void optionsOfTheJobAreLeftOut() {
    assertThat(
            of(
                "batch --image i a.jsonl --emit=kubernetes --shard 8 --claim c --job-name=j"
                    + " --parallelism 2 --cpu 1 --memory 1Gi --config-map m --out b.jsonl"))
        .containsExactly("batch", "a.jsonl", "--shard", "8", "--out", "b.jsonl", "--resume");
  }

  @Test
  void resumingIsRequestedOnce() {
    assertThat(of("batch a.jsonl --resume --emit kubernetes"))
        .containsExactly("batch", "a.jsonl", "--resume");
  }

  @Test
  void whatStandsBehindTheOptionsStaysThere() {
    assertThat(of("batch --emit kubernetes -- --image=x"))
        .containsExactly("batch", "--resume", "--", "--image=x");
  }

  @Test
  void otherOptionsThatBeginAlikeStay() {
    assertThat(of("batch --emitted x --cpus=2"))
        .containsExactly("batch", "--emitted", "x", "--cpus=2", "--resume");
  }
}
