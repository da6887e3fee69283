package io.jswarm.worker.image;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Extended attributes of tar entries, byte for byte. The tar library hands out PAX values as text
 * and so loses bytes that are no UTF-8, as file capabilities have; this stream lies beneath it,
 * listens while it reads an entry's headers and reads the PAX records itself. It also bounds how
 * long those headers may be.
 */
final class PaxAttributes extends FilterInputStream {
  private static final String PREFIX = "SCHILY.xattr.";
  private static final int BLOCK_BYTES = 512;
  private static final int TYPE_OFFSET = 156;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_DIGITS = 11;

  /** Linux takes 64 KiB for all of a file's attributes; the rest is long names. */
  private static final int MAX_HEADER_BYTES = 1 << 20;

  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private boolean listening;
  private long position;
  private long heardFrom;

  PaxAttributes(InputStream in) {
    super(in);
  }

  /** From here the library reads headers. */
  void listen() {
    heard.reset();
    heardFrom = position;
    listening = true;
  }

  /** From here it reads contents; returns the attributes of the entry whose headers were heard. */
  SortedMap<String, byte[]> heard() {
    listening = false;
    byte[] bytes = heard.toByteArray();
    SortedMap<String, byte[]> attributes = new TreeMap<>();
    int at = (int) Math.floorMod(-heardFrom, (long) BLOCK_BYTES);
    while (at + BLOCK_BYTES <= bytes.length) {
      int content = at + BLOCK_BYTES;
      char type = (char) bytes[at + TYPE_OFFSET];
      if (type != 'x' && type != 'L' && type != 'K' && type != 'g') {
        break; // the entry's own header comes last
      }
      int size = octal(bytes, at + SIZE_OFFSET);
      if (type == 'x' && content + size <= bytes.length) {
        records(Arrays.copyOfRange(bytes, content, content + size), attributes);
      }
      at = content + Math.ceilDiv(size, BLOCK_BYTES) * BLOCK_BYTES;
    }
    return attributes;
  }

  /** Each record is {@code "<length of all of it> <key>=<value>\n"}. */
  private static void records(byte[] bytes, SortedMap<String, byte[]> attributes) {
    int at = 0;
    while (at < bytes.length) {
      int blank = indexOf(bytes, ' ', at);
      int length = decimal(bytes, at, blank);
      if (length <= 0 || at + length > bytes.length) {
        return; // the library has refused it, or will
      }
      int equals = indexOf(bytes, '=', blank);
      if (equals < at + length) {
        String key = new String(bytes, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
        if (key.startsWith(PREFIX)) {
          attributes.put(
              key.substring(PREFIX.length()),
              Arrays.copyOfRange(bytes, equals + 1, at + length - 1));
        }
      }
      at += length;
    }
  }

  private static int indexOf(byte[] bytes, char wanted, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  private static int decimal(byte[] bytes, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || value > MAX_HEADER_BYTES) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int octal(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < from + SIZE_DIGITS; i++) {
      int digit = bytes[i] - '0';
      value = digit >= 0 && digit <= 7 ? value * 8 + digit : value;
    }
    return (int) Math.min(value, MAX_HEADER_BYTES);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count > 0) {
      position += count;
      if (listening) {
        heard.write(buffer, offset, count);
        if (heard.size() > MAX_HEADER_BYTES) {
          throw new IOException(
              "a tar entry has more than %d bytes of headers".formatted(MAX_HEADER_BYTES));
        }
      }
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(count);
    position += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
