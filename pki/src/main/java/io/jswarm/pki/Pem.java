package io.jswarm.pki;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PEM text (RFC 7468), written exactly as Go's {@code pem.Encode} does: root digests rest on it.
 */
final class Pem {
  static final String CERTIFICATE = "CERTIFICATE";
  static final String PRIVATE_KEY = "PRIVATE KEY";
  static final String CERTIFICATE_REQUEST = "CERTIFICATE REQUEST";

  /** A root bundle or chain of a few certificates is under 8 KiB; more is not read from a peer. */
  static final int CHARACTERS_MAX = 64 * 1024;

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----\\s+([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private Pem() {}

  static String encode(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, LINES.encodeToString(der));
  }

  /**
   * The contents of all blocks called {@code label}, in order.
   *
   * @throws IllegalArgumentException when there is none, the text is too long or not base64
   */
  static List<byte[]> decodeAll(String label, String text) {
    if (text.length() > CHARACTERS_MAX) {
      throw new IllegalArgumentException("the PEM text is longer than " + CHARACTERS_MAX);
    }
    List<byte[]> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(label)) {
        blocks.add(Base64.getMimeDecoder().decode(matcher.group(2)));
      }
    }
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("there is no PEM block '" + label + "' in it");
    }
    return blocks;
  }

  static byte[] decodeOne(String label, String text) {
    List<byte[]> blocks = decodeAll(label, text);
    if (blocks.size() != 1) {
      throw new IllegalArgumentException(
          "one PEM block '" + label + "' is expected, not " + blocks.size());
    }
    return blocks.getFirst();
  }
}
