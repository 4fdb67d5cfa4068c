package dev.espalier.cli.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Value;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberListTest {
  private static String texts(String numbers) {
    return NumberList.parse(numbers).stream().map(Value::text).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8 | 8",
        "1,2,5 | 1 2 5",
        " 5 , 2.50,1e2 | 5 2.5 100",
        "-1,0 | -1 0",
        "1:3:1 | 1 2 3",
        "1:3:5 | 1",
        "3:3:1 | 3",
        "0:1:0.25 | 0 0.25 0.5 0.75 1",
        "0:1:0.3 | 0 0.3 0.6 0.9",
        "1:1000:x10 | 1 10 100 1000",
        "1:1000:x2 | 1 2 4 8 16 32 64 128 256 512",
        "2:2:x10 | 2",
        "0.001:1:x10 | 0.001 0.01 0.1 1",
        "1,2,10:30:10,100:1000:x10 | 1 2 10 20 30 100 1000",
        "1e-9,1e20 | 0.000000001 1E+20",
      })
  void listsAndRangesAreSpelledOut(String numbers, String values) {
    assertThat(texts(numbers)).isEqualTo(values);
  }

  @Test
  void sumsDoNotDrift() {
    assertThat(texts("0:1:0.1")).isEqualTo("0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1");
    assertThat(NumberList.parse("0:1:0.1").get(3).number()).isEqualTo(0.3);
    assertThat(NumberList.parse("0:9.999:0.001")).hasSize(10_000);
  }

  @Test
  void rangeOfFactorsEndsWhereItsStepsLeadDespiteRounding() {
    assertThat(NumberList.parse("1:1000:x1.7782794100389228")).hasSize(13);
    assertThat(NumberList.parse("1:8:x1.4142135623730951").get(6).number()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "'' | expected a number but found \"\"",
        "1,,2 | expected a number but found \"\"",
        "1,2, | expected a number but found \"\"",
        "NaN | expected a number but found \"NaN\"",
        "Infinity | expected a number but found \"Infinity\"",
        "0x10 | expected a number but found \"0x10\"",
        "1e999999999 | expected a number but found \"1e999999999\"",
        "1d | expected a number but found \"1d\"",
        "1:2 | a range must be FROM:TO:STEP or FROM:TO:xFACTOR but is \"1:2\"",
        "1:2:3:4 | a range must be FROM:TO:STEP or FROM:TO:xFACTOR but is \"1:2:3:4\"",
        "1:2: | expected a number but found \"\"",
        "1:2:x | expected a number but found \"\"",
        "10:1:1 | range 10:1:1: its end must not be below its start",
        "1:10:0 | range 1:10:0: its step must be > 0 but is 0",
        "1:10:-1 | range 1:10:-1: its step must be > 0 but is -1",
        "1:10:x1 | range 1:10:x1: its factor must be > 1 but is x1",
        "1:10:x0.5 | range 1:10:x0.5: its factor must be > 1 but is x0.5",
        "0:10:x2 | range 0:10:x2: its start must be > 0, as factors lead from it",
        "0:10000:1 | 0:10000:1 has more than 10000 values",
        "0:1e30:1e-30 | 0:1e30:1e-30 has more than 10000 values",
        "1:1e90:x1.000001 | 1:1e90:x1.000001 has more than 10000 values",
        "1:6000:1,6001:12000:1 | 1:6000:1,6001:12000:1 has more than 10000 values",
        "1,1.0 | value 1 is listed twice",
        "0,-0 | value 0 is listed twice",
        "1:3:1,2 | value 2 is listed twice",
      })
  void whatIsNoListOfNumbersIsNamed(String numbers, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NumberList.parse(numbers))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "'1,10', false",
    "'1,10,100', true",
    "'1,2,5,10,20,50', true",
    "'1,2,3', false",
    "'5,5.1,5.2,5.3', false",
    "'0,1,10,100', false",
    "'100,1,10', true",
    "'8', false"
  })
  void axisIsLogarithmicWhereFactorsAreMoreEvenThanDifferences(String numbers, boolean expected) {
    Parameter any = new Parameter.ExitProbability("any");
    assertThat(new Axis(any, NumberList.parse(numbers)).isLogarithmic()).isEqualTo(expected);
  }

  @Test
  void textsAndNumbersAgree() {
    DoubleStream.of(1e-12, 0.1, 3, 1e15, 1e30)
        .mapToObj(BigDecimal::valueOf)
        .map(Value::of)
        .forEach(value -> assertThat(Double.parseDouble(value.text())).isEqualTo(value.number()));
  }
}
