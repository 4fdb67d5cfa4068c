package dev.espalier.runtime.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A key store with a new key, and the certificate of the key.
 *
 * @param store the key store; its password is {@code changeit}
 */
public record Keys(Path store, Path certificate) {

  /** Makes a key that is signed by itself. */
  public static Keys generate(Path folder, String name) throws IOException, InterruptedException {
    Keys keys = new Keys(folder.resolve(name + ".p12"), folder.resolve(name + ".crt"));
    keytool(keys.store, "-genkeypair", "-keyalg", "EC", "-alias", name, "-dname", "CN=" + name);
    keytool(keys.store, "-exportcert", "-alias", name, "-file", keys.certificate.toString());
    return keys;
  }

  /** Adds the certificate to those that a trust store has. */
  public void trustIn(Path trustStore) throws IOException, InterruptedException {
    keytool(
        trustStore,
        "-importcert",
        "-noprompt",
        "-alias",
        store.getFileName().toString(),
        "-file",
        certificate.toString());
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
