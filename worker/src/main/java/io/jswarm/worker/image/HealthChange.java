package io.jswarm.worker.image;

import io.jswarm.api.codec.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The Dockerfile instruction HEALTHCHECK: {@code NONE}, or flags, {@code CMD} and a command. */
final class HealthChange {
  private static final Pattern FLAG = Pattern.compile("--([a-z-]+)=(\\S+)\\s+");
  private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(h|ms|m|s|us|µs|ns)");
  private static final Map<String, String> TIMES =
      Map.of(
          "interval",
          "Interval",
          "timeout",
          "Timeout",
          "start-period",
          "StartPeriod",
          "start-interval",
          "StartInterval");
  private static final Map<String, String> UNIT_NANOS =
      Map.of(
          "h", "3600e9", "m", "60e9", "s", "1e9", "ms", "1e6", "us", "1e3", "µs", "1e3", "ns", "1");

  private HealthChange() {}

  /**
   * Reads what stands behind HEALTHCHECK, as images keep it.
   *
   * @throws ImageException.Invalid when it is malformed
   */
  static ObjectNode parse(String text) {
    ObjectNode check = Json.mapper().createObjectNode();
    Matcher flag = FLAG.matcher(text);
    int at = 0;
    while (flag.find(at) && flag.start() == at) {
      flag(flag.group(1), flag.group(2), check);
      at = flag.end();
    }
    String rest = text.substring(at);
    if (rest.equals("NONE") && at == 0) {
      check.putArray("Test").add("NONE");
    } else if (rest.matches("(?s)CMD\\s+\\S.*")) {
      command(rest.substring(3).strip(), check.putArray("Test"));
    } else {
      throw new ImageException.Invalid("HEALTHCHECK takes NONE, or CMD and a command, not " + rest);
    }
    return check;
  }

  private static void command(String text, ArrayNode test) {
    if (text.startsWith("[")) {
      test.add("CMD").addAll(ImageChanges.json(text));
    } else {
      test.add("CMD-SHELL").add(text);
    }
  }

  private static void flag(String name, String value, ObjectNode check) {
    String time = TIMES.get(name);
    if (time != null) {
      check.put(time, nanos(value));
    } else if (name.equals("retries") && value.matches("[0-9]{1,4}")) {
      check.put("Retries", Integer.parseInt(value));
    } else {
      throw new ImageException.Invalid(
          "HEALTHCHECK does not take --%s=%s: there are --interval, --timeout, --start-period,"
                  .formatted(name, value)
              + " --start-interval and --retries");
    }
  }

  private static long nanos(String text) {
    Matcher part = TIME.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int at = 0;
    while (part.find(at) && part.start() == at) {
      nanos =
          nanos.add(
              new BigDecimal(part.group(1))
                  .multiply(new BigDecimal(UNIT_NANOS.getOrDefault(part.group(2), "0"))));
      at = part.end();
    }
    if (at == 0 || at < text.length()) {
      throw new ImageException.Invalid("'" + text + "' is no duration like 30s or 1m30s");
    }
    return nanos.longValue();
  }
}
