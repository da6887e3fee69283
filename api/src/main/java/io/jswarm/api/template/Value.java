package io.jswarm.api.template;

import io.jswarm.api.text.GoText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.StringJoiner;

/** What an expression comes to, and how Go prints and judges it. */
sealed interface Value {
  record Text(String text) implements Value {
    /** As Go counts and cuts it. */
    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  record Truth(boolean holds) implements Value {
    @Override
    public String toString() {
      return Boolean.toString(holds);
    }
  }

  record Whole(long number) implements Value {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  record Fraction(double number) implements Value {
    @Override
    public String toString() {
      return GoText.number(number);
    }
  }

  record Labels(SortedMap<String, String> entries) implements Value {
    @Override
    public String toString() {
      StringJoiner all = new StringJoiner(" ", "map[", "]");
      entries.forEach((key, value) -> all.add(key + ":" + value));
      return all.toString();
    }
  }

  /** Named fields, in order. */
  record Struct(String type, SequencedMap<String, Value> fields) implements Value {
    Struct with(String name, Value value) {
      SequencedMap<String, Value> more = new LinkedHashMap<>(fields);
      more.put(name, value);
      return new Struct(type, more);
    }

    @Override
    public String toString() {
      StringJoiner all = new StringJoiner(" ", "{", "}");
      fields.values().forEach(each -> all.add(each.toString()));
      return all.toString();
    }
  }

  /** Go's nil, and what is not there. */
  record Nothing() implements Value {
    @Override
    public String toString() {
      return "<no value>";
    }
  }

  /** The name of its type in Go. */
  default String type() {
    return switch (this) {
      case Text _ -> "string";
      case Truth _ -> "bool";
      case Whole _ -> "int";
      case Fraction _ -> "float64";
      case Labels _ -> "map[string]string";
      case Struct struct -> struct.type();
      case Nothing _ -> "<nil>";
    };
  }

  /** How many characters it has, printed. */
  default int length() {
    return switch (this) {
      case Text(String text) -> text.length();
      case Labels _, Struct _ -> toString().length();
      case Truth _, Whole _, Fraction _, Nothing _ -> 0;
    };
  }

  /** Whether {@code if} takes it as true: neither nothing, false, zero nor empty. */
  default boolean holds() {
    return switch (this) {
      case Text(String text) -> !text.isEmpty();
      case Truth(boolean holds) -> holds;
      case Whole(long number) -> number != 0;
      case Fraction(double number) -> number != 0;
      case Labels(var entries) -> !entries.isEmpty();
      case Struct _ -> true;
      case Nothing _ -> false;
    };
  }
}
