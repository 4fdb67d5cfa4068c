package dev.espalier.runtime.wire.auth;

import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Reads what TLS needs from key stores in PKCS12 or JKS, which {@code keytool} makes. */
public final class TlsContexts {
  private TlsContexts() {}

  /**
   * A context for {@link Security#tls}.
   *
   * @param keyStore private key and certificate of this end
   * @param trustStore certificates of the peers, or of who signs them, and of nobody else
   * @param password password of both files and of the key
   * @throws InvalidFileException if a file cannot be read or lacks what it is for
   */
  public static SSLContext of(Path keyStore, Path trustStore, char[] password) {
    KeyStore own = read(keyStore, password);
    KeyStore trusted = read(trustStore, password);
    try {
      require(keyStore, own, KeyStore.PrivateKeyEntry.class, "a private key");
      require(trustStore, trusted, KeyStore.TrustedCertificateEntry.class, "a trusted certificate");
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, password);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (UnrecoverableKeyException e) {
      throw new InvalidFileException(
          "%s: the password opens the file but not its private key; both must have the same"
              .formatted(keyStore));
    } catch (GeneralSecurityException e) {
      throw new InvalidFileException("%s: %s".formatted(keyStore, e.getMessage()));
    }
  }

  private static KeyStore read(Path path, char[] password) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new InvalidFileException(
          "%s: expected a key store in PKCS12 or JKS but there is no such file to read"
              .formatted(path));
    }
    try {
      return KeyStore.getInstance(path.toFile(), password);
    } catch (IOException e) {
      boolean isPassword = e.getCause() instanceof UnrecoverableKeyException;
      throw new InvalidFileException(
          isPassword
              ? path + ": the password is wrong"
              : "%s: cannot be read: %s".formatted(path, e.getMessage()));
    } catch (GeneralSecurityException e) {
      throw new InvalidFileException(
          "%s: expected a key store in PKCS12 or JKS but found another file".formatted(path));
    }
  }

  private static void require(
      Path path, KeyStore store, Class<? extends KeyStore.Entry> entry, String what)
      throws KeyStoreException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.entryInstanceOf(alias, entry)) {
        return;
      }
    }
    throw new InvalidFileException("%s: expected %s but found none".formatted(path, what));
  }
}
