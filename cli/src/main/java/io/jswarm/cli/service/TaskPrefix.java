package io.jswarm.cli.service;

import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.http.DaemonError;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.logs.LogDetails;
import io.jswarm.cli.task.Names;
import io.jswarm.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the task in front of each line of a service's logs: {@code web.1.id@node | text}. */
final class TaskPrefix {
  private static final String NODE = "com.docker.swarm.node.id";
  private static final String SERVICE = "com.docker.swarm.service.id";
  private static final String TASK = "com.docker.swarm.task.id";
  private static final int COLOURS = 6;

  private final Invocation call;
  private final ParsedFlags flags;
  private final Names names;
  private final int slotDigits;
  private final Map<String, String> prefixes = new LinkedHashMap<>();

  /**
   * A prefix maker.
   *
   * @param highestSlot the highest slot number, which the others are padded to
   */
  TaskPrefix(Invocation call, long highestSlot) {
    this.call = call;
    this.flags = call.flags();
    this.names = flags.toggle("no-resolve") ? Names.none(call.client()) : Names.from(call.client());
    this.slotDigits = digits(highestSlot);
  }

  private static int digits(long number) {
    return String.valueOf(number).length();
  }

  /** The line as shown; what comes from the daemon is {@code [time] details text}. */
  String line(String line) throws IOException {
    boolean timed = flags.toggle("timestamps");
    String[] parts = line.split(" ", timed ? 3 : 2);
    int at = timed ? 1 : 0;
    if (parts.length < at + 2) {
      throw new IOException("the daemon sent a log line without its task: " + line.strip());
    }
    Map<String, String> details = LogDetails.parse(parts[at]);
    String task = details.getOrDefault(TASK, "");
    String prefix = prefixes.get(task);
    if (prefix == null) {
      prefix = prefix(details);
      prefixes.put(task, prefix);
    }
    String shown = flags.toggle("details") ? others(details) + " " : "";
    return (timed ? parts[0] + " " : "") + prefix + "    | " + shown + parts[at + 1];
  }

  private static String others(Map<String, String> details) {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, String> detail : details.entrySet()) {
      String key = detail.getKey();
      if (!key.equals(NODE) && !key.equals(SERVICE) && !key.equals(TASK)) {
        texts.add(key + "=" + detail.getValue());
      }
    }
    return String.join(",", texts);
  }

  private String prefix(Map<String, String> details) throws IOException {
    String node = names.node(details.getOrDefault(NODE, ""));
    String service = names.service(details.getOrDefault(SERVICE, ""));
    String task = details.getOrDefault(TASK, "");
    long slot = slot(task);
    StringBuilder prefix = new StringBuilder(service).append('.').append(slot);
    if (!flags.toggle("no-task-ids")) {
      prefix.append('.').append(flags.toggle("no-trunc") ? task : Words.shortId(task));
    }
    prefix.append('@').append(node).repeat(' ', Math.max(0, slotDigits - digits(slot)));
    return call.console().colour() ? coloured(prefix.toString()) : prefix.toString();
  }

  /** The slot of a task, or 0 when the task is forgotten already. */
  private long slot(String task) throws IOException {
    try {
      return call.client().object("/tasks/" + Request.segment(task)).number("Slot");
    } catch (DaemonError e) {
      if (!e.isNotFound()) {
        throw e;
      }
      return 0;
    }
  }

  private String coloured(String prefix) {
    return "\u001b[3" + (prefixes.size() % COLOURS + 1) + "m" + prefix + "\u001b[0m";
  }
}
