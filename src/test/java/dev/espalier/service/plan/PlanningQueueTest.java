package dev.espalier.service.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.service.http.Answer;
import dev.espalier.service.http.ProblemException;
import dev.espalier.service.metrics.Metrics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PlanningQueueTest {
  private final PlanningQueue queue =
      new PlanningQueue(new PlanningLimits(Duration.ofSeconds(1), 1, 1, 1, 1), Metrics.create());

  @Test
  void aRequestThatEndsWithAnErrorIsAnsweredAndTheNextOneIsWorkedOn() {
    CompletableFuture<Answer> failed =
        queue.submit(
            "plan",
            () -> {
              throw new NoClassDefFoundError("missing");
            });
    assertThat(failed)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(NoClassDefFoundError.class);
    assertThat(queue.submit("plan", Answer::empty)).succeedsWithin(10, TimeUnit.SECONDS);
    queue.await(Duration.ofSeconds(10));
  }

  @Test
  void aRequestAfterTheStopIsRefusedForThatReason() {
    queue.stop();
    assertThatThrownBy(() -> queue.submit("plan", Answer::empty))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("the service is being stopped");
  }
}
