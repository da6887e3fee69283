package io.jswarm.pki;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The secret that lets a host join: {@code SWMTKN-1-<root digest>-<secret>}, digest and secret in
 * base 36 of 50 and 25 digits. Which role it stands for is decided by whose secret it matches.
 */
public record JoinToken(CaDigest rootDigest, String secret) {
  private static final String FIRST_PART = "SWMTKN";
  private static final String VERSION = "1";
  private static final int SECRET_WIDTH = 25;
  private static final int SECRET_BYTES = 16;

  public JoinToken {
    if (secret.length() != SECRET_WIDTH || !Base36.isDigits(secret)) {
      throw new IllegalArgumentException(
          "a join token's secret is " + SECRET_WIDTH + " lower-case letters and digits");
    }
  }

  /** Makes a new token; {@code random} must be a cryptographic one outside tests. */
  public static JoinToken mint(CaDigest rootDigest, RandomGenerator random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new JoinToken(rootDigest, Base36.encode(secret, SECRET_WIDTH));
  }

  /**
   * Reads a token.
   *
   * @throws PkiException with {@link PkiRefusal.InvalidToken} saying which part is wrong
   */
  public static JoinToken parse(String text) throws PkiException {
    String[] parts = text.strip().split("-", -1);
    if (!parts[0].equals(FIRST_PART)) {
      throw invalid("it must start with SWMTKN-1-");
    }
    if (parts.length > 1 && parts[1].equals("2")) {
      throw invalid("SWMTKN-2 (FIPS) tokens are not supported");
    }
    if (parts.length != 4 || !parts[1].equals(VERSION)) {
      throw invalid("it must have the form SWMTKN-1-<digest>-<secret>");
    }
    checkPart("digest", parts[2], CaDigest.BASE36_WIDTH);
    checkPart("secret", parts[3], SECRET_WIDTH);
    try {
      return new JoinToken(CaDigest.ofBase36(parts[2]), parts[3]);
    } catch (IllegalArgumentException _) {
      throw invalid("its digest part is not a SHA-256 digest");
    }
  }

  private static void checkPart(String name, String part, int width) throws PkiException {
    if (part.length() != width) {
      throw invalid(
          "its %s part must have %d characters, this one has %d (was it cut off when copied?)"
              .formatted(name, width, part.length()));
    }
    if (!Base36.isDigits(part)) {
      throw invalid("its %s part may hold lower-case letters and digits only".formatted(name));
    }
  }

  private static PkiException invalid(String detail) {
    return new PkiException(new PkiRefusal.InvalidToken(detail));
  }

  /** The token as the operator copies it. A secret: never log it. */
  public String text() {
    return String.join("-", FIRST_PART, VERSION, rootDigest.base36(), secret);
  }

  /** Whether both are the same token; takes the same time wherever they differ. */
  public boolean matches(JoinToken other) {
    return MessageDigest.isEqual(bytes(text()), bytes(other.text()));
  }

  /** The role of the cluster's token that this one equals; empty when it equals neither. */
  public Optional<CertificateRole> roleAmong(JoinToken worker, JoinToken manager) {
    boolean isWorker = matches(worker);
    boolean isManager = matches(manager);
    if (isManager) {
      return Optional.of(CertificateRole.MANAGER);
    }
    return isWorker ? Optional.of(CertificateRole.WORKER) : Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Shows the digest, hides the secret. */
  @Override
  public String toString() {
    return "SWMTKN-1-" + rootDigest.base36() + "-(secret)";
  }
}
