package dev.espalier.io.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

  private static double parse(String text) {
    char[] around = ("9" + text + "9").toCharArray();
    return NumberText.parse(around, 1, text.length() + 1);
  }

  @Test
  void everyWrittenNumberIsReadAsTheJdkReadsIt() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextDouble() * Math.pow(10, random.nextInt(12) - 6);
      String text = String.format(Locale.ROOT, "%." + random.nextInt(20) + "f", value);
      assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
      assertThat(parse("-" + text)).as(text).isEqualTo(-Double.parseDouble(text));
      String exact = Double.toString(value);
      assertThat(parse(exact)).as(exact).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "007",
        "1.",
        ".5",
        "1e-3",
        "1E+5",
        "9007199254740993",
        "999999999999999999",
        "1234567890123456789",
        "0.1234567890123456789",
        "99999999999999999999.5",
        "1e400"
      })
  void unusualNumbersAreReadAsTheJdkReadsThem(String text) {
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1.2.3",
        "--1",
        "1d",
        "0x1p3",
        " 1",
        "1 ",
        "1,5",
        "NaN",
        "nan",
        "-.",
        "infinite"
      })
  void whatIsNoNumberIsNotANumber(String text) {
    assertThat(parse(text)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"inf,1", "-inf,-1", "Infinity,1", "+INF,1", "-Infinity,-1"})
  void infinitiesAreNumbers(String text, int sign) {
    assertThat(parse(text)).isEqualTo(sign / 0.0);
  }

  @Test
  void everyNumberIsWrittenSoThatItIsReadBack() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      double value = random.nextDouble() * Math.pow(10, random.nextInt(30) - 20);
      String text = NumberText.of(value);
      assertThat(parse(text)).as(text).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.5, 0.5",
    "0.1, 0.1",
    "0.943, 0.943",
    "100, 100",
    "0.3333333333333333, 0.33333333333333331"
  })
  void numbersAreWrittenPlainly(double value, String text) {
    assertThat(NumberText.of(value)).isEqualTo(text);
  }
}
