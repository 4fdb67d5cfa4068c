package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broken file of any kind is refused with one message that says where it is broken. */
class FileMutationTest {
  /** The name of every mutated file, which every message must repeat. */
  private static final String MUTANT = "mutant.json";

  @TempDir private static Path directory;
  private static ValidFiles files;

  /** The kinds of files, each with a command that reads it. */
  enum FileKind {
    MODEL {
      @Override
      List<Mutation> mutations() {
        return Mutations.ofModel();
      }

      @Override
      Json valid() {
        return ValidFiles.MODEL;
      }

      @Override
      Outcome read(Path file) {
        return CommandLineRunner.run(
            "plan --solver exact --model %s --catalog %s", file, files.catalog());
      }
    },
    CATALOG {
      @Override
      List<Mutation> mutations() {
        return Mutations.ofCatalog();
      }

      @Override
      Json valid() {
        return ValidFiles.PROFILED_CATALOG;
      }

      @Override
      Outcome read(Path file) {
        return CommandLineRunner.run(
            "plan --solver exact --model %s --catalog %s", files.model(), file);
      }
    },
    PROFILE {
      @Override
      List<Mutation> mutations() {
        return Mutations.ofProfile();
      }

      @Override
      Json valid() {
        return ValidFiles.PROFILE;
      }

      @Override
      Outcome read(Path file) {
        return CommandLineRunner.run("profile --from %s --format json", file);
      }
    },
    PLAN {
      @Override
      List<Mutation> mutations() {
        return Mutations.ofPlan(files.plan());
      }

      @Override
      Json valid() {
        return files.plan();
      }

      @Override
      Outcome read(Path file) {
        return CommandLineRunner.run(
            "evaluate --plan %s --model %s --catalog %s", file, files.model(), files.catalog());
      }
    };

    abstract List<Mutation> mutations();

    abstract Json valid();

    abstract Outcome read(Path file);
  }

  @BeforeAll
  static void writeValidFiles() {
    files = new ValidFiles(directory);
  }

  @ParameterizedTest
  @EnumSource
  void validFileIsAccepted(FileKind kind) throws IOException {
    Path file = directory.resolve("accepted.json");
    Files.writeString(file, kind.valid().text());
    Outcome outcome = kind.read(file);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void thereAreHundredsOfDistinctMutations(FileKind kind) {
    List<Mutation> mutations = kind.mutations();
    assertThat(mutations.stream().map(Mutation::reason)).doesNotHaveDuplicates();
    long distinct =
        mutations.stream().map(each -> ByteBuffer.wrap(each.content())).distinct().count();
    assertThat(distinct).isGreaterThanOrEqualTo(300);
  }

  @TestFactory
  Stream<DynamicTest> mutatedModelIsRefused() {
    return tests(FileKind.MODEL);
  }

  @TestFactory
  Stream<DynamicTest> mutatedCatalogIsRefused() {
    return tests(FileKind.CATALOG);
  }

  @TestFactory
  Stream<DynamicTest> mutatedProfileIsRefused() {
    return tests(FileKind.PROFILE);
  }

  @TestFactory
  Stream<DynamicTest> mutatedPlanIsRefused() {
    return tests(FileKind.PLAN);
  }

  private static Stream<DynamicTest> tests(FileKind kind) {
    return kind.mutations().stream()
        .map(each -> DynamicTest.dynamicTest(each.reason(), () -> check(kind, each)));
  }

  private static void check(FileKind kind, Mutation mutation) throws IOException {
    Path file = directory.resolve(MUTANT);
    Files.write(file, mutation.content());
    Outcome outcome = kind.read(file);
    if (mutation.valid()) {
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(outcome.errors()).isEmpty();
    } else {
      String error = outcome.failsWith(ExitCodes.BAD_INPUT);
      assertThat(error).startsWith(file + ": ").contains(mutation.place());
      assertThat(error.substring(file.toString().length())).matches("[^\\p{C}]*");
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomDamageNeverSurprises(FileKind kind) throws IOException {
    SplittableRandom random = new SplittableRandom(20230129);
    Path file = directory.resolve(MUTANT);
    byte[] valid = kind.valid().text().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 150; i++) {
      byte[] damaged = valid.clone();
      int hits = 1 + random.nextInt(3);
      for (int hit = 0; hit < hits; hit++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      Files.write(file, damaged);
      Outcome outcome = kind.read(file);
      assertThat(outcome.exitCode())
          .as(outcome.err())
          .isIn(ExitCodes.DONE, ExitCodes.BAD_INPUT, ExitCodes.NO_FEASIBLE_PLAN);
      if (outcome.exitCode() == ExitCodes.BAD_INPUT) {
        assertThat(outcome.failsWith(ExitCodes.BAD_INPUT)).startsWith(file + ": ");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileThatIsNotThereIsNamed(FileKind kind) {
    Path file = directory.resolve("nowhere").resolve("lost.json");
    assertThat(kind.read(file).failsWith(ExitCodes.BAD_INPUT)).isEqualTo(file + ": no such file");
  }

  @ParameterizedTest
  @EnumSource
  void directoryIsNotAFile(FileKind kind) {
    assertThat(kind.read(directory).failsWith(ExitCodes.BAD_INPUT))
        .isEqualTo(directory + ": expected a file but found a directory");
  }

  @ParameterizedTest
  @EnumSource
  void pathThroughAFileIsNotAFile(FileKind kind) {
    Path file = files.model().resolve("inner.json");
    assertThat(kind.read(file).failsWith(ExitCodes.BAD_INPUT)).startsWith(file + ": ");
  }

  @ParameterizedTest
  @EnumSource
  void fileOfTwentyMegabytesIsRefused(FileKind kind) throws IOException {
    Path file = directory.resolve("huge.json");
    Files.writeString(file, kind.valid().text() + " ".repeat(20_000_000));
    assertThat(kind.read(file).failsWith(ExitCodes.BAD_INPUT))
        .isEqualTo(file + ": the file is larger than the 16 MiB that are read");
    Files.delete(file);
  }

  @ParameterizedTest
  @EnumSource
  void fileOfAnotherKindIsRefused(FileKind kind) {
    Stream.of(FileKind.values())
        .filter(other -> other != kind)
        .forEach(
            other -> {
              Path file = directory.resolve("other.json");
              ValidFiles.write(file, other.valid());
              assertThat(kind.read(file).failsWith(ExitCodes.BAD_INPUT))
                  .contains(": /format at line 2", "but found \"espalier-");
            });
  }

  @Test
  void longListsAreReadInReasonableTime() throws IOException {
    List<Json> items =
        IntStream.range(0, 20_000)
            .<Json>mapToObj(
                i -> ValidFiles.MODEL.at("/layers/0").with("/name", Json.quoted("layer" + i)))
            .toList();
    Path file = directory.resolve("long.json");
    ValidFiles.write(file, ValidFiles.MODEL.with("/layers", new Json.Arr(items)));
    assertThat(FileKind.MODEL.read(file).failsWith(ExitCodes.BAD_INPUT)).contains("/exits/0/layer");
  }
}
