package io.jswarm.api.template;

import io.jswarm.api.template.Token.Kind;
import io.jswarm.api.text.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a template into words, up to its end or the first fault, which becomes the last word. */
final class Lexer {
  private static final String LEFT = "{{";
  private static final String RIGHT = "}}";
  private static final String COMMENT = "/*";
  private static final String COMMENT_END = "*/";
  private static final Set<String> KEYWORDS =
      Set.of(
          "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int start;
  private int startLine = 1;
  private int parentheses;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) {
    Lexer lexer = new Lexer(source);
    boolean trims = false;
    while (lexer.text(trims)) {
      trims = lexer.action();
    }
    return List.copyOf(lexer.tokens);
  }

  private boolean failed() {
    return !tokens.isEmpty() && tokens.getLast().is(Kind.ERROR);
  }

  /** Reads what stands before the next action; false when there is none. */
  private boolean text(boolean trims) {
    if (failed()) {
      return false;
    }
    if (trims) {
      while (isSpace(at)) {
        at++;
      }
      skip();
    }
    int open = source.indexOf(LEFT, at);
    int end = open < 0 ? source.length() : open;
    at = end;
    while (open >= 0 && trimsBefore(open) && at > start && isSpace(at - 1)) {
      at--;
    }
    if (at > start) {
      add(Kind.TEXT);
    }
    at = end;
    skip();
    if (open < 0) {
      add(Kind.END);
    }
    return open >= 0;
  }

  private boolean trimsBefore(int open) {
    return source.startsWith("-", open + LEFT.length()) && isSpace(open + LEFT.length() + 1);
  }

  /** Reads an action to its end; whether blanks behind it are left out. */
  private boolean action() {
    int marker = trimsBefore(at) ? 2 : 0;
    if (source.startsWith(COMMENT, at + LEFT.length() + marker)) {
      at += LEFT.length() + marker;
      return comment();
    }
    at += LEFT.length();
    add(Kind.LEFT_DELIMITER);
    at += marker;
    skip();
    parentheses = 0;
    while (!failed()) {
      boolean trims = trimsAfter(at);
      if (trims || source.startsWith(RIGHT, at)) {
        if (parentheses == 0) {
          return right(trims);
        }
        fail("unclosed left paren");
      } else if (isSpace(at)) {
        boolean closes = space();
        if (closes) {
          return right(true);
        }
      } else {
        word();
      }
    }
    return false;
  }

  private boolean right(boolean trims) {
    at += trims ? 2 : 0;
    skip();
    at += RIGHT.length();
    add(Kind.RIGHT_DELIMITER);
    return trims;
  }

  private boolean comment() {
    int close = source.indexOf(COMMENT_END, at);
    if (close < 0) {
      fail("unclosed comment");
      return false;
    }
    at = close + COMMENT_END.length();
    boolean trims = trimsAfter(at);
    if (!trims && !source.startsWith(RIGHT, at)) {
      fail("comment ends before closing delimiter");
      return false;
    }
    at += (trims ? 2 : 0) + RIGHT.length();
    skip();
    return trims;
  }

  private boolean trimsAfter(int index) {
    return isSpace(index) && source.startsWith("-" + RIGHT, index + 1);
  }

  /** Blanks part arguments, so they are words; whether the last begins the action's end. */
  private boolean space() {
    while (isSpace(at)) {
      at++;
    }
    boolean closes = trimsAfter(at - 1);
    at -= closes ? 1 : 0;
    if (at > start) {
      add(Kind.SPACE);
    }
    return closes;
  }

  private void word() {
    if (at >= source.length()) {
      fail("unclosed action");
      return;
    }
    int rune = source.codePointAt(at);
    switch (rune) {
      case '=' -> symbol(Kind.ASSIGN);
      case '|' -> symbol(Kind.PIPE);
      case ':' -> declare();
      case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
      case '\'' -> quoted('\'', Kind.CHARACTER_CONSTANT, "unterminated character constant");
      case '`' -> raw();
      case '$' -> name(Kind.VARIABLE, Kind.VARIABLE);
      case '(' -> {
        symbol(Kind.LEFT_PARENTHESIS);
        parentheses++;
      }
      case ')' -> close();
      default -> {
        if (rune == '.' && !isDigit(at + 1)) {
          name(Kind.DOT, Kind.FIELD);
        } else if (rune == '.' || rune == '+' || rune == '-' || isDigit(at)) {
          number();
        } else if (isLetter(rune)) {
          identifier();
        } else {
          other(rune);
        }
      }
    }
  }

  private void symbol(Kind kind) {
    at++;
    add(kind);
  }

  private void declare() {
    at++;
    if (!source.startsWith("=", at)) {
      fail("expected :=");
      return;
    }
    symbol(Kind.DECLARE);
  }

  private void close() {
    symbol(Kind.RIGHT_PARENTHESIS);
    parentheses--;
    if (parentheses < 0) {
      fail("unexpected right paren");
    }
  }

  private void other(int rune) {
    at += Character.charCount(rune);
    if (rune < 0x80 && GoText.isPrintable(rune)) {
      add(Kind.CHARACTER);
    } else {
      fail("unrecognized character in action: " + GoText.rune(rune));
    }
  }

  private void quoted(char quote, Kind kind, String unclosed) {
    at++;
    while (at < source.length() && source.charAt(at) != quote && source.charAt(at) != '\n') {
      boolean escape = source.charAt(at) == '\\' && !source.startsWith("\n", at + 1);
      at += escape ? 2 : 1;
    }
    if (at >= source.length() || source.charAt(at) != quote) {
      fail(unclosed);
      return;
    }
    symbol(kind);
  }

  private void raw() {
    int close = source.indexOf('`', at + 1);
    if (close < 0) {
      fail("unterminated raw quoted string");
      return;
    }
    at = close;
    symbol(Kind.RAW_STRING);
  }

  /** A sign with a name behind it, or the sign alone. */
  private void name(Kind alone, Kind named) {
    at++;
    boolean bare = endsWord();
    skipName();
    if (!bare && !endsWord()) {
      badCharacter();
      return;
    }
    add(bare ? alone : named);
  }

  private void identifier() {
    skipName();
    if (!endsWord()) {
      badCharacter();
      return;
    }
    String word = source.substring(start, at);
    if (word.equals("true") || word.equals("false")) {
      add(Kind.TRUTH);
    } else if (word.equals("nil")) {
      add(Kind.NIL);
    } else {
      add(KEYWORDS.contains(word) ? Kind.KEYWORD : Kind.IDENTIFIER);
    }
  }

  private void badCharacter() {
    fail("bad character " + GoText.rune(source.codePointAt(at)));
  }

  private void number() {
    accept("+-");
    String digits = "0123456789_";
    String exponent = "eE";
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
        exponent = "pP";
      } else if (accept("oO")) {
        digits = "01234567_";
      } else if (accept("bB")) {
        digits = "01_";
      }
    }
    acceptAll(digits);
    if (accept(".")) {
      acceptAll(digits);
    }
    if (accept(exponent)) {
      accept("+-");
      acceptAll("0123456789_");
    }
    if (at < source.length() && (isLetter(source.codePointAt(at)) || accept("+-"))) {
      // The rest of the word, for the sentence: it is none of Go's numbers, or a complex one.
      skipName();
      fail("bad number syntax: " + GoText.quoted(source.substring(start, at)));
    } else {
      add(Kind.NUMBER);
    }
  }

  private boolean accept(String characters) {
    boolean accepted = at < source.length() && characters.indexOf(source.charAt(at)) >= 0;
    at += accepted ? 1 : 0;
    return accepted;
  }

  private void acceptAll(String characters) {
    while (at < source.length() && characters.indexOf(source.charAt(at)) >= 0) {
      at++;
    }
  }

  /** Whether a name may end here. */
  private boolean endsWord() {
    return at >= source.length()
        || isSpace(at)
        || ".,|:)(".indexOf(source.charAt(at)) >= 0
        || source.startsWith(RIGHT, at);
  }

  private void skipName() {
    while (at < source.length() && isLetter(source.codePointAt(at))) {
      at += Character.charCount(source.codePointAt(at));
    }
  }

  private boolean isDigit(int index) {
    return index < source.length() && source.charAt(index) >= '0' && source.charAt(index) <= '9';
  }

  private boolean isSpace(int index) {
    return index < source.length() && " \t\r\n".indexOf(source.charAt(index)) >= 0;
  }

  private static boolean isLetter(int rune) {
    return rune == '_' || Character.isLetterOrDigit(rune);
  }

  private void add(Kind kind) {
    tokens.add(new Token(kind, source.substring(start, at), start, startLine));
    skip();
  }

  private void fail(String sentence) {
    tokens.add(new Token(Kind.ERROR, sentence, start, startLine));
  }

  /** What was read up to here is done with. */
  private void skip() {
    for (int i = start; i < at; i++) {
      startLine += source.charAt(i) == '\n' ? 1 : 0;
    }
    start = at;
  }
}
