package dev.espalier.cli.option.run;

import dev.espalier.cli.option.InputOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.runtime.wire.auth.Security;
import dev.espalier.runtime.wire.auth.TlsContexts;
import dev.espalier.runtime.wire.auth.TokenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How agents and their coordinator prove to each other that they belong together. */
public final class SecurityOptions {
  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with a secret of at least 16 bytes that all agents and the coordinator have. Needed"
              + " for addresses of other machines unless TLS is used.")
  private String tokenFile;

  @Option(
      names = "--key-store",
      paramLabel = "FILE",
      description = "Key and certificate of this end for mutual TLS, PKCS12 or JKS.")
  private String keyStore;

  @Option(
      names = "--trust-store",
      paramLabel = "FILE",
      description = "Certificates of the other ends for mutual TLS, PKCS12 or JKS.")
  private String trustStore;

  @Option(
      names = "--store-password-file",
      paramLabel = "FILE",
      description = "File with the password of both stores.")
  private String passwordFile;

  /**
   * What was chosen; without any option, only this machine is trusted.
   *
   * @param err receives a warning where others can read the secret
   * @throws InvalidFieldException if options do not fit together
   * @throws InvalidFileException if a file cannot be read or holds something else
   */
  public Security security(PrintWriter err) {
    boolean isTls = isTls();
    if (isTls && tokenFile != null) {
      throw new InvalidFieldException(
          "token-file", "--token-file and TLS exclude each other; choose one of them");
    }
    if (tokenFile != null) {
      TokenFile token = TokenFile.read(InputOptions.path("token-file", tokenFile));
      token.warning().ifPresent(text -> err.println("warning: " + Printable.line(text)));
      return token.security();
    }
    return isTls ? tls() : Security.open();
  }

  /** Whether an option is given. */
  public boolean isGiven() {
    return tokenFile != null || isTls();
  }

  private boolean isTls() {
    return keyStore != null || trustStore != null || passwordFile != null;
  }

  private Security tls() {
    if (keyStore == null || trustStore == null || passwordFile == null) {
      throw new InvalidFieldException(
          "key-store", "TLS needs all of --key-store, --trust-store and --store-password-file");
    }
    Path path = InputOptions.path("store-password-file", passwordFile);
    try {
      char[] password = Files.readString(path).strip().toCharArray();
      return Security.tls(
          TlsContexts.of(
              InputOptions.path("key-store", keyStore),
              InputOptions.path("trust-store", trustStore),
              password));
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }
}
