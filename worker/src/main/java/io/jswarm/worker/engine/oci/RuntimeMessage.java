package io.jswarm.worker.engine.oci;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a sentence of what runtimes write to their error stream. Pure. */
final class RuntimeMessage {
  private static final Pattern LOGGED = Pattern.compile("msg=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern CRUN_TIME = Pattern.compile("(?m)^\\d{4}-\\d\\d-\\d\\dT\\S+Z: ");
  private static final int MAX_LENGTH = 1000;

  private RuntimeMessage() {}

  static String plain(String output) {
    String text = CRUN_TIME.matcher(output.strip()).replaceAll("");
    Matcher logged = LOGGED.matcher(text);
    String last = "";
    while (logged.find()) {
      last = logged.group(1).replace("\\\"", "\"").replace("\\n", " ").replace("\\\\", "\\");
    }
    String message = last.isEmpty() ? text : last;
    return message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) : message;
  }
}
