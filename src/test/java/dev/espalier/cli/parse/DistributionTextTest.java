package dev.espalier.cli.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.random.Distribution.Constant;
import dev.espalier.study.random.Distribution.LogUniform;
import dev.espalier.study.random.Distribution.Uniform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTextTest {
  @Test
  void distributionsAreRead() {
    assertThat(DistributionText.parse("1:100")).isEqualTo(new Uniform(1, 100));
    assertThat(DistributionText.parse(" 0.5:1e3:log ")).isEqualTo(new LogUniform(0.5, 1000));
    assertThat(DistributionText.parse("8")).isEqualTo(new Constant(8));
  }

  @Test
  void namesMayHaveEqualsSignsAndColons() {
    assertThat(DistributionText.varied("bandwidth:a=1:b=1:100"))
        .isEqualTo(new DistributionText.Varied("bandwidth:a=1:b", new Uniform(1, 100)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1:2:3:4|expected FROM:TO, FROM:TO:log or a number, such as 1:100:log, but found \"1:2:3:4\"",
        "1:100:x10|expected FROM:TO, FROM:TO:log or a number, such as 1:100:log, but found \"1:100:x10\"",
        "1,2|expected FROM:TO, FROM:TO:log or a number, such as 1:100:log, but found \"1,2\"",
        "x:2|expected a number but found \"x\"",
        "5:2|uniform distribution: to must be at least from, 5.0, but is 2.0",
        "0:2:log|log-uniform distribution: from must be > 0 but is 0.0"
      })
  void errorsNameWhatWasFound(String text, String message) {
    assertThatThrownBy(() -> DistributionText.parse(text))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage(message);
  }

  @Test
  void aParameterWithoutDistributionIsRefused() {
    assertThatThrownBy(() -> DistributionText.varied("bandwidth="))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("expected PARAM=FROM:TO, such as bandwidth=1:100, but found \"bandwidth=\"");
  }
}
