package io.jswarm.api.rpc;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jswarm.api.model.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Task logs on their way. A worker holds one log stream to the leader, on which the leader
 * subscribes; a manager that serves a client asks the leader with one {@link Follow}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LogMessage.Subscribe.class, name = "Subscribe"),
  @JsonSubTypes.Type(value = LogMessage.Cancel.class, name = "Cancel"),
  @JsonSubTypes.Type(value = LogMessage.Chunk.class, name = "Chunk"),
  @JsonSubTypes.Type(value = LogMessage.End.class, name = "End"),
  @JsonSubTypes.Type(value = LogMessage.Follow.class, name = "Follow"),
  @JsonSubTypes.Type(value = LogMessage.Hello.class, name = "Hello"),
})
public sealed interface LogMessage {
  /** Which lines are wanted; {@code tail} below 0 means all. */
  record Options(
      boolean stdout,
      boolean stderr,
      boolean follow,
      long tail,
      @Nullable Instant since,
      @Nullable Instant until) {}

  /** A worker opens its log stream. */
  record Hello() implements LogMessage {}

  /** A manager asks the leader for the logs of these tasks. */
  record Follow(List<String> taskIds, Options options) implements LogMessage {}

  /** The leader asks a worker. */
  record Subscribe(long subscription, List<String> taskIds, Options options)
      implements LogMessage {}

  /** The leader wants no more. */
  record Cancel(long subscription) implements LogMessage {}

  /**
   * Lines of one task, in order, at most 64 KiB together.
   *
   * @param attributes what the options of its log driver say of each; empty from older nodes
   */
  record Chunk(
      long subscription,
      String taskId,
      String nodeId,
      List<Line> lines,
      Map<String, String> attributes)
      implements LogMessage {
    public Chunk {
      attributes = attributes == null ? Map.of() : attributes;
    }
  }

  /**
   * No more lines of these tasks will come.
   *
   * @param error why not all of them came, such as a node that is down
   */
  record End(long subscription, List<String> taskIds, @Nullable String error)
      implements LogMessage {}

  /** One line with its line end, if it had one. */
  record Line(Instant at, boolean stderr, Bytes data) {}
}
