package io.jswarm.cli.template;

import io.jswarm.cli.json.JsonNull;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.text.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The functions of a template: Go's own and Docker's. */
final class Functions {
  private Functions() {}

  /** Whether the function leaves a column heading as it is. */
  static boolean keepsHeading(String name) {
    return switch (name) {
      case "json", "split", "join", "title", "lower", "upper", "truncate" -> true;
      default -> false;
    };
  }

  static Object heading(String name, List<Object> arguments) throws TemplateException {
    return argument(name, arguments, 0);
  }

  static Object call(String name, List<Object> arguments) throws TemplateException {
    return switch (name) {
      case "json" -> GoText.json(argument(name, arguments, 0));
      case "join" -> join(argument(name, arguments, 0), text(name, arguments, 1));
      case "split" -> split(text(name, arguments, 0), text(name, arguments, 1));
      case "lower" -> text(name, arguments, 0).toLowerCase(Locale.ROOT);
      case "upper" -> text(name, arguments, 0).toUpperCase(Locale.ROOT);
      case "title" -> title(text(name, arguments, 0));
      case "pad" -> pad(name, arguments);
      case "truncate" -> truncate(text(name, arguments, 0), number(name, arguments, 1));
      case "len" -> length(argument(name, arguments, 0));
      case "index" -> index(arguments);
      case "slice" -> slice(arguments);
      case "print" -> spaced(arguments, false);
      case "println" -> spaced(arguments, true) + "\n";
      case "printf" -> Printf.format(text(name, arguments, 0), arguments);
      case "not" -> !GoText.truth(argument(name, arguments, 0));
      case "and", "or" -> argument(name, arguments, arguments.size() - 1);
      case "eq" -> anyEqual(name, arguments);
      case "ne" -> !equal(argument(name, arguments, 0), argument(name, arguments, 1));
      case "lt" -> order(name, arguments) < 0;
      case "le" -> order(name, arguments) <= 0;
      case "gt" -> order(name, arguments) > 0;
      case "ge" -> order(name, arguments) >= 0;
      default -> throw new TemplateException("function \"" + name + "\" is not known");
    };
  }

  private static Object argument(String name, List<Object> arguments, int index)
      throws TemplateException {
    if (index < 0 || index >= arguments.size()) {
      throw new TemplateException(name + " needs at least " + (Math.max(0, index) + 1) + " values");
    }
    return arguments.get(index);
  }

  private static String text(String name, List<Object> arguments, int index)
      throws TemplateException {
    Object value = argument(name, arguments, index);
    if (value instanceof List<?> || value instanceof JsonObject || value instanceof Number) {
      throw new TemplateException(name + " wants a text, not " + GoText.print(value));
    }
    return value == Missing.VALUE || value == JsonNull.NULL ? "" : GoText.print(value);
  }

  private static int number(String name, List<Object> arguments, int index)
      throws TemplateException {
    if (argument(name, arguments, index) instanceof Number number) {
      return Math.clamp(number.longValue(), 0, Integer.MAX_VALUE);
    }
    throw new TemplateException(name + " wants a number as value " + (index + 1));
  }

  private static String join(Object list, String separator) throws TemplateException {
    List<String> texts = new ArrayList<>();
    if (list instanceof List<?> elements) {
      for (Object element : elements) {
        texts.add(GoText.print(element));
      }
    } else if (list instanceof JsonObject object) {
      for (String name : object.names()) {
        texts.add(GoText.print(GoText.field(object, name)));
      }
      texts.sort(null);
    } else if (list != Missing.VALUE && list != JsonNull.NULL) {
      throw new TemplateException("join wants a list, not " + GoText.print(list));
    }
    return String.join(separator, texts);
  }

  private static Object split(String text, String separator) {
    return List.<Object>of((Object[]) text.split(Pattern.quote(separator), -1));
  }

  private static String title(String text) {
    StringBuilder title = new StringBuilder();
    for (String word : text.split("(?<=\\s)", -1)) {
      title.append(Words.capital(word));
    }
    return title.toString();
  }

  private static String pad(String name, List<Object> arguments) throws TemplateException {
    String text = text(name, arguments, 0);
    return text.isEmpty()
        ? text
        : " ".repeat(number(name, arguments, 1)) + text + " ".repeat(number(name, arguments, 2));
  }

  private static String truncate(String text, int length) {
    return text.length() < length ? text : text.substring(0, length);
  }

  private static Object length(Object value) throws TemplateException {
    int length = GoText.length(value);
    if (length < 0) {
      throw new TemplateException("len of " + GoText.print(value));
    }
    return (long) length;
  }

  private static Object index(List<Object> arguments) throws TemplateException {
    Object value = argument("index", arguments, 0);
    for (Object key : arguments.subList(1, arguments.size())) {
      if (value instanceof JsonObject object) {
        value = GoText.field(object, GoText.print(key));
      } else if (value instanceof List<?> list && key instanceof Number at) {
        if (at.longValue() < 0 || at.longValue() >= list.size()) {
          throw new TemplateException("index " + at + " is outside a list of " + list.size());
        }
        value = list.get(at.intValue());
      } else {
        throw new TemplateException("index " + GoText.print(key) + " into " + GoText.print(value));
      }
    }
    return value;
  }

  private static Object slice(List<Object> arguments) throws TemplateException {
    Object value = argument("slice", arguments, 0);
    int size = GoText.length(value);
    int from = arguments.size() > 1 ? number("slice", arguments, 1) : 0;
    int to = arguments.size() > 2 ? number("slice", arguments, 2) : size;
    if (from > to || to > size) {
      throw new TemplateException("slice " + from + " to " + to + " is outside " + size);
    }
    if (value instanceof String text) {
      return text.substring(from, to);
    }
    if (value instanceof List<?> list) {
      return List.copyOf(list.subList(from, to));
    }
    throw new TemplateException("slice of " + GoText.print(value));
  }

  /** Go's print puts blanks only between values that are not texts; println between all. */
  private static String spaced(List<Object> arguments, boolean always) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      if (i > 0) {
        boolean texts =
            arguments.get(i) instanceof String || arguments.get(i - 1) instanceof String;
        text.append(always || !texts ? " " : "");
      }
      text.append(GoText.print(arguments.get(i)));
    }
    return text.toString();
  }

  private static boolean anyEqual(String name, List<Object> arguments) throws TemplateException {
    Object first = argument(name, arguments, 0);
    argument(name, arguments, 1);
    for (Object other : arguments.subList(1, arguments.size())) {
      if (equal(first, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(Object a, Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return decimal(x).compareTo(decimal(y)) == 0;
    }
    return a.equals(b);
  }

  private static int order(String name, List<Object> arguments) throws TemplateException {
    Object a = argument(name, arguments, 0);
    Object b = argument(name, arguments, 1);
    if (a instanceof Number x && b instanceof Number y) {
      return decimal(x).compareTo(decimal(y));
    }
    if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y);
    }
    throw new TemplateException(
        name + " cannot compare " + GoText.print(a) + " and " + GoText.print(b));
  }

  private static BigDecimal decimal(Number number) {
    return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
  }
}
