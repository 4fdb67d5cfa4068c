package dev.espalier.cli.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.InvalidFieldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentFilesTest {
  @TempDir private Path folder;

  private String[] expanded(String text) throws IOException {
    Path file = folder.resolve("args");
    Files.writeString(file, text);
    return ArgumentFiles.expanded("plan", "@" + file, "--seed");
  }

  @Test
  void wordsOfAFileStandInItsPlace() throws IOException {
    assertThat(expanded("--model net.onnx\n--catalog\tedge.json\r\n"))
        .containsExactly("plan", "--model", "net.onnx", "--catalog", "edge.json", "--seed");
  }

  @Test
  void quotesEncloseBlanksAndCommentsAreLeftOut() throws IOException {
    assertThat(expanded("# all\n--out 'a b'.json --pin=\"it's\"=d1 x#y # rest 'of it\n'' @other"))
        .containsExactly(
            "plan", "--out", "a b.json", "--pin=it's=d1", "x#y", "", "@other", "--seed");
  }

  @Test
  void anEmptyFileHasNoArguments() throws IOException {
    assertThat(expanded("\ufeff\n# nothing\n")).containsExactly("plan", "--seed");
  }

  @Test
  void aDoubledSignIsASign() {
    assertThat(ArgumentFiles.expanded("@@home", "@")).containsExactly("@home", "@");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> ArgumentFiles.expanded("@nowhere"))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage(
            "@nowhere: the file of arguments does not exist; write @@nowhere for an argument that"
                + " begins with @");
  }

  @Test
  void anOpenQuoteIsLocated() {
    assertThatThrownBy(() -> expanded("--model x\n--out 'a b"))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageEndingWith("at line 2: the quote ' is not closed");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = folder.resolve("args");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> ArgumentFiles.expanded("@" + file))
        .hasMessageEndingWith("is not text in UTF-8");
  }
}
