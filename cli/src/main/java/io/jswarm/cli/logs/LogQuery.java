package io.jswarm.cli.logs;

import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.GoDuration;
import java.time.Instant;

/** Which lines are wanted. */
public final class LogQuery {
  private LogQuery() {}

  /** The flags of every command that shows logs. */
  public static FlagSet flags() {
    return new FlagSet()
        .toggle("details", "Show labels and variables the log driver adds")
        .toggle("f", "follow", "Go on as lines are written")
        .value("since", "TIME", "Only lines after a time, or of the last 10m")
        .value("n", "tail", "N", "Only the last lines (default all)")
        .toggle("t", "timestamps", "Show when each line was written");
  }

  /** The request for the logs at {@code path}. */
  public static Request request(Invocation call, String path) {
    ParsedFlags flags = call.flags();
    Request request =
        Request.get(path).queryIf(flags.toggle("follow"), "follow").query("stderr", "1");
    request.query("stdout", "1").query("tail", flags.isSet("tail") ? flags.text("tail") : "all");
    request.queryIf(flags.toggle("timestamps"), "timestamps");
    if (flags.isSet("since")) {
      Instant now = call.console().clock().instant();
      request.query("since", flags.one("since", text -> since(text, now)));
    }
    return request;
  }

  /** Seconds since 1970 with nine decimals, from a time stamp, a date or a time span. */
  static String since(String text, Instant now) {
    if (text.matches("\\d+(\\.\\d+)?")) {
      return text;
    }
    Instant instant = Ages.instant(text);
    if (instant == null && text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      instant = Ages.instant(text + "T00:00:00Z");
    }
    if (instant == null && text.matches("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+")) {
      instant = Ages.instant(text + "Z");
    }
    if (instant == null) {
      instant = now.minusNanos(GoDuration.parse(text));
    }
    String nanos = String.valueOf(1_000_000_000L + instant.getNano()).substring(1);
    return instant.getEpochSecond() + "." + nanos;
  }
}
