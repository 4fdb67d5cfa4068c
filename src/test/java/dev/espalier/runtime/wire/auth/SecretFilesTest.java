package dev.espalier.runtime.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of tokens and keys. */
class SecretFilesTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  private Path file(String content, String permissions) throws IOException {
    Path file = Files.write(folder.resolve("token"), content.getBytes(StandardCharsets.ISO_8859_1));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static void assertRefused(Path token, String message) {
    assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(() -> TokenFile.read(token))
        .withMessage(token + ": " + message);
  }

  @Test
  void whitespaceAroundATokenIsNoPartOfIt() throws IOException {
    TokenFile token = TokenFile.read(file("\n 0123456789\u00e9bcdef\r\n\n", "rw-------"));
    byte[] bytes = "0123456789\u00e9bcdef".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(token.security().proof("x")).isEqualTo(Security.token(bytes).proof("x"));
    assertThat(token.warning()).isEmpty();
  }

  @Test
  void tokenThatOthersCanReadIsWarnedOf() throws IOException {
    Path file = file("0123456789abcdef", "rw-r-----");
    assertThat(TokenFile.read(file).warning())
        .hasValue(
            file
                + ": the token can be read by other users of this machine; chmod 600 keeps them out");
  }

  @Test
  void shortLongAndMissingTokensAreRefused() throws IOException {
    assertRefused(
        file(" 0123456789abcde\n", "rw-------"), "token must have at least 16 bytes but has 15");
    assertRefused(
        file("x".repeat(4097), "rw-------"),
        "a token must have at most 4096 bytes but there are more");
    assertRefused(folder.resolve("none"), "no such file");
    assertRefused(folder, "expected a file but found a directory");
  }

  private static void assertRefused(Path keys, Path trust, String password, String message) {
    assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(() -> TlsContexts.of(keys, trust, password.toCharArray()))
        .withMessage(message);
  }

  @Test
  void keyStoresWithoutWhatTheyAreForAreRefused() throws Exception {
    Keys agent = Keys.generate(folder, "agent");
    Path trust = folder.resolve("trust.p12");
    agent.trustIn(trust);
    assertThat(TlsContexts.of(agent.store(), trust, PASSWORD)).isNotNull();
    assertRefused(trust, trust, "changeit", trust + ": expected a private key but found none");
    assertRefused(
        agent.store(),
        agent.store(),
        "changeit",
        agent.store() + ": expected a trusted certificate but found none");
    assertRefused(agent.store(), trust, "changeme", agent.store() + ": the password is wrong");
    Path none = folder.resolve("none.p12");
    assertRefused(
        agent.store(),
        none,
        "changeit",
        none + ": expected a key store in PKCS12 or JKS but there is no such file to read");
    Path text = file("no key store", "rw-------");
    assertRefused(
        text,
        trust,
        "changeit",
        text + ": expected a key store in PKCS12 or JKS but found another file");
  }
}
