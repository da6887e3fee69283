package io.jswarm.api.template;

import io.jswarm.api.text.GoText;

/**
 * A word of a template.
 *
 * @param text as it is written; of errors the sentence
 * @param position the index of its first character
 * @param line from 1
 */
record Token(Kind kind, String text, int position, int line) {
  enum Kind {
    ERROR,
    END,
    TEXT,
    SPACE,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    PIPE,
    ASSIGN,
    DECLARE,
    CHARACTER,
    CHARACTER_CONSTANT,
    TRUTH,
    NUMBER,
    STRING,
    RAW_STRING,
    IDENTIFIER,
    FIELD,
    VARIABLE,
    DOT,
    NIL,
    KEYWORD
  }

  private static final int SHOWN_MAX = 10;

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean isKeyword(String word) {
    return kind == Kind.KEYWORD && text.equals(word);
  }

  /** As Go names it in its sentences. */
  @Override
  public String toString() {
    return switch (kind) {
      case END -> "EOF";
      case ERROR -> text;
      case KEYWORD, DOT, NIL -> "<" + text + ">";
      default ->
          text.codePointCount(0, text.length()) > SHOWN_MAX
              ? GoText.quoted(text.substring(0, text.offsetByCodePoints(0, SHOWN_MAX))) + "..."
              : GoText.quoted(text);
    };
  }
}
