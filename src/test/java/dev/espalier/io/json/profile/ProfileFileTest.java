package dev.espalier.io.json.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.io.InvalidFileException;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.LayerWork;
import dev.espalier.profile.Profile;
import dev.espalier.profile.SegmentTime;
import dev.espalier.profile.Setup;
import dev.espalier.profile.Timing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProfileFileTest {
  private static final Profile FULL =
      new Profile(
          new Setup(
              Optional.of("cam"),
              Optional.of("Cortex-A72, Linux"),
              Optional.of("onnxruntime 1.29.0"),
              Map.of("threads", "1")),
          Optional.of("net"),
          List.of(
              new LayerTime(
                  "a",
                  Optional.of("Conv"),
                  new Timing(2.5, Optional.of(new Timing.Interval(2.25, 3)), OptionalInt.of(9)),
                  Optional.of(new LayerWork(5000, 400, 200))),
              LayerTime.of("b", Timing.of(0))),
          List.of(new SegmentTime("a", "b", Timing.of(2.25))),
          OptionalDouble.of(0.01),
          OptionalDouble.of(0.5));

  @Test
  void whatIsWrittenIsReadBack() {
    String text = ProfileFile.write(FULL);

    assertThat(ProfileFile.parse(text, "x.json")).isEqualTo(FULL);
    assertThat(ProfileFile.write(ProfileFile.parse(text, "x.json"))).isEqualTo(text);
    Profile bare = Profile.of(Optional.empty(), List.of(LayerTime.of("a", Timing.of(1))));
    assertThat(ProfileFile.parse(ProfileFile.write(bare), "x.json")).isEqualTo(bare);
  }

  @Test
  void layerListedTwiceIsFoundAtItsPlace() {
    refuses(
        ProfileFile.write(FULL).replace("\"b\"", "\"a\""),
        "/layers/1/name at line ",
        "layer \"a\" is listed twice");
  }

  @Test
  void timesMustBeFiniteAndInOrder() {
    refuses(
        ProfileFile.write(FULL).replace("\"medianMs\" : 0.0", "\"medianMs\" : -1"),
        "/layers/1/medianMs at line ",
        "time: medianMs must be >= 0 but is -1.0");
    refuses(
        ProfileFile.write(FULL).replace("\"highMs\" : 3.0", "\"highMs\" : 2.3"),
        "/layers/0/highMs at line ",
        "2.5 is outside of 2.25 to 2.3");
    refuses(ProfileFile.write(FULL).replace("\"lowMs\" : 2.25,", ""), "field \"lowMs\" is missing");
  }

  @Test
  void workIsGivenInFullOrNotAtAll() {
    refuses(
        ProfileFile.write(FULL).replace("\"readBytes\" : 400,", ""),
        "/layers/0 at line ",
        "field \"readBytes\" is missing");
  }

  @Test
  void optionsAreTexts() {
    refuses(
        ProfileFile.write(FULL).replace("\"threads\" : \"1\"", "\"threads\" : 1"),
        "/options/threads at line ",
        "expected a text in quotes but found 1");
    refuses(
        ProfileFile.write(FULL).replace("\"threads\"", "\"\\u0007\""),
        "option: name must not contain control characters");
  }

  private static void refuses(String text, String... parts) {
    assertThatThrownBy(() -> ProfileFile.parse(text, "x.json"))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith("x.json: ")
        .hasMessageContainingAll(parts);
  }
}
