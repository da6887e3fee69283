package io.jswarm.worker.agent;

import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which manager to speak to, and whether it still answers. After any failure the next manager in
 * the list is asked: it either leads, or knows who does. A redirect is followed at once, except to
 * a manager that has just failed, which a follower may not know yet; then, and when it knows of
 * none, the node stays where it is: the follower serves it as soon as it leads itself, or sends it
 * on as soon as it knows the new leader.
 */
final class Link {
  /**
   * From connecting to Welcome: two round trips, a TLS handshake and a busy leader. As long as a
   * silent manager is borne with where that is longer, in large clusters.
   */
  static final Duration WELCOME_WITHIN = Duration.ofSeconds(3);

  /**
   * Each time that was too short it is doubled, up to this. After a change of leader thousands of
   * nodes want a handshake at once; were each to hang up on a manager that works through them, and
   * call again, it would never be done. A host that is gone is noticed sooner, by TCP.
   */
  static final Duration WELCOME_WITHIN_MAX = Duration.ofSeconds(48);

  /**
   * A manager that has said nothing at all since so many heartbeats were sent is taken for dead.
   */
  static final int UNANSWERED_MAX = 3;

  /** Redirects followed in a row before each costs a back-off. */
  static final int REDIRECTS_MAX = 3;

  /** How long a failed manager is not gone back to on the word of another. */
  static final Duration DISTRUST = Duration.ofMillis(1_500);

  static final Duration HEARTBEAT_DEFAULT = Duration.ofSeconds(1);

  private enum Phase {
    WAITING,
    OPENING,
    OPEN
  }

  private final Backoff backoff;
  private List<ManagerAddress> managers;
  private @Nullable ManagerAddress redirectedTo;
  private @Nullable ManagerAddress present;
  private @Nullable String failedAddr;
  private Instant failedAt = Instant.EPOCH;
  private int nextManager;
  private int redirects;
  private Phase phase = Phase.WAITING;
  private boolean stays;
  private long connection;
  private Instant due;
  private Duration patience = WELCOME_WITHIN;
  private Duration period = HEARTBEAT_DEFAULT;
  private long heartbeat;
  private long answered;

  Link(List<ManagerAddress> managers, RandomGenerator random) {
    this.managers = managers;
    this.backoff = new Backoff(random);
    this.due = Instant.EPOCH;
  }

  List<ManagerAddress> managers() {
    return managers;
  }

  /** Takes a new list, the one to ask first at its head. True when it differs. */
  boolean know(List<ManagerAddress> list) {
    boolean changed = !list.equals(managers);
    managers = new ArrayList<>(list);
    if (changed) {
      nextManager = 0;
    }
    return changed;
  }

  boolean isPresent(long number) {
    return phase != Phase.WAITING && connection == number;
  }

  boolean isOpen() {
    return phase == Phase.OPEN;
  }

  long connection() {
    return connection;
  }

  /**
   * The manager to connect to now, if it is time; the connection's number is then {@link
   * #connection}.
   */
  Optional<ManagerAddress> connect(Instant now) {
    if (phase != Phase.WAITING || now.isBefore(due)) {
      return Optional.empty();
    }
    ManagerAddress manager = redirectedTo;
    redirectedTo = null;
    if (manager == null && !managers.isEmpty()) {
      manager = managers.get(nextManager % managers.size());
    }
    if (manager != null) {
      present = manager;
      phase = Phase.OPENING;
      stays = false;
      connection++;
      due = now.plus(patience);
    }
    return Optional.ofNullable(manager);
  }

  void welcomed(Duration heartbeatPeriod, Instant now) {
    phase = Phase.OPEN;
    period = heartbeatPeriod;
    Duration silence = period.multipliedBy(UNANSWERED_MAX);
    patience = silence.compareTo(WELCOME_WITHIN) > 0 ? silence : WELCOME_WITHIN;
    heartbeat = 0;
    answered = 0;
    due = now.plus(period);
  }

  /** From the next heartbeat on; zero leaves it as it is. */
  void beatEvery(Duration heartbeatPeriod) {
    if (heartbeatPeriod.isPositive()) {
      period = heartbeatPeriod;
    }
  }

  /** The session has proved useful: the next failure starts a fresh back-off. */
  void worked() {
    backoff.reset();
    redirects = 0;
  }

  /**
   * The manager has spoken. Whatever it says shows that it lives: its answer to a heartbeat may
   * wait behind thousands of assignments.
   */
  void heard() {
    answered = heartbeat;
  }

  /** The heartbeat to send now, if one is due. */
  Optional<Long> beat(Instant now) {
    if (phase != Phase.OPEN || now.isBefore(due)) {
      return Optional.empty();
    }
    due = now.plus(period);
    heartbeat++;
    return Optional.of(heartbeat);
  }

  /**
   * Why the connection is given up now, if it is. A tick that comes late itself proves nothing
   * against the manager.
   */
  Optional<String> gaveUp(Instant now) {
    if (phase == Phase.WAITING || now.isBefore(due)) {
      return Optional.empty();
    }
    boolean late = now.isAfter(due.plus(period.dividedBy(2)));
    if (phase == Phase.OPENING) {
      if (stays) {
        return Optional.of("it knows of no leader");
      }
      String why = "no welcome within " + patience.toMillis() + " ms";
      Duration doubled = patience.multipliedBy(2);
      patience = doubled.compareTo(WELCOME_WITHIN_MAX) < 0 ? doubled : WELCOME_WITHIN_MAX;
      return Optional.of(why);
    }
    if (!late && heartbeat - answered >= UNANSWERED_MAX) {
      return Optional.of(UNANSWERED_MAX + " heartbeats were not answered");
    }
    return Optional.empty();
  }

  /** The connection is over; the next manager is asked after the back-off. */
  void failed(Instant now) {
    if (!stays) { // one that answered, and knew of no leader, has done nothing wrong
      failedAddr = present == null ? null : present.addr();
      failedAt = now;
    }
    waitForNext(now);
  }

  private void waitForNext(Instant now) {
    phase = Phase.WAITING;
    stays = false;
    nextManager = managers.isEmpty() ? 0 : (nextManager + 1) % managers.size();
    due = now.plus(backoff.next());
  }

  /**
   * The manager does not lead, and says who does if it knows. Tells whether the connection is to be
   * ended; otherwise it is kept, for what the manager says next.
   */
  boolean redirected(@Nullable ManagerAddress leader, Instant now) {
    Instant trustedAt = failedAt.plus(DISTRUST);
    boolean distrusted =
        leader != null && leader.addr().equals(failedAddr) && now.isBefore(trustedAt);
    if (phase == Phase.OPENING && (leader == null || distrusted)) {
      stays = true;
      Instant longest = distrusted ? trustedAt : now.plus(WELCOME_WITHIN);
      due = longest.isBefore(due) ? longest : due;
      return false;
    }
    waitForNext(now);
    if (leader != null && !distrusted) {
      redirectedTo = leader;
      redirects++;
      if (redirects <= REDIRECTS_MAX) {
        due = now;
      }
    }
    return true;
  }

  Optional<Instant> wakeAt() {
    boolean nobody = phase == Phase.WAITING && managers.isEmpty() && redirectedTo == null;
    return nobody ? Optional.empty() : Optional.of(due);
  }
}
