package io.jswarm.lab.log;

import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What goes over a member's standard streams: one thing a line, in the order it happened. */
final class Lines {
  private final PrintStream out;

  Lines(PrintStream out) {
    this.out = out;
  }

  synchronized void say(String line) {
    out.print(line.replace('\n', ' ') + "\n");
    out.flush();
  }

  void answer(String number, String answer) {
    say("answer " + number + " " + answer);
  }

  static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Committed(long index) -> "committed " + index;
      case Outcome.NotAppended(String reason) -> "not-appended " + reason;
      case Outcome.Unknown(String reason) -> "unknown " + reason;
    };
  }

  static Outcome readOutcome(String text) {
    String rest = rest(text);
    return switch (first(text)) {
      case "committed" -> new Outcome.Committed(Long.parseLong(rest));
      case "not-appended" -> new Outcome.NotAppended(rest);
      default -> new Outcome.Unknown(rest);
    };
  }

  static String barrier(Barrier barrier) {
    return switch (barrier) {
      case Barrier.Reached() -> "reached";
      case Barrier.NoLeader(String reason) -> "no-leader " + reason;
    };
  }

  static Barrier readBarrier(String text) {
    return text.equals("reached") ? new Barrier.Reached() : new Barrier.NoLeader(rest(text));
  }

  static String change(MemberChange change) {
    return switch (change) {
      case MemberChange.Done() -> "done";
      case MemberChange.Refused(String reason) -> "refused " + reason;
      case MemberChange.Unknown(String reason) -> "unknown " + reason;
    };
  }

  static MemberChange readChange(String text) {
    return switch (first(text)) {
      case "done" -> new MemberChange.Done();
      case "refused" -> new MemberChange.Refused(rest(text));
      default -> new MemberChange.Unknown(rest(text));
    };
  }

  static String status(LogStatus status) {
    String peers =
        status.peers().stream()
            .map(peer -> peer.memberId() + "=" + millis(peer.lastContact()))
            .collect(Collectors.joining(" "));
    return "%s %d %d %d %s %s"
        .formatted(
            status.role(),
            status.term(),
            status.applied(),
            status.committed(),
            status.leaderId() == null ? "-" : status.leaderId(),
            peers);
  }

  private static String millis(@Nullable Duration contact) {
    return contact == null ? "-" : String.valueOf(contact.toMillis());
  }

  static LogStatus readStatus(String text) {
    String[] words = text.strip().split(" ", -1);
    List<LogStatus.Peer> peers = new ArrayList<>();
    for (int i = 5; i < words.length; i++) {
      String[] peer = words[i].split("=", -1);
      boolean known = !peer[1].equals("-");
      peers.add(
          new LogStatus.Peer(peer[0], known ? Duration.ofMillis(Long.parseLong(peer[1])) : null));
    }
    return new LogStatus(
        LogStatus.Role.valueOf(words[0]),
        Long.parseLong(words[1]),
        words[4].equals("-") ? null : words[4],
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        peers);
  }

  static String members(List<LogMember> members) {
    return members.stream()
        .map(member -> member.id() + "=" + member.address())
        .collect(Collectors.joining(" "));
  }

  static List<LogMember> readMembers(String text) {
    List<LogMember> members = new ArrayList<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      int equals = each.indexOf('=');
      members.add(new LogMember(each.substring(0, equals), each.substring(equals + 1)));
    }
    return members;
  }

  static String first(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  static String rest(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? "" : text.substring(blank + 1);
  }
}
