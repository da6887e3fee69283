package io.jswarm.api.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image, read by the grammar that Docker and registries share (the package {@code
 * reference} of CNCF Distribution): {@code busybox} is {@code docker.io/library/busybox}.
 *
 * @param domain the registry's host and port
 * @param path the repository there
 * @param tag letters, digits, {@code _ . -}, 128 at most
 * @param digest an algorithm and as many lower-case hexadecimal digits as it makes, {@code
 *     sha256:...}; whether the algorithm is in use here is the reader's to know
 */
public record Reference(String domain, String path, Optional<String> tag, Optional<String> digest) {
  /** The registry of names that say none. */
  public static final String DEFAULT_DOMAIN = "docker.io";

  private static final String LEGACY_DOMAIN = "index.docker.io";
  private static final String OFFICIAL = "library/";
  private static final String DEFAULT_TAG = "latest";

  /** Of domain and path together, in characters. */
  private static final int MAX_NAME_LENGTH = 255;

  /**
   * A name, a tag and the longest digest, with what parts them. What is longer is not looked at.
   */
  private static final int MAX_LENGTH = MAX_NAME_LENGTH + 1 + 128 + 1 + "sha512:".length() + 128;

  private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-f]{64}");
  private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
  private static final Pattern DOMAIN =
      Pattern.compile("(?:%s(?:\\.%s)*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?".formatted(LABEL, LABEL));
  private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern PATH = Pattern.compile("%s(?:/%s)*".formatted(PART, PART));
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?<name>[^@]+?)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>[^@]+))?");
  private static final Pattern DIGEST =
      Pattern.compile("sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}");

  /**
   * Reads a reference as people write it.
   *
   * @throws BadReference with Docker's sentence when it is none
   */
  public static Reference parse(String text) {
    if (IDENTIFIER.matcher(text).matches()) {
      throw new BadReference(
          "invalid repository name (%s), cannot specify 64-byte hexadecimal strings"
              .formatted(text));
    }
    if (text.length() > MAX_LENGTH) {
      throw new BadReference(
          "invalid reference format: longer than %d characters".formatted(MAX_LENGTH));
    }
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      throw new BadReference("invalid reference format");
    }
    String name = whole.group("name");
    int slash = name.indexOf('/');
    boolean hasDomain = slash > 0 && isDomain(name.substring(0, slash));
    String domain = hasDomain ? name.substring(0, slash) : DEFAULT_DOMAIN;
    String path = hasDomain ? name.substring(slash + 1) : name;
    domain = domain.equals(LEGACY_DOMAIN) ? DEFAULT_DOMAIN : domain;
    if (domain.equals(DEFAULT_DOMAIN) && path.indexOf('/') < 0) {
      path = OFFICIAL + path;
    }
    check(domain, path);
    Optional<String> digest = Optional.ofNullable(whole.group("digest"));
    digest.ifPresent(Reference::checkDigest);
    return new Reference(domain, path, Optional.ofNullable(whole.group("tag")), digest);
  }

  /**
   * The registry that people log in to by this address: a host as in references, with or without
   * scheme and path; Docker's when it is empty.
   *
   * @throws BadReference when it is no host
   */
  public static String registryOf(String address) {
    String host = address.replaceFirst("^https?://", "");
    int slash = host.indexOf('/');
    host = slash < 0 ? host : host.substring(0, slash);
    if (host.isEmpty() || host.equals(LEGACY_DOMAIN)) {
      return DEFAULT_DOMAIN;
    }
    if (!DOMAIN.matcher(host).matches()) {
      throw new BadReference("a registry is a host with or without a port");
    }
    return host;
  }

  private static boolean isDomain(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || first.chars().anyMatch(Character::isUpperCase);
  }

  private static void check(String domain, String path) {
    if (PATH.matcher(path).matches() && DOMAIN.matcher(domain).matches()) {
      if (domain.length() + 1 + path.length() > MAX_NAME_LENGTH) {
        throw new BadReference("repository name must not be more than 255 characters");
      }
      return;
    }
    boolean onlyCase = PATH.matcher(path.toLowerCase(Locale.ROOT)).matches();
    throw new BadReference(
        onlyCase && !PATH.matcher(path).matches()
            ? "invalid reference format: repository name must be lowercase"
            : "invalid reference format");
  }

  private static void checkDigest(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new BadReference(
          "invalid reference format: \"%s\" is no digest of sha256, sha384 or sha512"
              .formatted(digest));
    }
  }

  /** The same with the default tag when it has neither tag nor digest. */
  public Reference withDefaultTag() {
    return tag.isPresent() || digest.isPresent()
        ? this
        : new Reference(domain, path, Optional.of(DEFAULT_TAG), Optional.empty());
  }

  /** The same repository at a digest. */
  public Reference at(String content) {
    return new Reference(domain, path, Optional.empty(), Optional.of(content));
  }

  /** The same without the tag where a digest says more. */
  public Reference exact() {
    return digest.isPresent()
        ? new Reference(domain, path, Optional.empty(), digest)
        : withDefaultTag();
  }

  /** The repository as people write it. */
  public String familiarName() {
    if (!domain.equals(DEFAULT_DOMAIN)) {
      return domain + "/" + path;
    }
    return path.startsWith(OFFICIAL) ? path.substring(OFFICIAL.length()) : path;
  }

  /** The shortest text that means this. */
  public String familiar() {
    return familiarName() + suffix();
  }

  private String suffix() {
    return tag.map(each -> ":" + each).orElse("") + digest.map(each -> "@" + each).orElse("");
  }

  /** The whole text, with domain and path. */
  @Override
  public String toString() {
    return domain + "/" + path + suffix();
  }
}
