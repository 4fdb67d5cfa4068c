package dev.espalier.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.InvalidFieldException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
  @Test
  void metricsAreServed() throws Exception {
    Metrics metrics = Metrics.create();
    metrics.answered("/plan", "POST", 200, 3_000_000);
    metrics.planningBegan();
    metrics.planningBegan();
    metrics.planningEnded("plan", "planned", 2_000_000);
    metrics.changed("applied", 3);
    metrics.decided("move", 2, 5e6, 400_000);
    metrics.deployed(123.5, 120);
    try (MetricsEndpoint endpoint =
        MetricsEndpoint.start(new InetSocketAddress("127.0.0.1", 0), metrics, line -> {})) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://127.0.0.1:%d/metrics"
                                  .formatted(endpoint.address().getPort())))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(answer.body())
          .contains(
              "espalier_http_requests_seconds_count{method=\"POST\",route=\"/plan\",status=\"200\"} 1")
          .contains("espalier_plannings_running 1.0")
          .contains("espalier_plannings_seconds_count{kind=\"plan\",outcome=\"planned\"} 1")
          .contains("espalier_changes_total{result=\"applied\"} 3.0")
          .contains("espalier_decisions_seconds_count{decision=\"move\"} 1")
          .contains("espalier_moved_devices_total 2.0")
          .contains("espalier_moved_bytes_total 5000000.0")
          .contains("espalier_predicted_cost 123.5")
          .contains("espalier_predicted_bound 120.0")
          .contains("jvm_memory_used_bytes{area=\"heap\"");
    }
  }

  @Test
  void onlyThisMachineReachesMetrics() {
    assertThatThrownBy(
            () ->
                MetricsEndpoint.start(
                    new InetSocketAddress("0.0.0.0", 0), Metrics.create(), line -> {}))
        .isInstanceOf(InvalidFieldException.class);
  }
}
