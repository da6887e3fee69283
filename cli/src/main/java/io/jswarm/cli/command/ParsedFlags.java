package io.jswarm.cli.command;

import io.jswarm.cli.option.Amounts;
import io.jswarm.cli.option.Filters;
import io.jswarm.cli.text.GoDuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What the user gave: flag values in their order, and the arguments between them. */
public final class ParsedFlags {
  private final Map<String, List<String>> values;
  private final List<String> arguments;

  ParsedFlags(Map<String, List<String>> values, List<String> arguments) {
    this.values = values;
    this.arguments = arguments;
  }

  /** The same with one more value. */
  public ParsedFlags with(String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(values);
    more.put(name, List.of(value));
    return new ParsedFlags(more, arguments);
  }

  /** The same without some flags. */
  public ParsedFlags without(String... names) {
    Map<String, List<String>> fewer = new LinkedHashMap<>(values);
    for (String name : names) {
      fewer.remove(name);
    }
    return new ParsedFlags(fewer, arguments);
  }

  public List<String> arguments() {
    return arguments;
  }

  public String argument(int index) {
    return arguments.get(index);
  }

  /** The names of the flags given. */
  public Set<String> given() {
    return values.keySet();
  }

  public boolean isSet(String name) {
    return values.containsKey(name);
  }

  public boolean anySet(String... names) {
    for (String name : names) {
      if (isSet(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the switch is on. */
  public boolean toggle(String name) {
    return text(name).equals("true");
  }

  /** The flag's last value, or "". */
  public String text(String name) {
    List<String> list = texts(name);
    return list.isEmpty() ? "" : list.getLast();
  }

  /** All values of the flag. */
  public List<String> texts(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** A whole number of at least 0, or 0 when not given. */
  public long count(String name) {
    return isSet(name) ? one(name, Amounts::count) : 0;
  }

  /** A whole number, or 0 when not given. */
  public long integer(String name) {
    return isSet(name) ? one(name, Amounts::integer) : 0;
  }

  /** A duration such as 1m30s in nanoseconds, or 0 when not given. */
  public long nanos(String name) {
    return isSet(name) ? one(name, GoDuration::parse) : 0;
  }

  /** A size such as 64m in bytes, or 0 when not given. */
  public long bytes(String name) {
    return isSet(name) ? one(name, Amounts::bytes) : 0;
  }

  /** CPUs such as 0.5 in billionths of one, or 0 when not given. */
  public long nanoCpus(String name) {
    return isSet(name) ? one(name, Amounts::nanoCpus) : 0;
  }

  /** Reads every value of the flag; what the reader objects to is a usage error. */
  public <T> List<T> each(String name, Function<String, T> reader) {
    List<T> read = new ArrayList<>();
    for (String value : texts(name)) {
      read.add(read(name, value, reader));
    }
    return read;
  }

  /** Reads the last value of the flag, or {@code ""} when it was not given. */
  public <T> T one(String name, Function<String, T> reader) {
    return read(name, text(name), reader);
  }

  /** The filters of {@code --filter}. */
  public Filters filters() {
    try {
      return Filters.parse(texts("filter"));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static <T> T read(String name, String value, Function<String, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw UsageException.badValue(name, value, String.valueOf(e.getMessage()));
    }
  }
}
