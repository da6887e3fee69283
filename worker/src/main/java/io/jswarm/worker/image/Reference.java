package io.jswarm.worker.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image, read by Docker's rules: {@code busybox} is {@code
 * docker.io/library/busybox}.
 *
 * @param domain the registry's host and port
 * @param path the repository there
 */
public record Reference(String domain, String path, Optional<String> tag, Optional<Digest> digest) {
  public static final String DEFAULT_DOMAIN = "docker.io";

  private static final String LEGACY_DOMAIN = "index.docker.io";
  private static final String OFFICIAL = "library/";
  private static final String DEFAULT_TAG = "latest";
  private static final int MAX_NAME_LENGTH = 255;

  private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
  private static final Pattern DOMAIN =
      Pattern.compile("(?:%s(?:\\.%s)*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?".formatted(LABEL, LABEL));
  private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern PATH = Pattern.compile("%s(?:/%s)*".formatted(PART, PART));
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?<name>[^@]+?)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>[^@]+))?");

  /**
   * Reads a reference as people write it.
   *
   * @throws ImageException.Invalid with Docker's sentence when it is none
   */
  public static Reference parse(String text) {
    if (text.matches("[0-9a-f]{64}")) {
      throw new ImageException.Invalid(
          "invalid repository name (%s), cannot specify 64-byte hexadecimal strings"
              .formatted(text));
    }
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      throw new ImageException.Invalid("invalid reference format");
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
    return new Reference(
        domain,
        path,
        Optional.ofNullable(whole.group("tag")),
        Optional.ofNullable(whole.group("digest")).map(Digest::parse));
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
        throw new ImageException.Invalid("repository name must not be more than 255 characters");
      }
      return;
    }
    boolean onlyCase = PATH.matcher(path.toLowerCase(Locale.ROOT)).matches();
    throw new ImageException.Invalid(
        onlyCase && !PATH.matcher(path).matches()
            ? "invalid reference format: repository name must be lowercase"
            : "invalid reference format");
  }

  /** The same with the default tag when it has neither tag nor digest. */
  public Reference withDefaultTag() {
    return tag.isPresent() || digest.isPresent()
        ? this
        : new Reference(domain, path, Optional.of(DEFAULT_TAG), Optional.empty());
  }

  /** The same repository at a digest. */
  public Reference at(Digest content) {
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
