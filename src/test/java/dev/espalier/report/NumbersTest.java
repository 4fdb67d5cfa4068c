package dev.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0.0531,0.0531",
    "12.34,12.3",
    "999.4,999",
    "999.5,1000",
    "999.6,1000",
    "1000,1000",
    "63950,63950",
    "1.44e8,1.44e8",
    "-999.6,-1000",
    "0,0.00"
  })
  void usesHaveThreeDigitsOrMore(double value, String shown) {
    assertThat(Numbers.use(value, OptionalDouble.empty())).isEqualTo(shown);
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Numbers.of(1234.5)).isEqualTo("1234.500");
      assertThat(Numbers.percent(0.015)).isEqualTo("1.5%");
      assertThat(Numbers.use(0.5, OptionalDouble.of(2))).isEqualTo("0.500/2.00 (25%)");
    } finally {
      Locale.setDefault(before);
    }
  }
}
