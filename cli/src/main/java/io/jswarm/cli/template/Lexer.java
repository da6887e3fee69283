package io.jswarm.cli.template;

import java.util.ArrayList;
import java.util.List;

/** Cuts a template into words. Blanks inside actions are kept: they part arguments from fields. */
final class Lexer {
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) throws TemplateException {
    Lexer lexer = new Lexer(source);
    lexer.run();
    return lexer.tokens;
  }

  private void run() throws TemplateException {
    boolean trimNext = false;
    while (at <= source.length()) {
      int open = source.indexOf("{{", at);
      int end = open < 0 ? source.length() : open;
      boolean trimBefore = open >= 0 && marker(open + 2) && isSpace(open + 3);
      String text = source.substring(at, end);
      text = trimNext ? text.stripLeading() : text;
      text = trimBefore ? text.stripTrailing() : text;
      if (!text.isEmpty()) {
        tokens.add(new Token(Token.Kind.TEXT, text, at));
      }
      if (open < 0) {
        break;
      }
      at = open + (trimBefore ? 3 : 2);
      trimNext = action(open);
    }
    tokens.add(new Token(Token.Kind.END, "", source.length()));
  }

  private boolean marker(int index) {
    return index < source.length() && source.charAt(index) == '-';
  }

  private boolean isSpace(int index) {
    return index < source.length() && Character.isWhitespace(source.charAt(index));
  }

  /** Reads one action to its end; returns whether the text after it is trimmed. */
  private boolean action(int open) throws TemplateException {
    skipSpace();
    if (source.startsWith("/*", at)) {
      int close = source.indexOf("*/", at);
      if (close < 0) {
        throw new TemplateException("comment at " + open + " does not end");
      }
      at = close + 2;
      skipSpace();
    } else {
      tokens.add(new Token(Token.Kind.START_ACTION, "{{", open));
    }
    boolean comment = tokens.isEmpty() || tokens.getLast().position() != open;
    while (at < source.length()) {
      boolean trim = source.startsWith("-}}", at) && at > 0 && isSpace(at - 1);
      if (trim || source.startsWith("}}", at)) {
        at += trim ? 3 : 2;
        if (!comment) {
          tokens.add(new Token(Token.Kind.END_ACTION, "}}", at));
        }
        return trim;
      }
      word();
    }
    throw new TemplateException("action at " + open + " is not closed by }}");
  }

  private void word() throws TemplateException {
    int start = at;
    char c = source.charAt(at);
    if (Character.isWhitespace(c)) {
      skipSpace();
      add(Token.Kind.SPACE, start);
    } else if (c == '"' || c == '`') {
      quoted(c);
    } else if (c == '.' && !digitAt(at + 1)) {
      at++;
      skipName();
      add(at == start + 1 ? Token.Kind.DOT : Token.Kind.FIELD, start);
    } else if (c == '$') {
      at++;
      skipName();
      add(Token.Kind.VARIABLE, start);
    } else if (digitAt(at) || ((c == '-' || c == '+' || c == '.') && digitAt(at + 1))) {
      number();
    } else if (isName(c)) {
      skipName();
      add(Token.Kind.WORD, start);
    } else if (source.startsWith(":=", at)) {
      at += 2;
      add(Token.Kind.SYMBOL, start);
    } else if ("|(),=".indexOf(c) >= 0) {
      at++;
      add(Token.Kind.SYMBOL, start);
    } else {
      throw new TemplateException("unexpected '" + c + "' at " + at);
    }
  }

  private void number() {
    int start = at++;
    while (at < source.length() && (isName(source.charAt(at)) || source.charAt(at) == '.')) {
      at++;
    }
    add(Token.Kind.NUMBER, start);
  }

  private void quoted(char quote) throws TemplateException {
    int start = at++;
    StringBuilder text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != quote) {
      char c = source.charAt(at++);
      if (c == '\\' && quote == '"' && at < source.length()) {
        text.append(escaped(source.charAt(at++)));
      } else {
        text.append(c);
      }
    }
    if (at == source.length()) {
      throw new TemplateException("text at " + start + " does not end");
    }
    at++;
    tokens.add(new Token(Token.Kind.STRING, text.toString(), start));
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }

  private void add(Token.Kind kind, int start) {
    tokens.add(new Token(kind, source.substring(start, at), start));
  }

  private void skipSpace() {
    while (isSpace(at)) {
      at++;
    }
  }

  private void skipName() {
    while (at < source.length() && isName(source.charAt(at))) {
      at++;
    }
  }

  private boolean digitAt(int index) {
    return index < source.length() && Character.isDigit(source.charAt(index));
  }

  private static boolean isName(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
