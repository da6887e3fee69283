package io.jswarm.cli.template;

/** A word of a template, and where it began. */
record Token(Kind kind, String text, int position) {
  enum Kind {
    TEXT,
    /** {@code .Name}: a field. */
    FIELD,
    /** A lone dot. */
    DOT,
    VARIABLE,
    WORD,
    STRING,
    NUMBER,
    /** One of {@code | ( ) , := =}. */
    SYMBOL,
    SPACE,
    END_ACTION,
    START_ACTION,
    END
  }

  boolean is(Kind wanted, String wantedText) {
    return kind == wanted && text.equals(wantedText);
  }
}
