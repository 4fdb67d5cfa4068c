package dev.espalier.io.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.io.InvalidFileException;
import dev.espalier.model.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFileTest {
  @TempDir private Path folder;

  private Path npy(String descr, String order, String shape, String hex) throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n".formatted(descr, order, shape);
    return file(
        "934e554d50590100%02x00".formatted(header.length())
            + HexFormat.of().formatHex(header.getBytes(StandardCharsets.US_ASCII))
            + hex);
  }

  private Path file(String hex) throws IOException {
    Path path = folder.resolve("x");
    Files.write(path, HexFormat.of().parseHex(hex));
    return path;
  }

  /** The bytes are those that NumPy writes for the numbers. */
  @ParameterizedTest
  @CsvSource({
    "<f4, float32, 0000c03f000080c0, 1.5, -4",
    "<f8, float64, 000000000000f83f00000000000010c0, 1.5, -4",
    "<f2, float16, 003e00c4, 1.5, -4",
    "<f2, float16, 0100fffb, 5.9604644775390625e-8, -65504",
    "|u1, uint8, 01ff, 1, 255",
    "|i1, int8, 01ff, 1, -1",
    "|b1, bool, 0001, 0, 1",
    "<i2, int16, 0100ffff, 1, -1",
    "<u2, uint16, 0100ffff, 1, 65535",
    "<i4, int32, 01000000ffffffff, 1, -1",
    "<u4, uint32, 01000000ffffffff, 1, 4294967295",
    "<i8, int64, 0100000000000000ffffffffffffffff, 1, -1"
  })
  void npyTypesAreRead(String descr, String type, String hex, double first, double second)
      throws IOException {
    TensorValues values = TensorFile.read(npy(descr, "False", "(2,)", hex));
    assertThat(values.type()).isEqualTo(ElementType.labeled(type).orElseThrow());
    assertThat(values.shape()).containsExactly(2L);
    assertThat(values.number(0)).isEqualTo(first);
    assertThat(values.number(1)).isEqualTo(second);
  }

  @Test
  void shapesAreRead() throws IOException {
    assertThat(TensorFile.read(npy("|u1", "False", "()", "07")).shape()).isEmpty();
    TensorValues grid = TensorFile.read(npy("|u1", "False", "(2, 3)", "010203040506"));
    assertThat(grid.shape()).containsExactly(2L, 3L);
    assertThat(grid.part(1, List.of(3L)).number(0)).isEqualTo(4);
  }

  @Test
  void idxIsReadWithItsBytesInOrder() throws IOException {
    TensorValues values =
        TensorFile.read(file("00000C02" + "0000000100000002" + "00000001fffffffe"));
    assertThat(values.type()).isEqualTo(ElementType.INT32);
    assertThat(values.shape()).containsExactly(1L, 2L);
    assertThat(values.number(0)).isEqualTo(1);
    assertThat(values.number(1)).isEqualTo(-2);
  }

  private void check(Path path, String message) {
    assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(() -> TensorFile.read(path))
        .withMessageContaining(message);
  }

  @Test
  void wrongFilesAreRefused() throws IOException {
    check(folder.resolve("none"), "none: no such file");
    check(file(""), "expected a tensor as .npy (NumPy) or IDX but found neither");
    check(file("504b0304"), "expected a tensor as .npy (NumPy) or IDX but found neither");
    check(file("00010801"), "expected a tensor as .npy (NumPy) or IDX but found neither");
    check(
        file("00000701"),
        "type of the elements must be 8, 9, 11, 12, 13 or 14 in an IDX file but is 7");
    check(file("000008020000"), "the file ends within the header of an IDX tensor");
    check(file("0000080100000003" + "0102"), "needs 3 bytes but the file ends after 2 of them");
    check(file("0000080100000001" + "0102"), "expected the file to end after the 1 bytes");
    check(file("00000e03ffffffffffffffffffffffff"), "needs more than the 2 GiB that are supported");
    check(file("00000821" + "00000001".repeat(33)), "must have at most 32 axes but has 33");
    check(file("934e554d505904000000"), "expected a .npy file of version 1 to 3");
    check(file("934e554d50590100ff00"), "the file ends within the header of a .npy tensor");
    check(
        file("934e554d50590200ffffff7f"),
        "the header of a .npy file must have at most 65536 bytes");
    check(npy(">f4", "False", "(1,)", "00000000"), "but descr is >f4");
    check(npy("|O", "False", "(1,)", "00"), "but descr is |O");
    check(npy("<f4", "True", "(1,)", "00000000"), "fortran_order is True");
    check(npy("<f4", "False", "(-1,)", ""), "found no shape in");
    check(
        npy("|u1", "False", "(99999999999999999999,)", ""), "extents must be integers below 2^63");
  }

  /** Whatever a file holds, the answer is a tensor or one clear message. */
  @Test
  void randomBytesAreAnsweredWithAMessage() throws IOException {
    Random random = new Random(7);
    byte[] valid = Files.readAllBytes(npy("<f4", "False", "(1,)", "00000000"));
    for (int i = 0; i < 2000; i++) {
      ByteBuffer changed = ByteBuffer.wrap(valid.clone());
      for (int k = 0; k <= i % 3; k++) {
        changed.put(random.nextInt(valid.length), (byte) random.nextInt(256));
      }
      Path path = folder.resolve("changed");
      Files.write(path, changed.array());
      try {
        assertThat(TensorFile.read(path).elements()).isNotNegative();
      } catch (InvalidFileException e) {
        assertThat(e.getMessage()).startsWith(path.toString());
      }
    }
  }
}
