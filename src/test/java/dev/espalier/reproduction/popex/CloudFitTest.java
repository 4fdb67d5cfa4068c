package dev.espalier.reproduction.popex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.study.LineChart;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudFitTest {

  /** Printed: 87.27 %, part of the layers in the cloud, the input from 500 and not at 400. */
  @Test
  void shareUsedGivesEveryPrintedNumber() {
    CloudFit fit = CloudFit.of(Popex.CLOUD_SHARE);
    assertThat(fit.savedPercent()).isCloseTo(87.27, within(0.05));
    assertThat(AlexNetScene.cutNames().get(fit.edgeLayers())).isEqualTo("pool5");
    assertThat(fit.firstCloudOnlyGamma()).isGreaterThan(400).isLessThanOrEqualTo(500);
    assertThat(new AlexNetScene(Popex.CLOUD_SHARE).cloudComputeMs()).isCloseTo(85.7, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({
    "2.22, 87.28, pool5, 398, 1",
    "2.24, 87.32, pool5, 402, 1",
    "2.3, 87.43, pool5, 412, 0.95",
    "2.5, 87.81, pool5, 447, 0.85",
    "2.8, 88.33, pool5, 500, 0.7",
    "10, 89.28, fc3, 1767, NaN"
  })
  void otherSharesGiveOtherNumbers(
      double percent, double saved, String cut, int gamma, double lastCloudOnly) {
    CloudFit fit = CloudFit.of(percent / 100);
    assertThat(fit.savedPercent()).isCloseTo(saved, within(0.006));
    assertThat(AlexNetScene.cutNames().get(fit.edgeLayers())).isEqualTo(cut);
    assertThat(fit.firstCloudOnlyGamma()).isEqualTo(gamma);
    assertThat(Double.valueOf(fit.lastCloudOnly())).isEqualTo(Double.valueOf(lastCloudOnly));
  }

  @Test
  void chartsMarkTheShareUsed() {
    List<CloudFit> fits = CloudFit.all();
    for (ReproducedFigure figure : CloudFit.charts(fits, Popex.CLOUD_SHARE)) {
      LineChart chart = (LineChart) figure.chart();
      assertThat(chart.lines().get(0).points())
          .filteredOn(LineChart.Point::isMarked)
          .extracting(LineChart.Point::x)
          .containsExactly(2.24);
      assertThat(chart.lines().get(0).points())
          .extracting(LineChart.Point::x)
          .startsWith(2.0)
          .endsWith(10.0)
          .isSorted();
    }
    assertThat(CloudFit.remark(fits)).contains("p = 0.95", "2.30 %", "87.4");
  }
}
