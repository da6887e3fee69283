package io.jswarm.cli.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads RFC 8259 JSON, one value after another from a stream. */
public final class JsonReader {
  /** Deeper documents than this are refused rather than risking the stack. */
  private static final int MAX_DEPTH = 200;

  private static final int BUFFER_CHARS = 8192;
  private static final int END = -1;

  private final Reader in;
  private final char[] buffer = new char[BUFFER_CHARS];
  private int next;
  private int limit;
  private long consumed;

  public JsonReader(InputStream in) {
    this.in = new InputStreamReader(in, StandardCharsets.UTF_8);
  }

  private JsonReader(Reader in) {
    this.in = in;
  }

  /** The single value of {@code text}. */
  public static Object parse(String text) throws IOException {
    JsonReader reader = new JsonReader(new StringReader(text));
    Object value = reader.value(0);
    if (reader.skipSpace() != END) {
      throw reader.bad("more text after the value");
    }
    return value;
  }

  /** Whether another value follows: false at the end of the stream. */
  public boolean hasNext() throws IOException {
    return skipSpace() != END;
  }

  /** The next value of the stream. */
  public Object next() throws IOException {
    return value(0);
  }

  private Object value(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw bad("nested deeper than " + MAX_DEPTH);
    }
    int first = skipSpace();
    return switch (first) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", JsonNull.NULL);
      default -> number();
    };
  }

  private JsonObject object(int depth) throws IOException {
    take();
    JsonObject object = new JsonObject();
    if (skipSpace() == '}') {
      take();
      return object;
    }
    while (true) {
      if (skipSpace() != '"') {
        throw bad("expected a field name");
      }
      String name = string();
      expect(':');
      object.set(name, value(depth + 1));
      if (endOfItems('}')) {
        return object;
      }
    }
  }

  private List<Object> array(int depth) throws IOException {
    take();
    List<Object> elements = new ArrayList<>();
    if (skipSpace() == ']') {
      take();
      return elements;
    }
    while (true) {
      elements.add(value(depth + 1));
      if (endOfItems(']')) {
        return elements;
      }
    }
  }

  private boolean endOfItems(char close) throws IOException {
    int c = skipSpace();
    if (c != ',' && c != close) {
      throw bad("expected ',' or '" + close + "'");
    }
    take();
    return c == close;
  }

  private String string() throws IOException {
    take();
    StringBuilder text = new StringBuilder();
    while (true) {
      int c = take();
      if (c == '"') {
        return text.toString();
      }
      if (c == END || c < ' ') {
        throw bad("unterminated text");
      }
      text.append(c == '\\' ? escape() : (char) c);
    }
  }

  private char escape() throws IOException {
    int c = take();
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw bad("unknown escape");
    };
  }

  private char unicode() throws IOException {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(take(), 16);
      if (digit < 0) {
        throw bad("bad \\u escape");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private Object word(String word, Object value) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      if (take() != word.charAt(i)) {
        throw bad("expected " + word);
      }
    }
    return value;
  }

  private Object number() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean whole = true;
    for (int c = peek(); c != END && "+-0123456789.eE".indexOf(c) >= 0; c = peek()) {
      whole &= c != '.' && c != 'e' && c != 'E';
      text.append((char) take());
    }
    try {
      BigDecimal number = new BigDecimal(text.toString());
      return whole && number.precision() <= 18 ? (Object) number.longValueExact() : number;
    } catch (NumberFormatException _) {
      throw bad(text.isEmpty() ? "expected a value" : "bad number " + text);
    }
  }

  private void expect(char wanted) throws IOException {
    if (skipSpace() != wanted) {
      throw bad("expected '" + wanted + "'");
    }
    take();
  }

  private int skipSpace() throws IOException {
    int c = peek();
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      take();
      c = peek();
    }
    return c;
  }

  private int peek() throws IOException {
    if (next == limit) {
      limit = Math.max(0, in.read(buffer, 0, BUFFER_CHARS));
      next = 0;
      if (limit == 0) {
        return END;
      }
    }
    return buffer[next];
  }

  private int take() throws IOException {
    int c = peek();
    if (c != END) {
      next++;
      consumed++;
    }
    return c;
  }

  private JsonSyntaxException bad(String message) {
    return new JsonSyntaxException(message, consumed);
  }
}
