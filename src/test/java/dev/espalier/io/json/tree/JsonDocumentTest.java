package dev.espalier.io.json.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.espalier.io.json.tree.JsonDocument.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JsonDocumentTest {
  private record Point(String name, double x, Optional<String> note, OptionalDouble y) {}

  private record Kinds(int whole, long large, boolean flag, String none, double infinite) {}

  private record Counted(OptionalLong many, OptionalInt few) {}

  @Test
  void recordIsAnObjectWithItsComponentsInTheirOrder() {
    assertThat(JsonDocument.of(new Point("a", 1, Optional.of("n"), OptionalDouble.of(2.5))))
        .isEqualTo(
            "{\n  \"name\" : \"a\",\n  \"x\" : 1.0,\n  \"note\" : \"n\",\n  \"y\" : 2.5\n}\n");
  }

  @Test
  void emptyOptionalLeavesItsFieldOut() {
    assertThat(JsonDocument.of(new Point("a", 1, Optional.empty(), OptionalDouble.empty())))
        .isEqualTo("{\n  \"name\" : \"a\",\n  \"x\" : 1.0\n}\n");
    assertThat(JsonDocument.of(new Counted(OptionalLong.empty(), OptionalInt.of(2))))
        .isEqualTo("{\n  \"few\" : 2\n}\n");
  }

  @Test
  void nullAndWhatIsNotFiniteAreNull() {
    assertThat(JsonDocument.of(new Kinds(1, 1L << 60, true, null, Double.POSITIVE_INFINITY)))
        .isEqualTo(
            """
            {
              "whole" : 1,
              "large" : 1152921504606846976,
              "flag" : true,
              "none" : null,
              "infinite" : null
            }
            """);
  }

  @Test
  void partsMakeUpOneObjectAtTheTopAndBelow() {
    Fields inner = Fields.of(Map.of("a", 1), Optional.empty(), Optional.of(Map.of("b", 2)));

    assertThat(JsonDocument.of(Map.of("first", List.of()), Map.of("points", List.of(inner))))
        .isEqualTo(
            """
            {
              "first" : [ ],
              "points" : [ {
                "a" : 1,
                "b" : 2
              } ]
            }
            """);
  }

  @Test
  void whatIsNoRecordIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonDocument.of(Map.of("at", new Object())))
        .withMessage("java.lang.Object is no record");
  }
}
