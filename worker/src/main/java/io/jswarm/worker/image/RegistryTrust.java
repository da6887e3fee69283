package io.jswarm.worker.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom connections to registries trust: the authorities of the system, which administrators add
 * theirs to, and those of the registry's own directory. Host names are always checked.
 */
final class RegistryTrust {
  /** Where distributions have their authorities, in the order Go's programs look for them. */
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private static final int FILE_MAX_BYTES = 8 << 20;

  private RegistryTrust() {}

  /**
   * For connections that trust the system's authorities and those in these files.
   *
   * @throws IOException naming the file that has no certificates
   */
  static SSLContext context(List<Path> own) throws IOException {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      List<Certificate> all = new ArrayList<>(system());
      for (Path file : own) {
        all.addAll(read(file));
      }
      for (int i = 0; i < all.size(); i++) {
        trusted.setCertificateEntry("ca" + i, all.get(i));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trusted), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("the authorities of registries cannot be used: " + e.getMessage(), e);
    }
  }

  private static Collection<? extends Certificate> system() throws GeneralSecurityException {
    for (Path file : SYSTEM) {
      if (Files.isReadable(file)) {
        try {
          return read(file);
        } catch (IOException _) {
          break; // the runtime has a list of its own
        }
      }
    }
    List<Certificate> builtIn = new ArrayList<>();
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager known) {
        builtIn.addAll(List.of(known.getAcceptedIssuers()));
      }
    }
    return builtIn;
  }

  /**
   * Managers.
   *
   * @param trusted null for those of the runtime
   */
  private static TrustManager[] managers(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(FILE_MAX_BYTES);
    }
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      if (found.isEmpty()) {
        throw new IOException(file + " has no certificate");
      }
      return found;
    } catch (CertificateException e) {
      throw new IOException(file + " is no file of certificates: " + e.getMessage(), e);
    }
  }
}
