package io.jswarm.worker.engine;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Linux signals by name, as {@code docker kill --signal} takes them. */
public final class Signals {
  public static final int SIGKILL = 9;
  public static final int SIGTERM = 15;

  private static final int RTMIN = 34;
  private static final int RTMAX = 64;

  /** By number from 1; the numbers of x86 and arm agree. */
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private Signals() {}

  /**
   * Reads {@code SIGTERM}, {@code term}, {@code RTMIN+3} or {@code 15}; empty when it is none of a
   * signal's names.
   */
  public static OptionalInt parse(String text) {
    String name = text.trim().toUpperCase(Locale.ROOT);
    if (name.matches("[0-9]{1,2}")) {
      int number = Integer.parseInt(name);
      return number >= 1 && number <= RTMAX ? OptionalInt.of(number) : OptionalInt.empty();
    }
    String bare = name.startsWith("SIG") ? name.substring(3) : name;
    int index = NAMES.indexOf(bare);
    if (index >= 0) {
      return OptionalInt.of(index + 1);
    }
    return realTime(bare);
  }

  private static OptionalInt realTime(String name) {
    if (!name.matches("RTMIN(\\+[0-9]{1,2})?|RTMAX(-[0-9]{1,2})?")) {
      return OptionalInt.empty();
    }
    int offset = name.length() == 5 ? 0 : Integer.parseInt(name.substring(6));
    int number = name.startsWith("RTMIN") ? RTMIN + offset : RTMAX - offset;
    return number >= RTMIN && number <= RTMAX ? OptionalInt.of(number) : OptionalInt.empty();
  }
}
