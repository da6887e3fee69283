package io.jswarm.overlaynet.probe;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.NetworkPath;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which ways to try when, and what follows from the answers. Time passes in periods: what was not
 * answered by the next one is lost. Few ways are tried in each period; of many, some have their
 * turn, and so have some of those that are in doubt, so that what is sent does not grow with the
 * cluster and a broken way is still soon known for sure. Not thread-safe.
 */
public final class PathWatch {
  /** From one turn to the next. */
  public static final Duration PERIOD = Duration.ofSeconds(1);

  /** Ways that have their turn in one period. */
  static final int TRIED_MAX = DataPathStatus.TRIED_PER_SECOND;

  /** Ways in doubt that have their turn besides. */
  static final int SUSPECTS_MAX = 16;

  /**
   * A question to send.
   *
   * @param bytes length of the IP packet, which must not be sent in pieces
   */
  public record Question(long token, InetAddress to, int bytes) {}

  private record Asked(String way, Way.Kind kind) {}

  private final Instant began;
  private final TreeMap<String, Way> ways = new TreeMap<>();
  private final TreeMap<Long, Asked> open = new TreeMap<>();
  private final Iterator<Long> tokens;
  private String lastTried = "";
  private String lastSuspect = "";

  /**
   * Nothing to try yet.
   *
   * @param tokens for questions, hard to guess and never twice the same
   */
  public PathWatch(Instant began, Iterator<Long> tokens) {
    this.began = began;
    this.tokens = tokens;
  }

  /** These are the ways from now on; what is known of those that stay is kept. */
  public void watch(Collection<Target> targets, Instant now) {
    Map<String, Target> wanted = new HashMap<>();
    targets.forEach(target -> wanted.put(key(target), target));
    ways.entrySet().removeIf(each -> !each.getValue().target().equals(wanted.get(each.getKey())));
    wanted.forEach((key, target) -> ways.computeIfAbsent(key, _ -> new Way(target, now)));
  }

  /** A period begins: counts what was not answered in the last one and says what to ask now. */
  public List<Question> tick(Instant now) {
    open.values().forEach(asked -> note(asked, false, now));
    open.clear();
    TreeSet<String> suspects = new TreeSet<>();
    ways.forEach((key, way) -> {
      if (way.isSuspect()) {
        suspects.add(key);
      }
    });
    List<String> turn = after(lastTried, new TreeSet<>(ways.keySet()), TRIED_MAX);
    List<String> doubted = after(lastSuspect, suspects, SUSPECTS_MAX);
    lastTried = turn.isEmpty() ? "" : turn.getLast();
    lastSuspect = doubted.isEmpty() ? "" : doubted.getLast();
    TreeSet<String> all = new TreeSet<>(turn);
    all.addAll(doubted);
    List<Question> questions = new ArrayList<>();
    all.forEach(key -> ask(key, questions));
    return questions;
  }

  /** So many of them, round and round. */
  private static List<String> after(String last, NavigableSet<String> keys, int most) {
    List<String> turn = new ArrayList<>(keys.tailSet(last, false));
    turn.addAll(keys.headSet(last, true));
    return turn.subList(0, Math.min(most, turn.size()));
  }

  private void ask(String key, List<Question> questions) {
    Way way = ways.get(key);
    if (way != null) {
      for (Way.Kind kind : way.questions()) {
        long token = tokens.next();
        open.put(token, new Asked(key, kind));
        questions.add(new Question(token, way.to(kind), way.bytes(kind)));
      }
    }
  }

  /** A question was answered. What was not asked, or too long ago, is passed over. */
  public void answered(long token, Instant now) {
    Asked asked = open.remove(token);
    if (asked != null) {
      note(asked, true, now);
    }
  }

  private void note(Asked asked, boolean answer, Instant now) {
    Way way = ways.get(asked.way);
    if (way != null) {
      way.note(asked.kind, answer, now);
    }
  }

  /** What is wrong, as seen from the node of this id. */
  public DataPathStatus status(String ownNodeId) {
    List<NetworkPath> broken =
        ways.values().stream()
            .filter(Way::isBroken)
            .map(way -> way.seenFrom(ownNodeId))
            .sorted(Comparator.comparing(NetworkPath::networkId).thenComparing(NetworkPath::to))
            .toList();
    int named = Math.min(broken.size(), DataPathStatus.BROKEN_MAX);
    return new DataPathStatus(began, broken.subList(0, named), broken.size() - named);
  }

  private static String key(Target target) {
    return target.networkId() + "/" + target.nodeId();
  }
}
