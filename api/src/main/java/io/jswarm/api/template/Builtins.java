package io.jswarm.api.template;

import io.jswarm.api.template.Function.CallException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The functions every template has: Go's own, and Swarm's {@code join}. */
final class Builtins {
  private static final List<Function> ALL =
      List.of(
          Function.many("and", 1, List::getLast),
          Function.many("or", 1, List::getLast),
          Function.of("not", 1, arguments -> new Value.Truth(!arguments.getFirst().holds())),
          Function.many("call", 1, Builtins::call),
          Function.many("html", 0, arguments -> text(Escapes.html(Printing.plain(arguments)))),
          Function.many("js", 0, arguments -> text(Escapes.js(Printing.plain(arguments)))),
          Function.many("urlquery", 0, arguments -> text(Escapes.query(Printing.plain(arguments)))),
          Function.many("print", 0, arguments -> text(Printing.plain(arguments))),
          Function.many("println", 0, arguments -> text(Printing.line(arguments))),
          new Function("printf", 1, true, 1, arguments -> text(Printing.formatted(arguments))),
          new Function("join", 0, true, Function.ALL, Builtins::join),
          Function.of("len", 1, arguments -> length(arguments.getFirst())),
          Function.many("index", 1, Builtins::index),
          Function.many("slice", 1, Builtins::slice),
          Function.many("eq", 1, Builtins::equal),
          Function.of("ne", 2, arguments -> new Value.Truth(!Ordering.equal(arguments))),
          ordered("lt", order -> order < 0),
          ordered("le", order -> order <= 0),
          ordered("gt", order -> order > 0),
          ordered("ge", order -> order >= 0));

  private Builtins() {}

  /** By name, with more of one text each. */
  static SortedMap<String, Function> with(Map<String, UnaryOperator<String>> more) {
    SortedMap<String, Function> functions = new TreeMap<>();
    ALL.forEach(each -> functions.put(each.name(), each));
    more.forEach((name, does) ->
        functions.put(
            name, new Function(name, 1, false, 1, arguments -> own(does, arguments.getFirst()))));
    return functions;
  }

  private static Value own(UnaryOperator<String> does, Value argument) {
    try {
      return text(does.apply(argument.toString()));
    } catch (TemplateException e) {
      throw new CallException(String.valueOf(e.getMessage()));
    }
  }

  private static Function ordered(String name, IntPredicate holds) {
    return Function.of(
        name, 2, arguments -> new Value.Truth(holds.test(Ordering.compare(arguments))));
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value call(List<Value> arguments) {
    throw new CallException(
        arguments.getFirst() instanceof Value.Nothing
            ? "call of nil"
            : "non-function of type " + arguments.getFirst().type());
  }

  /** The first text between the others. */
  private static Value join(List<Value> arguments) {
    if (arguments.isEmpty()) {
      throw new CallException("join needs a separator");
    }
    List<String> texts = arguments.stream().map(Value::toString).toList();
    return text(String.join(texts.getFirst(), texts.subList(1, texts.size())));
  }

  private static Value length(Value value) {
    return switch (value) {
      case Value.Text text -> new Value.Whole(text.bytes().length);
      case Value.Labels(var entries) -> new Value.Whole(entries.size());
      case Value.Nothing _ -> throw new CallException("len of untyped nil");
      case Value.Truth _, Value.Whole _, Value.Fraction _, Value.Struct _ ->
          throw new CallException("len of type " + value.type());
    };
  }

  private static Value index(List<Value> arguments) {
    Value item = arguments.getFirst();
    if (item instanceof Value.Nothing) {
      throw new CallException("index of untyped nil");
    }
    for (Value key : arguments.subList(1, arguments.size())) {
      item =
          switch (item) {
            case Value.Labels(var entries) -> text(entries.getOrDefault(label(key), ""));
            case Value.Text text -> {
              byte[] bytes = text.bytes();
              int at = position(key, bytes.length);
              if (at == bytes.length) {
                throw new CallException("reflect: string index out of range");
              }
              yield new Value.Whole(bytes[at] & 0xff);
            }
            case Value.Truth _, Value.Whole _, Value.Fraction _, Value.Struct _, Value.Nothing _ ->
                throw new CallException("can't index item of type " + item.type());
          };
    }
    return item;
  }

  private static String label(Value key) {
    return switch (key) {
      case Value.Text(String text) -> text;
      case Value.Nothing _ -> throw new CallException("value is nil; should be of type string");
      case Value.Truth _, Value.Whole _, Value.Fraction _, Value.Labels _, Value.Struct _ ->
          throw new CallException("value has type " + key.type() + "; should be string");
    };
  }

  private static int position(Value key, int length) {
    return switch (key) {
      case Value.Whole(long at) -> {
        if (at < 0 || at > length) {
          throw new CallException("index out of range: " + at);
        }
        yield (int) at;
      }
      case Value.Nothing _ -> throw new CallException("cannot index slice/array with nil");
      case Value.Text _, Value.Truth _, Value.Fraction _, Value.Labels _, Value.Struct _ ->
          throw new CallException("cannot index slice/array with type " + key.type());
    };
  }

  /** Part of a text, counted in bytes. */
  private static Value slice(List<Value> arguments) {
    Value item = arguments.getFirst();
    if (!(item instanceof Value.Text text)) {
      throw new CallException(
          item instanceof Value.Nothing
              ? "slice of untyped nil"
              : "can't slice item of type " + item.type());
    }
    if (arguments.size() > 3) {
      throw new CallException(
          arguments.size() == 4
              ? "cannot 3-index slice a string"
              : "too many slice indexes: " + (arguments.size() - 1));
    }
    byte[] bytes = text.bytes();
    int from = arguments.size() > 1 ? position(arguments.get(1), bytes.length) : 0;
    int to = arguments.size() > 2 ? position(arguments.get(2), bytes.length) : bytes.length;
    if (from > to) {
      throw new CallException("invalid slice index: " + from + " > " + to);
    }
    return text(new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8));
  }

  /** Whether the first is one of the others. */
  private static Value equal(List<Value> arguments) {
    Value first = arguments.getFirst();
    if (first instanceof Value.Labels) {
      throw new CallException("uncomparable type " + first.type() + ": " + first);
    }
    if (arguments.size() == 1) {
      throw new CallException("missing argument for comparison");
    }
    for (Value each : arguments.subList(1, arguments.size())) {
      if (Ordering.equal(Stream.of(first, each).toList())) {
        return new Value.Truth(true);
      }
    }
    return new Value.Truth(false);
  }
}
