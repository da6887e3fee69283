package io.jswarm.manager;

import io.jswarm.manager.trace.FailoverTrace;
import io.jswarm.raftstore.log.LogEvents;
import io.jswarm.raftstore.log.LogMember;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what the log tells of leadership, and traces it. */
final class LogTidings implements LogEvents {
  private static final Logger LOG = LoggerFactory.getLogger(LogTidings.class);

  private final FailoverTrace trace;
  private final Consumer<News> news;
  private final Runnable onRemoved;
  private final Consumer<Throwable> onFailed;
  private List<String> known = List.of();

  /** What happened. */
  sealed interface News {
    /** This manager leads and is ready. */
    record Leads(long term) implements News {}

    /** It leads no more. */
    record Lost() implements News {}

    /** Another, or this one, was elected. */
    record LeaderIs(String peerId) implements News {}

    /** Nobody leads. */
    record NoLeader() implements News {}

    /** The disk of the log is in trouble, or, with an empty sentence, is well again. */
    record Disk(String trouble) implements News {}
  }

  LogTidings(
      FailoverTrace trace, Consumer<News> news, Runnable onRemoved, Consumer<Throwable> onFailed) {
    this.trace = trace;
    this.news = news;
    this.onRemoved = onRemoved;
    this.onFailed = onFailed;
  }

  @Override
  public void becameLeader(long term) {
    trace.turn("leader-ready", "term=" + term);
    news.accept(new News.Leads(term));
  }

  @Override
  public void lostLeadership() {
    trace.turn("leadership-lost", "");
    news.accept(new News.Lost());
  }

  @Override
  public void leaderChanged(@Nullable String memberId) {
    trace.turn(
        memberId == null ? "leader-missed" : "leader-named",
        memberId == null ? "" : "leader=" + memberId);
    news.accept(memberId == null ? new News.NoLeader() : new News.LeaderIs(memberId));
  }

  @Override
  public void membersChanged(List<LogMember> members) {
    List<String> ids = members.stream().map(LogMember::id).toList();
    if (!ids.equals(known)) {
      LOG.info("the members are {}", ids);
      known = ids;
    }
  }

  @Override
  public void removed() {
    LOG.info("this manager was taken out of Raft");
    onRemoved.run();
  }

  @Override
  public void diskTrouble(String sentence) {
    news.accept(new News.Disk(sentence));
  }

  @Override
  public void failed(Throwable cause) {
    LOG.error("the log cannot go on", cause);
    onFailed.accept(cause);
  }
}
