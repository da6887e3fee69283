package io.jswarm.cli.option;

/** Names of images as users write them. */
public final class ImageName {
  private static final String DEFAULT_REGISTRY = "docker.io";

  private ImageName() {}

  /** The name with {@code :latest} when it has neither tag nor digest, in its short form. */
  public static String tagged(String image) {
    if (image.isEmpty() || isId(image)) {
      return image;
    }
    String familiar = familiar(image);
    return hasDigest(image) || hasTag(image) ? familiar : familiar + ":latest";
  }

  public static boolean hasDigest(String image) {
    return image.indexOf('@') >= 0;
  }

  static boolean hasTag(String image) {
    return image.lastIndexOf(':') > image.lastIndexOf('/');
  }

  /** Whether the text is a whole image id rather than a name. */
  public static boolean isId(String image) {
    String hex = image.startsWith("sha256:") ? image.substring("sha256:".length()) : image;
    return hex.length() == 64 && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  /** The registry the image comes from. */
  public static String registry(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean host = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    return host ? first : DEFAULT_REGISTRY;
  }

  private static String familiar(String image) {
    String name = image;
    for (String prefix : new String[] {"docker.io/", "index.docker.io/"}) {
      name = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
    String official = "library/";
    boolean plain = name.startsWith(official) && name.indexOf('/', official.length()) < 0;
    return plain ? name.substring(official.length()) : name;
  }

  /** Name and tag apart: {@code host:5000/a:1} is {@code host:5000/a} and {@code 1}. */
  public static String withoutTag(String image) {
    return hasTag(image) ? image.substring(0, image.lastIndexOf(':')) : image;
  }

  /** The tag, or "". */
  public static String tag(String image) {
    return hasTag(image) ? image.substring(image.lastIndexOf(':') + 1) : "";
  }
}
