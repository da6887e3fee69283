package io.jswarm.cli.text;

/** Small changes to words. */
public final class Words {
  private static final int SHORT_ID = 12;

  private Words() {}

  /** An id cut to twelve characters, without its {@code sha256:}. */
  public static String shortId(String id) {
    String bare = id.substring(id.indexOf(':') + 1);
    return bare.length() > SHORT_ID ? bare.substring(0, SHORT_ID) : bare;
  }

  /** The first letter in upper case. */
  public static String capital(String word) {
    return word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** At most {@code limit} characters, the last one an ellipsis when cut. */
  public static String ellipsis(String text, int limit) {
    if (text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "…";
  }

  /** An image reference without its digest when it has a tag. */
  public static String imageWithoutDigest(String image) {
    int at = image.indexOf('@');
    if (at < 0) {
      return image;
    }
    String name = image.substring(0, at);
    return name.lastIndexOf(':') > name.lastIndexOf('/') ? name : image;
  }

  /** Compares as people count: web.2 before web.10. */
  public static int natural(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int endA = endOfDigits(a, i);
        int endB = endOfDigits(b, j);
        int order = compareNumbers(a.substring(i, endA), b.substring(j, endB));
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else if (a.charAt(i) != b.charAt(j)) {
        return Character.compare(a.charAt(i), b.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int compareNumbers(String a, String b) {
    String bareA = a.replaceFirst("^0+(?=.)", "");
    String bareB = b.replaceFirst("^0+(?=.)", "");
    int byLength = Integer.compare(bareA.length(), bareB.length());
    return byLength != 0 ? byLength : bareA.compareTo(bareB);
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
