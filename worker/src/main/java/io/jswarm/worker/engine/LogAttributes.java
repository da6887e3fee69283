package io.jswarm.worker.engine;

import io.jswarm.api.model.Driver;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What the options {@code labels}, {@code labels-regex}, {@code env}, {@code env-regex} and {@code
 * tag} of the log driver json-file say of every line of a container, as Docker's writes it into its
 * files and shows it with {@code --details}. It is the same for all lines, so it is not kept with
 * them.
 */
public final class LogAttributes {
  /** Longer ones are no names of labels or variables, but work for who reads logs. */
  private static final int REGEX_CHARACTERS_MAX = 255;

  private static final int ID_CHARACTERS = 12;
  private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*(.*?)\\s*}}");
  private static final List<String> FIELDS =
      List.of(".ID", ".FullID", ".Name", ".ImageName", ".ImageID", ".ImageFullID", ".DaemonName");

  private LogAttributes() {}

  /** What is wrong with the options of a driver; null when nothing is. */
  public static @Nullable String fault(Map<String, String> options) {
    for (String option : List.of("labels-regex", "env-regex")) {
      String regex = options.getOrDefault(option, "");
      if (regex.length() > REGEX_CHARACTERS_MAX) {
        return "invalid log option %s: at most %d characters"
            .formatted(option, REGEX_CHARACTERS_MAX);
      }
      try {
        var _ = Pattern.compile(regex);
      } catch (PatternSyntaxException e) {
        return "invalid log option %s: %s in '%s'".formatted(option, e.getDescription(), regex);
      }
    }
    Matcher field = FIELD.matcher(options.getOrDefault("tag", ""));
    while (field.find()) {
      if (!FIELDS.contains(field.group(1))) {
        return "invalid log option tag: {{%s}} is not known; there are %s"
            .formatted(field.group(1), String.join(" ", FIELDS));
      }
    }
    return null;
  }

  /** By name; empty where nothing is asked for. */
  public static SortedMap<String, String> of(LocalContainer container) {
    Driver driver = container.plan().spec().logDriver();
    SortedMap<String, String> attributes = new TreeMap<>();
    if (driver == null || driver.options().isEmpty()) {
      return attributes;
    }
    Map<String, String> options = driver.options();
    Map<String, String> variables = new TreeMap<>();
    for (String variable : container.process().env()) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    add(attributes, container.plan().labels(), listed(options.get("labels")));
    add(attributes, container.plan().labels(), matched(options.get("labels-regex")));
    add(attributes, variables, listed(options.get("env")));
    add(attributes, variables, matched(options.get("env-regex")));
    String tag = options.getOrDefault("tag", "");
    if (!tag.isEmpty()) {
      attributes.put("tag", tag(tag, container));
    }
    return attributes;
  }

  private static void add(
      Map<String, String> attributes, Map<String, String> all, Predicate<String> wanted) {
    all.forEach((name, value) -> {
      if (wanted.test(name)) {
        attributes.put(name, value);
      }
    });
  }

  private static Predicate<String> listed(@Nullable String names) {
    return names == null ? _ -> false : List.of(names.split(",", -1))::contains;
  }

  private static Predicate<String> matched(@Nullable String regex) {
    return regex == null || regex.isEmpty() ? _ -> false : Pattern.compile(regex).asPredicate();
  }

  private static String tag(String tag, LocalContainer container) {
    return FIELD
        .matcher(tag)
        .replaceAll(field -> Matcher.quoteReplacement(value(field.group(1), container)));
  }

  private static String value(String field, LocalContainer container) {
    return switch (field) {
      case ".ID" -> shortened(container.id());
      case ".FullID" -> container.id();
      case ".Name" -> container.plan().name();
      case ".ImageName" -> container.plan().container().image();
      case ".ImageID" -> shortened(container.imageId());
      case ".ImageFullID" -> container.imageId();
      default -> "docker"; // .DaemonName
    };
  }

  private static String shortened(String id) {
    return id.length() > ID_CHARACTERS ? id.substring(0, ID_CHARACTERS) : id;
  }
}
