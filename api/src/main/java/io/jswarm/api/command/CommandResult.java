package io.jswarm.api.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What became of a {@link Command}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CommandResult.Done.class, name = "Done"),
  @JsonSubTypes.Type(value = CommandResult.Refused.class, name = "Refused"),
  @JsonSubTypes.Type(value = CommandResult.NotLeader.class, name = "NotLeader"),
  @JsonSubTypes.Type(value = CommandResult.Unknown.class, name = "Unknown"),
})
public sealed interface CommandResult {
  /**
   * Committed and applied by the leader.
   *
   * @param id the object written
   * @param round the round that holds it; a forwarding manager waits until it has applied that
   *     round itself
   */
  record Done(String id, long round, List<String> warnings) implements CommandResult {}

  /** Changed nothing. */
  record Refused(Refusal refusal) implements CommandResult {}

  /** Changed nothing: the manager that was asked does not lead (any more). */
  record NotLeader(String message) implements CommandResult {}

  /** It may or may not have been committed: leadership was lost while it was on its way. */
  record Unknown(String message) implements CommandResult {}
}
